// The seam to the wire: what is sent and what comes back. HTTP and MLLP are behind it; tests put a script there.

public import HTTPClient
public import MessageStore

/// One attempt to deliver, ready to be sent.
public struct Parcel: Sendable {
    /// Which delivery; the same over all its attempts.
    public var id: DeliveryID

    /// The bytes to send.
    public var body: RenderedBody

    /// Counts the delivery's attempts from 1.
    public var attempt: Int

    /// Describes an attempt.
    public init(id: DeliveryID, body: RenderedBody, attempt: Int) {
        self.id = id
        self.body = body
        self.attempt = attempt
    }
}

/// What came back from one attempt.
public struct Reply: Sendable {
    /// What is judged.
    public var answer: Answer

    /// The beginning of the answer's body, for the operator.
    ///
    /// It may hold patient data.
    public var body: [UInt8]

    /// The whole answer, where it came over HTTP.
    public var response: HTTPResponse?

    /// Describes what came back.
    public init(_ answer: Answer, body: [UInt8] = [], response: HTTPResponse? = nil) {
        self.answer = answer
        self.body = body
        self.response = response
    }
}

extension Reply: CustomStringConvertible, CustomReflectable {
    /// The answer without its body.
    public var description: String { "Reply(\(answer), \(body.count) bytes)" }

    /// Shows no children, so that a dump of a value around it shows no patient data.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// Carries attempts to a destination.
public protocol Transport: Sendable {
    /// Sends one attempt and calls back exactly once, from any thread.
    func send(
        _ parcel: Parcel,
        to destination: DestinationSettings,
        completion: @escaping @Sendable (Reply) -> Void
    )
}
