// What the intake found out about a message: everything that becomes durable in one transaction.

/// The bytes of one delivery, or why there are none.
public enum Payload: Sendable {
    /// What the bytes are.
    public enum Form: Int16, Sendable {
        /// HL7 v2, ER7.
        case hl7v2 = 1
        /// FHIR R4 as JSON.
        case fhirJSON = 2
        /// FHIR R4 as XML.
        case fhirXML = 3

        /// The `Content-Type` that goes with it.
        public var contentType: String {
            switch self {
            case .hl7v2: "application/hl7-v2"
            case .fhirJSON: "application/fhir+json"
            case .fhirXML: "application/fhir+xml"
            }
        }
    }

    /// Ready to send.
    case bytes([UInt8], Form)
    /// Cannot be made from this message; the problems name places and rules, never values.
    case unmappable([Complaint])

    /// Why there are no bytes, or `nil` where there are.
    public var problems: [Complaint]? {
        if case .unmappable(let problems) = self { problems } else { nil }
    }
}

/// The verdict on one received message.
public struct Judgment: Sendable {
    /// What becomes of the message.
    public enum Status: Hashable, Sendable {
        /// Stored, acknowledged, delivered.
        case accepted
        /// Stored and acknowledged; no route wanted it.
        case unrouted
        /// Stored and acknowledged; a route says that it is deliberately not delivered.
        case filtered(reason: String)
        /// Not ours: its bytes are kept for the analyst and it is never delivered.
        case refused(reason: String)

        /// Whether it stays its sender's.
        public var isRefused: Bool { if case .refused = self { true } else { false } }
    }

    /// One delivery of an accepted message.
    public struct Delivery: Sendable {
        /// The route, as an index into the site's.
        public let route: Int
        /// Its number within the route, from 0.
        public let part: Int
        /// The destination, as an index into the site's.
        public let destination: Int
        /// The lanes it stands in, sorted, each once.
        public let keys: [LaneKey]
        /// What is sent.
        public let payload: Payload
        /// How many characters the destination's character set does not have.
        let substitutions: Int
        /// What edits could not do; the delivery goes out without it.
        var warnings: [Complaint] = []
    }

    /// What becomes of the message.
    public let status: Status
    /// How taking it ended, and what was wrong with it.
    let verdict: Verdict
    /// What the sender is told, after the commit: one acknowledgment in original mode, in enhanced mode those
    /// that it asks for.
    public internal(set) var answers: [[UInt8]]
    /// MSH-10.
    public let controlID: String
    /// MSH-9 as `ORU^R01^ORU_R01`.
    public let type: String
    /// MSH-3 and MSH-4 as `application|facility`.
    public let sender: String
    /// What goes where; empty unless accepted.
    public let deliveries: [Delivery]
    /// What an analyst should know of a message that was taken; places and rules, never values.
    ///
    /// How it does not conform, where its listener looks, and what could not be said in a destination's character set.
    public var note: String?
    /// Whether its listener looked and found that it does not conform.
    public var isNonconforming = false
    /// What its listener remembers from now on; made durable with it.
    public internal(set) var memory: [ExchangeMemory.Change] = []
    /// The message of ours that it acknowledges, where it is an application acknowledgment.
    public internal(set) var acknowledges: AcknowledgedMessage?
}
