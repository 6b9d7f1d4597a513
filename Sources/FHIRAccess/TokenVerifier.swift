// Checks access tokens: signed by a key of the issuer, meant for this listener, valid now.

public import FHIRListener

/// Checks the tokens of one issuer.
public struct TokenVerifier: TokenVerifying {
    private let expected: TokenClaims.Expected
    private let keys: any KeySource
    private let clock: @Sendable () -> Int64

    /// Prepares the checks of a listener.
    ///
    /// - Parameters:
    ///   - issuer: the claim `iss` that a token must have.
    ///   - audiences: the values of the claim `aud` of which it must have one.
    ///   - keys: the issuer's keys.
    ///   - clock: milliseconds since 1970 UTC.
    public init(
        issuer: String,
        audiences: [String],
        keys: any KeySource,
        clock: @escaping @Sendable () -> Int64
    ) {
        expected = TokenClaims.Expected(issuer: issuer, audiences: Set(audiences))
        self.keys = keys
        self.clock = clock
    }

    /// What a token's bearer may do.
    public func scopes(of text: String) async throws(TokenRefusal) -> [String] {
        let token: AccessToken
        do {
            token = try AccessToken(text)
        } catch {
            throw TokenRefusal(error)
        }
        // A token of another issuer is no reason to look for keys.
        guard token.claims.issuer == expected.issuer else { throw TokenRefusal(TokenClaims.Flaw.issuer) }
        guard let keys = await keys.keys(for: token.keyID) else { throw .keysAway }
        guard keys.hasKey(token.keyID) else { throw .invalid("its key is not known") }
        let verifiers = keys.verifiers(id: token.keyID, token.algorithm)
        guard token.isSigned(by: verifiers) else { throw .invalid("its signature is wrong") }
        do {
            try token.claims.check(expected, now: Double(clock()) / 1000)
        } catch {
            throw TokenRefusal(error)
        }
        return token.claims.scopes
    }
}

extension TokenRefusal {
    init(_ flaw: AccessToken.Flaw) {
        switch flaw {
        case .malformed: self = .invalid("it is no JSON Web Token")
        case .algorithm: self = .invalid("it is not signed in a way that counts")
        case .criticalHeader: self = .invalid("it asks for an extension that is not known")
        }
    }

    init(_ flaw: TokenClaims.Flaw) {
        switch flaw {
        case .issuer: self = .invalid("it is of another issuer")
        case .audience: self = .invalid("it is meant for others")
        case .noExpiry: self = .invalid("it has no time of expiry")
        case .expired: self = .expired
        case .notYetValid: self = .invalid("it is not valid yet")
        case .issuedInFuture: self = .invalid("it was issued in the future")
        }
    }
}
