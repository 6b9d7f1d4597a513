// What an expression over a tree yields: a node of the tree, or a value that was written or worked out.
//
// Nodes are positions, so nothing of a tree is copied until its text is asked for. The larger values are boxed to
// keep collections of nodes small.

public import FHIR

/// One item of a collection.
public enum TreeValue: Sendable {
    /// An element of the tree that was evaluated.
    case node(Tree.Index)
    case boolean(Bool)
    /// A whole number of 32 bits.
    case integer(Int64)
    /// A whole number of 64 bits.
    case long(Int64)
    case string(String)
    indirect case decimal(DecimalNumber)
    indirect case moment(Moment)
    indirect case quantity(Quantity)
    /// What `type()` yields.
    indirect case type(namespace: String, name: String)
}

/// The types of values that are no nodes (FHIRPath N1 §2.1).
enum SystemType: String, CaseIterable {
    case any = "Any"
    case boolean = "Boolean"
    case string = "String"
    case integer = "Integer"
    case long = "Long"
    case decimal = "Decimal"
    case date = "Date"
    case dateTime = "DateTime"
    case time = "Time"
    case quantity = "Quantity"
}

extension TreeValue {
    /// A number as an Integer; `nil` where it does not fit 32 bits, so that what overflows is empty (N1 §6.6).
    init?(integer number: Int64) {
        guard Int32(exactly: number) != nil else { return nil }
        self = .integer(number)
    }

    /// The type of a value that is no node; `nil` for nodes and types.
    var systemType: SystemType? {
        switch self {
        case .node, .type: nil
        case .boolean: .boolean
        case .integer: .integer
        case .long: .long
        case .string: .string
        case .decimal: .decimal
        case .quantity: .quantity
        case .moment(let moment):
            switch moment.kind {
            case .date: .date
            case .dateTime: .dateTime
            case .time: .time
            }
        }
    }

    /// The name of its type as FHIR has it: `boolean`, `dateTime`, `Quantity`, `HumanName`.
    public func typeName(in tree: Tree?) -> String {
        switch self {
        case .node(let index): tree.map { $0.definitions[$0.type(at: index)].name } ?? ""
        case .type: "TypeInfo"
        case .quantity: "Quantity"
        case .long: "integer64"
        case .moment(let moment): moment.kind.rawValue
        default: systemType?.rawValue.lowercased() ?? ""
        }
    }

    /// Its text: of a primitive the exact one, of a quantity with its unit; `nil` for a node of several elements.
    public func text(in tree: Tree?) -> String? {
        switch self {
        case .node(let index): tree?.text(at: index)
        case .boolean(let value): value ? "true" : "false"
        case .integer(let value), .long(let value): String(value)
        case .string(let text): text
        case .decimal(let number): number.description
        case .moment(let moment): moment.description
        case .quantity(let quantity): quantity.description
        case .type(let namespace, let name): "\(namespace).\(name)"
        }
    }
}
