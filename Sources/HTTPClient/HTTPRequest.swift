// One HTTP request as a delivery needs it: method, address, headers and the whole body in memory.
// It does not stream, follow redirects or know about authentication schemes beyond the headers it is given.

/// A request to send.
public struct HTTPRequest: Sendable {
    /// The request methods that a delivery may use (RFC 9110 §9, RFC 5789).
    public enum Method: String, Sendable, CaseIterable {
        case get = "GET"
        case head = "HEAD"
        case post = "POST"
        case put = "PUT"
        case patch = "PATCH"
        case delete = "DELETE"
    }

    /// One header line; the name is written as given.
    public struct Header: Sendable, Hashable {
        /// The header's name, such as `Content-Type`.
        public var name: String
        /// The header's value, without line ends.
        public var value: String

        /// Puts a header line together.
        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// The request method.
    public var method: Method
    /// An absolute `http` or `https` address, percent-encoded; other schemes are refused.
    public var url: String
    /// Header lines in the order in which they are written.
    public var headers: [Header]
    /// The body; empty for none.
    public var body: [UInt8]
    /// How long name resolution, TCP and TLS may take together.
    public var connectTimeout: Duration
    /// How long the whole exchange may take, waiting for a free connection included.
    public var timeout: Duration
    /// Whether an open connection must not be reused.
    ///
    /// When a reused connection turns out to be dead, libcurl sends the request again on a new one by
    /// itself, which a receiver without idempotency keys may take as a second order. A request that must
    /// not be repeated unseen asks for a fresh connection and gets the failure instead.
    public var usesFreshConnection: Bool

    /// Puts a request together.
    public init(
        _ method: Method,
        _ url: String,
        headers: [Header] = [],
        body: [UInt8] = [],
        connectTimeout: Duration = .seconds(10),
        timeout: Duration = .seconds(60),
        usesFreshConnection: Bool = false
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.connectTimeout = connectTimeout
        self.timeout = timeout
        self.usesFreshConnection = usesFreshConnection
    }
}

extension HTTPRequest: CustomStringConvertible {
    /// The method and the body's size; never the address, the headers or the content.
    public var description: String { "\(method.rawValue) with \(body.count) bytes" }
}
