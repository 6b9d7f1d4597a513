// An issuer of tokens of the tests' own, with one key of each kind.

import CryptoExtras
import Foundation
import JWTKit

@testable import FHIRAccess

/// An issuer with its keys.
struct Issuer {
    /// What a token says, in any shape.
    struct Claims: JWTPayload {
        var iss: String? = "https://login.example.org"
        var aud: Audience? = .one("https://corridor.example.org/fhir")
        var exp: Double? = Issuer.now + 300
        var nbf: Double?
        var iat: Double?
        var scope: String? = "system/*.cruds"

        enum Audience: Codable, Sendable {
            case one(String)
            case many([String])

            init(from decoder: any Decoder) throws {
                self = .one(try decoder.singleValueContainer().decode(String.self))
            }

            func encode(to encoder: any Encoder) throws {
                switch self {
                case .one(let text): try text.encode(to: encoder)
                case .many(let texts): try texts.encode(to: encoder)
                }
            }
        }

        func verify(using algorithm: some JWTAlgorithm) {}
    }

    /// The time of the tests, in seconds since 1970 UTC.
    static let now: Double = 1_795_365_000

    private let es256 = ES256PrivateKey()
    private let es384 = ES384PrivateKey()
    private let es512 = ES512PrivateKey()
    private let rsa: JWTKit.Insecure.RSA.PrivateKey

    init(rsaBits: Int = 2048) throws {
        rsa = try JWTKit.Insecure.RSA.PrivateKey(
            backing: _RSA.Signing.PrivateKey(keySize: .init(bitCount: rsaBits))
        )
    }

    /// A signed token.
    func token(_ algorithm: TokenAlgorithm, _ claims: Claims = Claims(), header: JWTHeader = JWTHeader())
        async throws -> String
    {
        let keys = JWTKeyCollection()
        switch algorithm {
        case .es256: await keys.add(ecdsa: es256, kid: "es256")
        case .es384: await keys.add(ecdsa: es384, kid: "es384")
        case .es512: await keys.add(ecdsa: es512, kid: "es512")
        case .rs256: await keys.add(rsa: rsa, digestAlgorithm: .sha256, kid: "rsa")
        case .rs384: await keys.add(rsa: rsa, digestAlgorithm: .sha384, kid: "rsa")
        case .rs512: await keys.add(rsa: rsa, digestAlgorithm: .sha512, kid: "rsa")
        case .ps256: await keys.add(pss: rsa, digestAlgorithm: .sha256, kid: "rsa")
        case .ps384: await keys.add(pss: rsa, digestAlgorithm: .sha384, kid: "rsa")
        case .ps512: await keys.add(pss: rsa, digestAlgorithm: .sha512, kid: "rsa")
        }
        let kid = algorithm.rawValue.hasPrefix("ES") ? algorithm.rawValue.lowercased() : "rsa"
        return try await keys.sign(claims, kid: JWKIdentifier(string: kid), header: header)
    }

    /// The public keys as the issuer publishes them, among others that are of no use.
    func published() throws -> [[String: String]] {
        let primitives = try rsa.publicKey.getKeyPrimitives()
        return [
            ["kty": "oct", "k": "c2VjcmV0", "kid": "shared"],
            ["kty": "OKP", "crv": "X25519", "x": "AAAA", "kid": "other"],
            ["kty": "RSA", "kid": "broken"],
            try Self.key("es256", "P-256", es256.parameters),
            try Self.key("es384", "P-384", es384.parameters),
            try Self.key("es512", "P-521", es512.parameters),
            [
                "kty": "RSA", "kid": "rsa", "use": "sig",
                "n": Self.url(primitives.modulus.base64EncodedString()),
                "e": Self.url(primitives.publicExponent.base64EncodedString()),
            ],
        ]
    }

    /// The keys as they are read.
    func keys(_ change: ([String: String]) -> [String: String] = { $0 }) async throws -> PublicKeys {
        try await PublicKeys(json: Self.set(try published().map(change)))
    }

    /// Checks tokens of this issuer.
    func verifier(_ change: ([String: String]) -> [String: String] = { $0 }) async throws -> TokenVerifier {
        Self.verifier(FixedKeys(try await keys(change)))
    }

    /// Checks tokens with these keys.
    static func verifier(_ keys: some KeySource) -> TokenVerifier {
        TokenVerifier(
            issuer: "https://login.example.org",
            audiences: ["https://corridor.example.org/fhir", "corridor"],
            keys: keys
        ) { Int64(now * 1000) }
    }

    /// A key set as JSON.
    static func set(_ keys: [[String: String]]) throws -> [UInt8] {
        Array(try JSONEncoder().encode(["keys": keys]))
    }

    private struct NoParameters: Error {}

    private static func key(_ id: String, _ curve: String, _ parameters: ECDSAParameters?) throws -> [String:
        String]
    {
        guard let parameters else { throw NoParameters() }
        return ["kty": "EC", "kid": id, "crv": curve, "x": url(parameters.x), "y": url(parameters.y)]
    }

    private static func url(_ base64: String) -> String {
        base64.replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}
