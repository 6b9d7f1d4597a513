// A destination as a site file describes it: where deliveries go, in which order, and how patiently.
//
// Reading happens in `Destination+read.swift`; lanes and senders live in `Delivery`.

public import HL7v2
public import LocatedYAML
public import Mapping

/// A named receiver of deliveries.
public struct Destination: Sendable {
    /// What the receiver takes.
    public enum Kind: String, CaseIterable, Sendable {
        /// FHIR R4 over HTTP: transactions go to the base URL.
        case fhir
        /// Bytes over HTTP, as they come.
        case http
        /// HL7 v2 over MLLP, as received.
        case mllp
    }

    /// How the engine proves who it is.
    public enum Authentication: Sendable {
        /// `Authorization: Bearer …`.
        case bearer(token: String)
        /// `Authorization: Basic …`.
        case basic(user: String, password: String)
    }

    /// What must arrive in the order received.
    public enum Order: Sendable {
        /// One patient's deliveries among themselves.
        case patient
        /// One listener's deliveries among themselves.
        case listener
        /// Nothing.
        case none
        /// Deliveries for which this expression yields a common value.
        case expression(RouteKey)
    }

    /// How often and how long a delivery is tried again.
    public struct Retry: Hashable, Sendable {
        /// The wait after the first failure.
        public var first: Duration = .seconds(1)
        /// What each further wait is multiplied by.
        public var factor: Double = 2
        /// The longest wait.
        public var max: Duration = .seconds(300)
        /// When a message that the destination faults is parked, whatever the attempts; `nil` never.
        public var giveUpAfter: Duration?
    }

    /// When a message that keeps failing on its own account is parked, whichever comes first.
    public struct PoisonAfter: Hashable, Sendable {
        /// Attempts that the message itself failed.
        public var attempts: Int = 10
        /// The time since it failed first.
        public var time: Duration = .seconds(900)
    }

    /// What becomes of a lane whose delivery was parked.
    public enum OnPark: String, CaseIterable, Sendable {
        /// The next one goes out, marked. The default.
        case `continue`
        /// The lane waits for an operator.
        case hold
    }

    /// What becomes of a delivery that was sent and never answered.
    public enum UnknownOutcome: String, CaseIterable, Sendable {
        /// It is sent again, with the same idempotency key. The default.
        case retry
        /// It waits for an operator.
        case hold
    }

    /// The name, unique within the site.
    public let name: String
    /// Where it was declared.
    public let location: SourceLocation
    /// What the receiver takes.
    public let kind: Kind
    /// The base URL, or `mllp://host:port`; credentials never stand in it.
    public let url: String
    /// The HTTP method.
    public let method: String
    /// The `Content-Type` sent; `nil` lets the form of the payload decide.
    public let contentType: String?
    /// The character set that HL7 v2 messages are sent in; `nil` as they came.
    public let characterSet: CharacterEncoding?
    /// What the header of messages says that maps make.
    public let heading: MessageHeading
    /// Further request headers.
    public let headers: [(name: String, value: String)]
    /// How the engine proves who it is.
    public let authentication: Authentication?
    /// What must stay in order.
    public let order: Order
    /// Retries.
    public let retry: Retry
    /// When a message that fails on its own account is parked.
    public let poisonAfter: PoisonAfter
    /// What becomes of a lane whose delivery was parked.
    public let onPark: OnPark
    /// What becomes of a delivery that was sent and never answered.
    public let unknownOutcome: UnknownOutcome
    /// Where and how HL7 v2 goes over MLLP; there exactly for ``Kind/mllp``.
    public let mllp: MLLPDelivery?
    /// Requests at once, or MLLP connections.
    public let connectionLimit: Int
    /// How long to wait for a connection.
    public let connectTimeout: Duration
    /// How long a whole request, or the reply over MLLP, may take.
    public let timeout: Duration
    /// Bytes of waiting payloads kept in memory; beyond it the queue lives in the database.
    public let queueMemory: Int
}
