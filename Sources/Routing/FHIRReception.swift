// How a FHIR listener takes resources, and what its clients are told.
//
// Reading happens in `Listener+fhir.swift`.

public import LocatedYAML

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

    /// What becomes of a resource that breaks an invariant, or does not satisfy a profile.
    ///
    /// Each element by itself is checked in any case.
    public enum Validation: String, CaseIterable, Sendable {
        /// Nobody looks.
        case off
        /// It is taken, counted, and stored with a note of its problems.
        case warn
        /// It is refused with 422 and the problems; the bytes are kept as refused. The default.
        case reject
    }

    /// The path of the base address, without a slash at its end, such as `/fhir`; empty for the root.
    public let path: String
    /// When a client is told that its resource was taken.
    public let accept: Accept
    /// How long a client waits for receivers at most.
    public let syncTimeout: Duration
    /// What becomes of a resource that breaks an invariant, or does not satisfy a profile.
    public let validation: Validation
    /// The profiles, by name or address, that every resource of their type must satisfy.
    public let profiles: [Located<String>]
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
