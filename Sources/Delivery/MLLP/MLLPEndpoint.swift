// An HL7 v2 receiver as the site describes it: where it listens, and which answer counts.

public import MLLP

/// A receiver of HL7 v2 over MLLP.
public struct MLLPEndpoint: Sendable {
    /// Which answer ends a delivery, where a message asks for enhanced mode.
    public enum Awaited: Hashable, Sendable {
        /// The first: a `CA` counts as delivered, and an application's answer that follows is passed over.
        case accept
        /// The application's: a `CA` is waited beyond, for as long as a reply may take.
        case application
        /// In release 2 the commit block: what HL7's acknowledgments say is passed over. In release 1 the first.
        case commit
    }

    /// The receiver's name or address.
    public var host: String

    /// The receiver's port.
    public var port: Int

    /// The release of MLLP that it speaks.
    public var release: MLLPRelease

    /// Which answer ends a delivery.
    public var awaited: Awaited

    /// Prepares a connection before any byte is sent: TLS goes here.
    public var connectionSetUp: MLLPServer.TransportSetUp?

    /// Describes a receiver.
    public init(
        host: String,
        port: Int,
        release: MLLPRelease = .first,
        awaited: Awaited = .accept,
        connectionSetUp: MLLPServer.TransportSetUp? = nil
    ) {
        self.host = host
        self.port = port
        self.release = release
        self.awaited = awaited
        self.connectionSetUp = connectionSetUp
    }
}
