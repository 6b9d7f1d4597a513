// An issuer's public keys, from a JSON Web Key Set (RFC 7517 §5).
//
// A set may hold keys for other purposes and of kinds that are not known here; those are left out. What is left is
// ready to check signatures.

import Foundation
import JWTKit

/// Keys that check signatures.
public struct PublicKeys: Sendable {
    /// The most keys of a set that are read.
    public static let countLimit = 100
    /// The most bytes of a set.
    public static let sizeLimit = 64 << 10

    /// Why a set is of no use.
    public enum Problem: Error, Hashable, Sendable, CustomStringConvertible {
        /// It is no JSON Web Key Set.
        case malformed
        /// It holds no key that a token could be signed with.
        case nothingUsable
        /// It holds the private half of a key.
        case privateKey

        /// What is wrong, in words for an operator.
        public var description: String {
            switch self {
            case .malformed: "is no JSON Web Key Set"
            case .nothingUsable: "holds no public RSA key of at least 2048 bits and no EC key for signatures"
            case .privateKey: "holds a private key, which belongs to the issuer alone"
            }
        }
    }

    private struct Key: Sendable {
        let id: String?
        let algorithm: TokenAlgorithm
        let verifier: any JWTAlgorithm
    }

    private let keys: [Key]

    /// Reads a set.
    ///
    /// - Parameter json: the whole document.
    /// - Throws: what makes it useless.
    public init(json: [UInt8]) async throws(Problem) {
        guard json.count <= Self.sizeLimit,
            // Why JSON is none helps nobody.
            let set = try? JSONDecoder().decode(PublishedSet.self, from: Data(json))
        else { throw .malformed }
        var keys: [Key] = []
        for published in set.keys.prefix(Self.countLimit) {
            guard let key = published.key else { continue }
            guard key.privateExponent == nil else { throw .privateKey }
            for algorithm in TokenAlgorithm.all(of: key) {
                guard let verifier = await algorithm.verifier(with: key) else { continue }
                keys.append(Key(id: key.keyIdentifier?.string, algorithm: algorithm, verifier: verifier))
            }
        }
        guard !keys.isEmpty else { throw .nothingUsable }
        self.keys = keys
    }

    /// What may have signed a token.
    ///
    /// - Parameters:
    ///   - id: the key that the token names; `nil` where it names none, which leaves all.
    ///   - algorithm: how it is signed.
    /// - Returns: the keys that fit.
    func verifiers(id: String?, _ algorithm: TokenAlgorithm) -> [any JWTAlgorithm] {
        keys.filter { $0.algorithm == algorithm && (id == nil || $0.id == id) }.map(\.verifier)
    }

    /// Whether a key of this name is there.
    func hasKey(_ id: String?) -> Bool {
        id == nil || keys.contains { $0.id == id }
    }
}

/// A set as it is published.
private struct PublishedSet: Decodable {
    let keys: [PublishedKey]
}

/// A key of a set; nothing where it is for something else, or of a kind that is not known.
private struct PublishedKey: Decodable {
    let key: JWK?

    private struct Purpose: Decodable {
        let use: String?
    }

    init(from decoder: any Decoder) {
        // What does not fit is left out, and the others count.
        let purpose = try? Purpose(from: decoder)
        key = purpose?.use == nil || purpose?.use == "sig" ? try? JWK(from: decoder) : nil
    }
}
