/// Whose fault it was: the one place that decides what an answer means for a delivery.
///
/// Faults of the destination make its lanes wait and count against nobody. Faults of the message count
/// against the message, which is parked in the end. A request that was written but never answered is
/// neither: its outcome is unknown, and the destination's policy says what follows.
public enum Verdict: Hashable, Sendable {
    /// The destination has taken the delivery.
    case delivered

    /// The destination cannot take anything now; it may have said for how long.
    case destinationFault(retryAfter: Duration?)

    /// The destination works, but does not take this delivery.
    case messageFault

    /// The destination works, and another attempt cannot end better: the delivery is parked at once.
    case rejected

    /// The destination may have taken the delivery or not.
    case unknown
}

/// The table behind ``Verdict``, with what a site may change in it.
public struct VerdictTable: Hashable, Sendable {
    /// A line of the table that a site file can name.
    public enum Entry: String, Hashable, Sendable, CaseIterable {
        /// Counts as delivered.
        case delivered
        /// The destination's fault.
        case destination
        /// The message's fault.
        case message
        /// Outcome unknown.
        case unknown
    }

    /// The table of a site that changes nothing.
    public static let standard = VerdictTable()

    /// The statuses a site judges differently, for example `[302: .delivered]`.
    public var overrides: [Int: Entry]

    /// Creates a table with a site's changes.
    public init(overrides: [Int: Entry] = [:]) {
        self.overrides = overrides
    }

    /// Judges one answer.
    ///
    /// - Parameters:
    ///   - answer: What came back.
    ///   - onBaseURL: Whether the request went to the destination's own address, where 404, 405 and 410
    ///     mean a wrong address, rather than to one made for this message.
    /// - Returns: What the answer means for the delivery.
    public func verdict(for answer: Answer, onBaseURL: Bool = true) -> Verdict {
        switch answer {
        case .failure(let failure):
            failure.written ? .unknown : .destinationFault(retryAfter: nil)
        case .acknowledged(let acknowledgment):
            Verdict(acknowledgment)
        case .committed(let isStored):
            isStored ? .delivered : .destinationFault(retryAfter: nil)
        case .unsendable:
            .rejected
        case .response(let status, let retryAfter):
            verdict(entry(for: status, onBaseURL: onBaseURL), retryAfter)
        }
    }

    private func verdict(_ entry: Entry, _ retryAfter: Duration?) -> Verdict {
        switch entry {
        case .delivered: .delivered
        case .destination: .destinationFault(retryAfter: retryAfter)
        case .message: .messageFault
        case .unknown: .unknown
        }
    }

    private func entry(for status: Int, onBaseURL: Bool) -> Entry {
        if let override = overrides[status] { return override }
        return switch status {
        case 200...299: .delivered
        // Credentials, proxies, overload and gateways: nothing about this message.
        case 401, 403, 407, 408, 421, 425, 426, 429, 502, 503, 504: .destination
        case 404, 405, 410: onBaseURL ? .destination : .message
        case 400...499, 500...599: .message
        // A redirect is a moved address, and anything else is no HTTP: both are for the operator.
        default: .destination
        }
    }
}

/// What follows a request that was written but never answered.
public enum UnknownOutcomePolicy: String, Hashable, Sendable, CaseIterable {
    /// Sent again: the receiver knows a repetition by its idempotency key.
    case retry

    /// Parked until an operator has asked the receiver.
    case hold
}

/// What becomes of a lane when a delivery in it is parked.
public enum OnPark: String, Hashable, Sendable, CaseIterable {
    /// The lane goes on; its later deliveries are marked "an earlier one is parked".
    case `continue`

    /// The lane waits until an operator releases or discards what is parked.
    case hold
}
