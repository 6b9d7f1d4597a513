// How a FHIR listener takes resources, and what its clients are told.
//
// Reading happens in `Listener+fhir.swift`.

/// The keys of a listener that are FHIR's own.
public struct FHIRReception: Sendable {
    /// When a client is told that its resource was taken.
    public enum Accept: String, CaseIterable, Sendable {
        /// Once it is durable. The default.
        case stored
        /// Once its receivers answered, or the time for it is up.
        case sync
        /// At once where to ask; and when it is asked, what became of it.
        case async
    }

    /// The path of the base address, without a slash at its end, such as `/fhir`; empty for the root.
    public let path: String
    /// When a client is told that its resource was taken.
    public let accept: Accept
    /// How long a client waits for receivers at most.
    public let syncTimeout: Duration
    /// The largest body of a request, in bytes, after decompression too.
    public let bodyLimit: Int
    /// How long a request may take, from its first byte to its answer.
    public let requestTimeout: Duration
    /// How long a connection may be quiet between requests.
    public let idleTimeout: Duration
    /// The keys that clients show; `nil` where nobody is asked.
    public let keys: [String]?
    /// Whose access tokens count beside them; `nil` for nobody's.
    public let tokens: TokenSettings?
}
