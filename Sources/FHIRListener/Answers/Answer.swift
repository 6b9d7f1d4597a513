// An answer before it is written: a status, headers, and a resource in whichever form the client wants.

import FHIR
import HTTPTypes
import MessageStore

/// What a request is answered with.
struct Answer: Sendable {
    var status: Int
    var headers: [Problem.Header] = []
    /// The resource of its body; `nil` for none.
    var tree: Tree?
    /// A JSON document that is no resource, in its place.
    var document: [UInt8]?

    init(_ status: Int, headers: [Problem.Header] = [], _ tree: Tree? = nil) {
        self.status = status
        self.headers = headers
        self.tree = tree
    }

    /// A request that is not granted.
    init(_ problem: Problem) {
        self.init(problem.status, headers: problem.headers, OperationOutcome(problem.issues).tree())
    }

    /// Good news as an OperationOutcome.
    static func information(_ text: String, _ more: [OutcomeIssue] = []) -> Tree {
        OperationOutcome([OutcomeIssue(.information, .informational, at: "", text)] + more).tree()
    }
}

/// A version of a resource, as clients know it.
struct VersionTag: Sendable {
    /// The stored message that brought it.
    let message: MessageID
    /// Milliseconds since 1970 UTC.
    let receivedAt: Int64

    /// What stands in `meta.versionId`.
    var id: String { message.description }
    /// The header `ETag`.
    var entityTag: String { "W/\"\(id)\"" }
    /// What stands in `meta.lastUpdated`.
    var lastUpdated: String { UTCTime(milliseconds: receivedAt).instant }

    /// The headers `ETag` and `Last-Modified`.
    var headers: [Problem.Header] {
        [
            Problem.Header(name: .eTag, value: entityTag),
            Problem.Header(name: .lastModified, value: UTCTime(milliseconds: receivedAt).httpDate),
        ]
    }
}
