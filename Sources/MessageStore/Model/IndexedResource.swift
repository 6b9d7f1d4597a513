// Resources that a FHIR feed has taken, and by what they are found. Keys and addresses may hold patient data.

import PostgreSQL

/// One of the things by which a resource is found.
public struct ResourceIndexEntry: Hashable, Sendable {
    /// What it is found by; the UTF-8 of its address for the address itself, at most ``keyLimit`` bytes.
    public let key: [UInt8]
    /// Its address, such as `Patient/123`.
    public let resource: String

    /// The most bytes of a key.
    public static let keyLimit = 256

    /// Describes an entry; longer keys are the caller's to shorten.
    public init(key: [UInt8], resource: String) {
        precondition(key.count <= Self.keyLimit, "a key is at most \(Self.keyLimit) bytes long")
        self.key = key
        self.resource = resource
    }
}

/// A resource that was found.
public struct IndexedResource: Hashable, Sendable {
    /// By what it was found.
    public let key: [UInt8]
    /// Its address.
    public let resource: String
    /// The message that brought its newest version.
    public let message: MessageID
}
