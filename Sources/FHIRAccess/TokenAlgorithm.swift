// The ways of signing that count: with a private key, never with a shared secret, never not at all.

import JWTKit

/// How a token is signed (RFC 7518 §3.1).
enum TokenAlgorithm: String, CaseIterable, Sendable {
    case es256 = "ES256"
    case es384 = "ES384"
    case es512 = "ES512"
    case ps256 = "PS256"
    case ps384 = "PS384"
    case ps512 = "PS512"
    case rs256 = "RS256"
    case rs384 = "RS384"
    case rs512 = "RS512"

    /// The ways in which a key may have signed: the one that it names, else those that fit it.
    static func all(of key: JWK) -> [TokenAlgorithm] {
        let fitting = allCases.filter { $0.fits(key) }
        guard let named = key.algorithm?.rawValue else { return fitting }
        return fitting.filter { $0.rawValue == named }
    }

    private func fits(_ key: JWK) -> Bool {
        switch self {
        case .es256: key.keyType == .ecdsa && key.curve == .ecdsa(.p256)
        case .es384: key.keyType == .ecdsa && key.curve == .ecdsa(.p384)
        case .es512: key.keyType == .ecdsa && key.curve == .ecdsa(.p521)
        case .ps256, .ps384, .ps512, .rs256, .rs384, .rs512: key.keyType == .rsa
        }
    }

    /// A key as what checks signatures of this kind; `nil` where it is broken or too weak.
    func verifier(with key: JWK) async -> (any JWTAlgorithm)? {
        var key = key
        key.algorithm = JWK.Algorithm(rawValue: rawValue)
        // The collection asks for a name; it holds this key alone.
        key.keyIdentifier = key.keyIdentifier ?? "unnamed"
        // A key that cannot be used is left out.
        return try? await JWTKeyCollection().add(jwk: key).getKey()
    }
}
