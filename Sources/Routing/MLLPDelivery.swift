// What a site says about a destination that takes HL7 v2 over MLLP, beside what every destination has.
//
// Reading happens in `Destination+mllp.swift`.

/// How deliveries go to an MLLP receiver.
public struct MLLPDelivery: Hashable, Sendable {
    /// What stands in MSH-10 of what is sent.
    public enum ControlID: String, CaseIterable, Sendable {
        /// The sender's. The default.
        case keep
        /// One of Corridor's own, the same at every attempt of a delivery.
        case new
    }

    /// Which answer ends a delivery, where the message asks for the application's (MSH-16).
    public enum WaitFor: String, CaseIterable, Sendable {
        /// The first, be it a commit. The default.
        case accept
        /// The application's.
        case application
        /// The commit block of release 2; what HL7's acknowledgments say is passed over.
        case commit
    }

    /// The receiver's name or address.
    public let host: String
    /// The receiver's port.
    public let port: Int
    /// The release of MLLP that the receiver speaks.
    public let release: MLLPRelease
    /// What stands in MSH-10.
    public let controlID: ControlID
    /// Which answer ends a delivery.
    public let waitFor: WaitFor
    /// Connections at once, each with one delivery under way.
    public let connectionLimit: Int
    /// The files of its TLS; `nil` for none.
    public let tls: TLSSettings?
    /// How long a reply may take.
    public let replyTimeout: Duration
}

/// A release of MLLP, as a site names it.
public enum MLLPRelease: String, CaseIterable, Sendable {
    /// Blocks around messages. The default.
    case first = "1"
    /// With a commit block for each message and each acknowledgment.
    case second = "2"
}
