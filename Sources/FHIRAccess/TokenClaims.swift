// What a token says of itself, and whether that counts here and now (RFC 7519 §4.1, RFC 9068 §2.2).

import JWTKit

/// The claims of a token.
struct TokenClaims: JWTPayload, Equatable {
    /// How far the issuer's clock may be off.
    static let leeway: Double = 60

    /// Why claims do not count.
    enum Flaw: Error, Hashable, Sendable {
        case issuer
        case audience
        case noExpiry
        case expired
        case notYetValid
        case issuedInFuture
    }

    /// What the issuer and the listener must be.
    struct Expected: Sendable {
        let issuer: String
        let audiences: Set<String>
    }

    let issuer: String?
    let audience: OneOrMany?
    /// Seconds since 1970 UTC.
    let expiry: Double?
    let notBefore: Double?
    let issuedAt: Double?
    private let scope: OneOrMany?
    private let scp: OneOrMany?

    enum CodingKeys: String, CodingKey {
        case issuer = "iss"
        case audience = "aud"
        case expiry = "exp"
        case notBefore = "nbf"
        case issuedAt = "iat"
        case scope, scp
    }

    /// The scopes: a text with blanks between them, or a list, as some issuers have it.
    var scopes: [String] {
        (scope ?? scp)?.values.flatMap { $0.split(separator: " ").map(String.init) } ?? []
    }

    /// Checks what the claims say.
    ///
    /// - Parameters:
    ///   - expected: what the site says.
    ///   - now: seconds since 1970 UTC.
    /// - Throws: the first thing that does not hold.
    func check(_ expected: Expected, now: Double) throws(Flaw) {
        guard issuer == expected.issuer else { throw .issuer }
        guard let audience, !expected.audiences.isDisjoint(with: audience.values) else { throw .audience }
        guard let expiry else { throw .noExpiry }
        guard now < expiry + Self.leeway else { throw .expired }
        if let notBefore, now < notBefore - Self.leeway { throw .notYetValid }
        if let issuedAt, now < issuedAt - Self.leeway { throw .issuedInFuture }
    }

    /// What the library asks for; the claims are checked by ``check(_:now:)``, against the site.
    func verify(using algorithm: some JWTAlgorithm) {}
}

/// A text, or a list of texts.
struct OneOrMany: Codable, Equatable, Sendable {
    let values: [String]

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let value = try? container.decode(String.self) {
            values = [value]
        } else {
            values = try container.decode([String].self)
        }
    }

    func encode(to encoder: any Encoder) throws {
        try values.encode(to: encoder)
    }
}
