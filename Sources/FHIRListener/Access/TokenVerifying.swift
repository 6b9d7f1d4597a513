// What checks access tokens, seen from the listener: `FHIRAccess` does it with keys, tests do without.

/// Checks access tokens.
public protocol TokenVerifying: Sendable {
    /// What a token's bearer may do.
    ///
    /// - Parameter token: as the client shows it.
    /// - Returns: the scopes that the token grants, as they stand in it.
    /// - Throws: why the token does not count, or cannot be judged now.
    func scopes(of token: String) async throws(TokenRefusal) -> [String]
}

/// Why a token opens nothing.
public enum TokenRefusal: Error, Hashable, Sendable {
    /// It is none, or none of ours; the text says why in words that hold nothing of it.
    case invalid(String)
    /// It was valid once.
    case expired
    /// The issuer's keys are not at hand.
    case keysAway
}
