// One value in flow while an expression is evaluated.
//
// HL7 v2 values stay spans of the message until their text is asked for; rows of tables and calls of maps stay
// numbers. So most items cost no allocation.

public import HL7v2

/// A value that an expression works on or yields.
public enum Item: Sendable, Hashable {
    /// A segment, field, repetition, component or subcomponent of the message.
    case element(Element)
    /// An occurrence of a group.
    case group(GroupTree.Occurrence)
    /// Text.
    case text(String)
    /// A truth value.
    case boolean(Bool)
    /// A whole number.
    case integer(Int64)
    /// A decimal number, as it was written.
    case decimal(String)
    /// A date in FHIR's form, with the precision it came with.
    case date(String)
    /// A date with time in FHIR's form, with the precision it came with.
    case dateTime(String)
    /// A time of day in FHIR's form.
    case time(String)
    /// A row of a code table.
    case row(table: Int32, row: Int32)
    /// A call of a function outside the language, by its number in the evaluation; performed where it is written.
    case call(Int32)
    /// A node of a FHIR tree, by the tree's number in the evaluation and its own.
    case node(tree: Int32, index: Int32)
}

/// What an expression yields: an ordered collection, stored in place while it holds at most one item.
public enum Items: Sendable, Hashable {
    /// Nothing.
    case none
    /// One item.
    case one(Item)
    /// Two or more.
    case many([Item])

    /// Wraps a list.
    public init(_ items: [Item]) {
        switch items.count {
        case 0: self = .none
        case 1: self = .one(items[0])
        default: self = .many(items)
        }
    }

    /// Wraps a value that may be absent.
    public init(_ item: Item?) {
        self = item.map { .one($0) } ?? .none
    }

    /// How many items there are.
    public var count: Int {
        switch self {
        case .none: 0
        case .one: 1
        case .many(let items): items.count
        }
    }

    /// Whether there is nothing.
    public var isEmpty: Bool {
        if case .none = self { true } else { false }
    }

    /// The first item.
    public var first: Item? {
        switch self {
        case .none: nil
        case .one(let item): item
        case .many(let items): items.first
        }
    }

    /// The last item.
    public var last: Item? {
        if case .many(let items) = self { items.last } else { first }
    }

    /// The items as a list.
    public var list: [Item] {
        switch self {
        case .none: []
        case .one(let item): [item]
        case .many(let items): items
        }
    }

    /// Adds an item at the end.
    public mutating func append(_ item: Item) {
        switch self {
        case .none: self = .one(item)
        case .one(let first): self = .many([first, item])
        case .many(var items):
            self = .none
            items.append(item)
            self = .many(items)
        }
    }

    /// Adds the items of another collection at the end.
    public mutating func append(contentsOf other: Items) {
        switch other {
        case .none: break
        case .one(let item): append(item)
        case .many(let items):
            if case .none = self { self = other } else { self = .many(list + items) }
        }
    }
}
