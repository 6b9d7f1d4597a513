// A request as the listener looks at it, whatever brought it.

import HTTPTypes
import NIOCore

/// The head of a request.
struct RequestHead: Sendable {
    let method: String
    /// Percent-encoded, without the query.
    let path: String
    /// The parameters of the query, decoded; the first of a name counts.
    let query: [String: String]
    /// The query as it came, percent-encoded.
    let rawQuery: String
    let headers: HTTPFields
    /// The listener's base as this client calls it, such as `https://corridor.example.org/fhir`.
    let baseAddress: String
    /// Where it waits.
    let eventLoop: any EventLoop
    /// What its client may do.
    var permission = Permission.everything
}

extension HTTPField.Name {
    static let prefer = known("Prefer")
    static let requestID = known("X-Request-Id")
    static let apiKey = known("X-API-Key")
    static let ifNoneExist = known("If-None-Exist")
    static let intermediary = known(Intermediary.header)
    static let progress = known("X-Progress")

    /// A name that is written in this file and known to be well-formed.
    private static func known(_ name: String) -> HTTPField.Name {
        guard let field = HTTPField.Name(name) else { preconditionFailure("not a field name: \(name)") }
        return field
    }
}
