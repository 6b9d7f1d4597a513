// Who comes in: with an API key, with an access token, or anybody where a site asks for neither.

import HTTPTypes
import Routing

/// The gate of a listener.
struct AccessGate: Sendable {
    /// The longest token that is looked at, in bytes.
    static let tokenBytes = 16 << 10

    private let keys: KeyRing?
    private let tokens: (any TokenVerifying)?
    private let scopes: TokenSettings.Scopes

    /// - Precondition: there is a verifier where the reception asks for tokens.
    init(_ reception: FHIRReception, tokens: (any TokenVerifying)?) {
        precondition(reception.tokens == nil || tokens != nil, "tokens without anybody who checks them")
        keys = reception.keys.map(KeyRing.init)
        self.tokens = tokens
        scopes = reception.tokens?.scopes ?? .none
    }

    /// Lets a client in.
    ///
    /// - Returns: what it may do.
    /// - Throws: 401, or 503 where its token cannot be judged now.
    func admit(_ headers: HTTPFields) async throws(Problem) -> Permission {
        if keys == nil, tokens == nil { return .everything }
        let bearer = Self.bearer(in: headers)
        if let keys, let shown = headers[.apiKey] ?? bearer, keys.knows(shown) { return .everything }
        guard let tokens else {
            throw headers[.apiKey] == nil && bearer == nil ? .missingKey : .wrongKey
        }
        guard let bearer else { throw .missingToken }
        guard bearer.utf8.count <= Self.tokenBytes else { throw .wrongToken("it is too long") }
        do {
            let granted = try await tokens.scopes(of: bearer)
            return scopes == .none ? .everything : .scopes(SMARTScopes(granted))
        } catch {
            switch error {
            case .invalid(let reason): throw .wrongToken(reason)
            case .expired: throw .expiredToken
            case .keysAway: throw .keysAway
            }
        }
    }

    private static func bearer(in headers: HTTPFields) -> String? {
        let parts = (headers[.authorization] ?? "").split(separator: " ")
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
        return String(parts[1])
    }
}
