// One value in flow while an expression is evaluated, and collections of them.
//
// Values are numbers and spans: elements and texts stay where they are, rows of tables and calls of maps are
// counted, lists lie in the evaluation. Nothing here holds a reference, so copying values counts none; with
// strings and arrays inside, counting references and freeing was a quarter of a message's time.

public import HL7v2

/// A value that an expression works on or yields.
public enum Item: Sendable {
    /// A segment, field, repetition, component or subcomponent of the message.
    case element(Element)
    /// An occurrence of a group.
    case group(GroupTree.Occurrence)
    /// Text.
    case text(Text)
    /// A truth value.
    case boolean(Bool)
    /// A whole number.
    case integer(Int64)
    /// A decimal number, as it was written.
    case decimal(Text)
    /// A date in FHIR's form, with the precision it came with.
    case date(Text)
    /// A date with time in FHIR's form, with the precision it came with.
    case dateTime(Text)
    /// A time of day in FHIR's form.
    case time(Text)
    /// A row of a code table.
    case row(table: Int32, row: Int32)
    /// A call of a function outside the language, by its number in the evaluation; performed where it is written.
    case call(Int32)
    /// A node of a FHIR tree, by the tree's number in the evaluation and its own.
    case node(tree: Int32, index: Int32)
}

/// Several items, by their place among the lists of one evaluation.
public struct ItemList: Sendable {
    let start: Int32
    let end: Int32
    var range: Range<Int> { Int(start)..<Int(end) }
}

/// What an expression yields: an ordered collection, stored in place while it holds at most one item.
public enum Items: Sendable {
    /// Nothing.
    case none
    /// One item.
    case one(Item)
    /// Two or more.
    case many(ItemList)

    /// Wraps a value that may be absent.
    public init(_ item: Item?) {
        self = item.map { .one($0) } ?? .none
    }

    /// How many items there are.
    public var count: Int {
        switch self {
        case .none: 0
        case .one: 1
        case .many(let list): list.range.count
        }
    }

    /// Whether there is nothing.
    public var isEmpty: Bool {
        if case .none = self { true } else { false }
    }
}

/// Gathers items; makes a list only for the second.
struct ItemCollector {
    private var first: Item?
    private var all: [Item] = []

    mutating func append(_ item: Item) {
        if let first {
            if all.isEmpty { all.append(first) }
            all.append(item)
        } else {
            first = item
        }
    }

    /// Adds the items of a collection; `lists` are those of its evaluation.
    mutating func append(contentsOf items: Items, in lists: [Item]) {
        switch items {
        case .none: break
        case .one(let item): append(item)
        case .many(let list): for index in list.range { append(lists[index]) }
        }
    }

    /// What was gathered, several items put at the end of `lists`.
    consuming func items(in lists: inout [Item]) -> Items {
        guard all.isEmpty else { return Items(all, in: &lists) }
        return Items(first)
    }
}

extension Items {
    /// Wraps items, several of them put at the end of `lists`.
    init(_ items: some Collection<Item>, in lists: inout [Item]) {
        switch items.count {
        case 0: self = .none
        case 1: self = Items(items.first)
        default:
            let start = lists.count
            lists.append(contentsOf: items)
            self = .many(ItemList(start: Int32(start), end: Int32(lists.count)))
        }
    }
}
