// Whose fault a failed insert was: nobody knows yet, the server's, the schema's, or a message's.

import PostgreSQL

/// Whose fault a failed insert was.
enum AcceptFault: Hashable, Sendable {
    /// It may have been committed: look before sending again.
    case unknown
    /// The same batch may succeed later.
    case server
    /// A table is missing or different.
    case schema
    /// A message of the batch; bisecting finds which.
    case message(code: String)

    init(_ error: DatabaseError) {
        switch error.kind {
        case .connection, .shutDown, .timedOut: self = .unknown
        case .notSendable, .unexpectedAnswer: self = .message(code: "not sendable")
        // A termination can arrive between the commit and its answer.
        case .server(let state) where ["57", "08"].contains(state.category): self = .unknown
        case .server(let state) where state.isTransient: self = .server
        case .server(let state) where state.isSchemaFault: self = .schema
        case .server(let state): self = .message(code: state.code)
        }
    }
}
