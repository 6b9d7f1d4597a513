// What came back: the status, the few headers that decide what happens next, and a bounded body.

/// A complete answer to a request, whatever its status.
public struct HTTPResponse: Sendable {
    /// The status code of the final answer; interim answers (1xx) are skipped.
    public var status: Int
    /// How long the server asks to wait, from `Retry-After` in seconds or as a date (RFC 9110 §10.2.3).
    public var retryAfter: Duration?
    /// The `ETag` header as received.
    public var entityTag: String?
    /// The `Location` header as received.
    public var location: String?
    /// The `Content-Location` header as received.
    public var contentLocation: String?
    /// The `Content-Type` header as received.
    public var contentType: String?
    /// The beginning of the body, at most as long as the session's limit.
    public var body: [UInt8]
    /// Whether the body was longer than the limit, so that `body` holds only its beginning.
    public var bodyWasCut: Bool
    /// The time from handing the request to the connection to the last byte of the answer.
    public var elapsed: Duration

    /// Puts a response together.
    public init(
        status: Int,
        retryAfter: Duration? = nil,
        entityTag: String? = nil,
        location: String? = nil,
        contentLocation: String? = nil,
        contentType: String? = nil,
        body: [UInt8] = [],
        bodyWasCut: Bool = false,
        elapsed: Duration = .zero
    ) {
        self.status = status
        self.retryAfter = retryAfter
        self.entityTag = entityTag
        self.location = location
        self.contentLocation = contentLocation
        self.contentType = contentType
        self.body = body
        self.bodyWasCut = bodyWasCut
        self.elapsed = elapsed
    }
}

extension HTTPResponse: CustomStringConvertible {
    /// The status and the body's size; never the content.
    public var description: String { "status \(status) with \(body.count) bytes\(bodyWasCut ? ", cut" : "")" }
}
