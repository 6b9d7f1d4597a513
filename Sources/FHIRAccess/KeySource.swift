// Where the keys come from that tokens are checked with.

/// Public keys at hand.
public protocol KeySource: Sendable {
    /// The keys; where they are fetched, after another look when the one that a token names is not there.
    ///
    /// - Returns: `nil` where they cannot be had.
    func keys(for id: String?) async -> PublicKeys?
}

/// Keys that stay as they are, as from a file.
public struct FixedKeys: KeySource {
    private let keys: PublicKeys

    /// Holds keys.
    public init(_ keys: PublicKeys) { self.keys = keys }

    /// The keys.
    public func keys(for id: String?) async -> PublicKeys? { keys }
}
