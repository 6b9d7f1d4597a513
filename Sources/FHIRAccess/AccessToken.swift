// A token as it is shown: three parts, of which the first names the key and the last is the signature (RFC 7515,
// RFC 7519). Nothing in it counts before the signature was checked.

import Foundation
import JWTKit

/// A token that was taken apart.
struct AccessToken: Sendable {
    /// Why a text is no token that could count.
    enum Flaw: Error, Hashable, Sendable {
        case malformed
        case algorithm
        case criticalHeader
    }

    /// The key that it names.
    let keyID: String?
    /// How it is signed.
    let algorithm: TokenAlgorithm
    /// What it says.
    let claims: TokenClaims
    private let signed: [UInt8]
    private let signature: [UInt8]

    /// Takes a token apart.
    init(_ text: String) throws(Flaw) {
        let bytes = Array(text.utf8)
        let parser = DefaultJWTParser()
        // What the parser says of a text could hold parts of it.
        guard let parts = try? parser.getTokenParts(bytes),
            let parsed = try? parser.parse(bytes, as: TokenClaims.self)
        else { throw .malformed }
        // Extensions that must be understood are not (RFC 7515 §4.1.11).
        guard parsed.header.fields["crit"] == nil else { throw .criticalHeader }
        guard let algorithm = parsed.header.alg.flatMap(TokenAlgorithm.init(rawValue:)) else {
            throw .algorithm
        }
        self.algorithm = algorithm
        keyID = parsed.header.kid
        claims = parsed.payload
        signed = Array(parts.header) + Array(".".utf8) + Array(parts.payload)
        signature = Array(parsed.signature)
    }

    /// Whether one of these made the signature.
    func isSigned(by verifiers: [any JWTAlgorithm]) -> Bool {
        verifiers.contains { verifier in
            // A signature of another length is no signature of this key.
            (try? verifier.verify(signature, signs: signed)) == true
        }
    }
}
