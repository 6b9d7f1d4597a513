// The five characters by which PostgreSQL names an error, and which of them say that the server, not the statement,
// is at fault (PostgreSQL manual, Appendix A).

/// A SQLSTATE.
public struct SQLState: Hashable, Sendable, CustomStringConvertible, ExpressibleByStringLiteral {
    /// The five characters.
    public let code: String

    /// Takes a code as the server sent it.
    public init(_ code: String) {
        self.code = code
    }

    /// Takes a code out of the manual.
    public init(stringLiteral code: String) {
        self.code = code
    }

    /// The five characters.
    public var description: String { code }

    /// The first two characters, which name the class.
    public var category: String { String(code.prefix(2)) }

    /// Whether the same statement may succeed later without a change: connection trouble, lack of resources (a full
    /// disk is 53100), shutdown, system errors, conflicts between transactions, a server that is read-only.
    public var isTransient: Bool {
        switch category {
        case "08", "40", "53", "57", "58", "F0", "XX": true
        default: code == "25006" || code == "55P03" || code == "55006"
        }
    }

    /// Whether the database does not have what the statement names: its schema is not in order.
    public var isSchemaFault: Bool { category == "42" || category == "3F" }

    /// A table that the statement names does not exist.
    public static let undefinedTable: SQLState = "42P01"
    /// A key exists already.
    public static let uniqueViolation: SQLState = "23505"
    /// No partition takes the row.
    public static let noPartition: SQLState = "23514"
}
