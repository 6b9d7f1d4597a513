// What is at hand where an expression of a site stands: the value, named values, code tables.

public import FHIR

/// What is known about the values that an expression over trees yields, or is applied to.
public struct TreeType: Sendable {
    let shape: TreeShape

    init(_ shape: TreeShape) { self.shape = shape }

    /// One value of a FHIR type, or of one that inherits from it.
    public init(_ type: TypeID) { shape = TreeShape(kind: .fhir([type])) }

    /// Values of which nothing is known.
    public static let any = TreeType(.any)

    /// One text.
    public static let text = TreeType(.string)

    /// Whether there may be several; `false` too where that is not known.
    public var isPlural: Bool { shape.isPlural }

    /// The same values, one at a time.
    public var item: TreeType { TreeType(shape.counted(plural: false)) }

    /// The FHIR types that the values can have; `nil` where that is not known, or they are none of FHIR's.
    public var types: [TypeID]? { if case .fhir(let types) = shape.kind { types } else { nil } }

    /// Whether the values can only be FHIR types of several elements.
    public var isComplex: Bool { shape.isComplex(in: TreeSchema.r4.definitions) }

    /// Whether the values cannot be Booleans.
    public var isNeverBoolean: Bool { shape.isNeverBoolean(in: TreeSchema.r4.definitions) }

    /// What the values are, for people; `nil` where that is not known.
    public var name: String? { shape.name(in: TreeSchema.r4.definitions) }
}

/// What an expression of a site can refer to.
public struct TreeScope: Sendable {
    /// Which way a table is read.
    public enum Direction: Sendable {
        /// From its codes to what they become.
        case forward
        /// From what codes become back to the code, as where HL7 v2 is written.
        case back
    }

    /// The value at hand.
    public var this: TreeType
    /// The values that have names; of two of one name the last is meant.
    public var variables: [(name: String, type: TreeType)]
    /// Texts that have names: a map's constants and a site's variables.
    public var constants: [String: String] = [:]
    /// The tables of `lookup`.
    public let tables: [CodeTable]
    /// Which way they are read.
    public let direction: Direction

    /// Describes what is at hand.
    public init(
        this: TreeType,
        variables: [(name: String, type: TreeType)] = [],
        tables: [CodeTable] = [],
        direction: Direction = .forward
    ) {
        self.this = this
        self.variables = variables
        self.tables = tables
        self.direction = direction
    }
}

/// A code table read one way.
struct TreeTable: Sendable {
    let name: String
    private let codes: [String: String]
    private let unmapped: CodeTable.Unmapped
    /// What a code without a row becomes, where the table says a code.
    private let fallback: String?

    init(_ table: CodeTable, _ direction: TreeScope.Direction) {
        name = table.name
        unmapped = table.unmapped
        var codes: [String: String] = [:]
        switch direction {
        case .forward:
            for row in table.rows where codes[row.source] == nil { codes[row.source] = row.code }
            if case .row(let number) = table.unmapped {
                fallback = table.rows[Int(number)].code
            } else {
                fallback = nil
            }
        case .back:
            codes = table.sources
            fallback = nil
        }
        self.codes = codes
    }

    /// What a code becomes; a problem is noted, and fails the outcome or not.
    func translate(_ code: String) -> (text: String?, problem: (text: String, isError: Bool)?) {
        if let known = codes[code] ?? fallback { return (known, nil) }
        switch unmapped {
        case .pass: return (code, nil)
        case .omit: return (nil, nil)
        case .error: return (nil, ("the code is not in the table `\(name)`", true))
        case .warn, .row, .absent: return (nil, ("the code is not in the table `\(name)`", false))
        }
    }
}
