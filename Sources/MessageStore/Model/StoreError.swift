// What a call on the store can end with. No case holds a value of a message.

public import PostgreSQL

/// Why the store could not do what was asked.
public enum StoreError: Error, Hashable, Sendable {
    /// The database refused or was not there.
    case database(DatabaseError)
    /// The site has more feeds than a message id can tell apart.
    case tooManyFeeds(limit: Int)
    /// The database was migrated by a newer Corridor.
    case schemaTooNew(found: Int, known: Int)
    /// The database does not store text as UTF-8.
    case encodingNotUTF8(String)
    /// What was read is not what this version writes.
    case unexpectedContent(String)
    /// The store was closed.
    case closed
}

extension StoreError: CustomStringConvertible {
    /// One sentence for a log or an operator.
    public var description: String {
        switch self {
        case .database(let error): error.description
        case .tooManyFeeds(let limit): "more than \(limit) feeds in this database"
        case .schemaTooNew(let found, let known):
            "the database is at migration \(found); this Corridor knows \(known): run a newer one"
        case .encodingNotUTF8(let name): "the database's encoding is \(name); it must be UTF8"
        case .unexpectedContent(let what): "unexpected content in the database: \(what)"
        case .closed: "the store is closed"
        }
    }
}
