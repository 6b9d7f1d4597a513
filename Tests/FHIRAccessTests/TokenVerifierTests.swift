import FHIRListener
import Foundation
import JWTKit
import Testing

@testable import FHIRAccess

/// Which tokens count.
struct TokenVerifierTests {
    private let issuer: Issuer

    init() throws { issuer = try Issuer() }

    /// Why a token does not count; `nil` where it does.
    private func refusal(_ token: String, _ verifier: TokenVerifier) async -> TokenRefusal? {
        do {
            _ = try await verifier.scopes(of: token)
            return nil
        } catch {
            return error
        }
    }

    private func refusal(_ change: (inout Issuer.Claims) -> Void) async throws -> TokenRefusal? {
        var claims = Issuer.Claims()
        change(&claims)
        return await refusal(try await issuer.token(.es256, claims), try await issuer.verifier())
    }

    @Test(arguments: TokenAlgorithm.allCases)
    func `a token signed with a private key counts`(algorithm: TokenAlgorithm) async throws {
        let token = try await issuer.token(algorithm)
        #expect(try await issuer.verifier().scopes(of: token) == ["system/*.cruds"])
    }

    @Test func `a token of a changed signature, header or content does not`() async throws {
        let token = try await issuer.token(.rs256)
        let parts = token.split(separator: ".").map(String.init)
        let other = try await issuer.token(.rs256, Issuer.Claims(scope: "system/*.*"))
        let verifier = try await issuer.verifier()
        let content = String(other.split(separator: ".")[1])
        for changed in [
            [parts[0], content, parts[2]], [parts[0], parts[1], String(parts[2].reversed())],
            [parts[0], parts[1], ""], [parts[0], parts[1], "!!"],
        ] {
            let refusal = await refusal(changed.joined(separator: "."), verifier)
            #expect(refusal == .invalid("its signature is wrong"))
        }
        let stranger = try Issuer()
        #expect(
            await refusal(try await stranger.token(.es256), verifier) == .invalid("its signature is wrong")
        )
    }

    @Test(arguments: [#"{"alg":"none"}"#, #"{"alg":"HS256","kid":"shared"}"#, #"{"alg":"EdDSA"}"#, "{}"])
    func `a token that is not signed, or with a shared secret, does not count`(header: String) async throws {
        let content = try await issuer.token(.es256).split(separator: ".")[1]
        let encoded = Data(header.utf8).base64EncodedString().replacing("=", with: "")
        for signature in ["", "c2VjcmV0"] {
            let refusal = await refusal("\(encoded).\(content).\(signature)", try await issuer.verifier())
            #expect(refusal == .invalid("it is not signed in a way that counts"))
        }
    }

    @Test(arguments: ["", ".", "..", "...", "a.b.c", "e30.e30.e30", "not a token", "\u{0}.\u{0}.\u{0}"])
    func `a text that is no token does not count`(text: String) async throws {
        #expect(await refusal(text, try await issuer.verifier()) != nil)
    }

    @Test func `a header that must be understood is not`() async throws {
        let token = try await issuer.token(.es256, header: ["crit": .array([.string("b64")])])
        #expect(
            await refusal(token, try await issuer.verifier())
                == .invalid("it asks for an extension that is not known")
        )
    }

    @Test func `a key that names its algorithm signs in no other way`() async throws {
        let verifier = try await issuer.verifier { key in
            key["kty"] == "RSA" ? key.merging(["alg": "RS384"]) { $1 } : key
        }
        #expect(await refusal(try await issuer.token(.rs384), verifier) == nil)
        let wrong = await refusal(try await issuer.token(.ps384), verifier)
        #expect(wrong == .invalid("its signature is wrong"))
    }

    @Test func `a key of another purpose signs nothing, and a name that is not known neither`() async throws {
        let token = try await issuer.token(.rs256)
        let encryption = try await issuer.verifier {
            $0.merging(["use": "sig"]) { old, _ in old == "sig" ? "enc" : old }
        }
        #expect(await refusal(token, encryption) == .invalid("its key is not known"))
        let renamed = try await issuer.verifier { $0.merging(["kid": "another"]) { $1 } }
        #expect(await refusal(token, renamed) == .invalid("its key is not known"))
    }

    @Test func `it must be of the issuer and for the listener`() async throws {
        #expect(
            try await refusal { $0.iss = "https://login.example.org/" } == .invalid("it is of another issuer")
        )
        #expect(try await refusal { $0.iss = nil } == .invalid("it is of another issuer"))
        for audience: Issuer.Claims.Audience? in [nil, .one("corridor2"), .many([]), .many(["a", "b"])] {
            #expect(try await refusal { $0.aud = audience } == .invalid("it is meant for others"))
        }
        for audience: Issuer.Claims.Audience in [.one("corridor"), .many(["a", "corridor"])] {
            #expect(try await refusal { $0.aud = audience } == nil)
        }
    }

    @Test(arguments: [(-59.9, nil), (-60, TokenRefusal.expired), (-1e300, .expired), (1e300, nil)])
    func `it counts for a minute after its expiry`(offset: Double, expected: TokenRefusal?) async throws {
        #expect(try await refusal { $0.exp = Issuer.now + offset } == expected)
    }

    @Test func `it has an expiry, and times that have come`() async throws {
        #expect(try await refusal { $0.exp = nil } == .invalid("it has no time of expiry"))
        #expect(try await refusal { $0.nbf = Issuer.now + 60 } == nil)
        #expect(try await refusal { $0.nbf = Issuer.now + 61 } == .invalid("it is not valid yet"))
        #expect(try await refusal { $0.iat = Issuer.now + 60 } == nil)
        #expect(try await refusal { $0.iat = Issuer.now + 61 } == .invalid("it was issued in the future"))
    }

    @Test func `without keys nobody can say`() async throws {
        struct NoKeys: KeySource {
            func keys(for id: String?) async -> PublicKeys? { nil }
        }
        let verifier = Issuer.verifier(NoKeys())
        #expect(await refusal(try await issuer.token(.es256), verifier) == .keysAway)
        // For a token of somebody else they are not even asked for.
        let strange = try await issuer.token(.es256, Issuer.Claims(iss: "https://elsewhere.example.org"))
        #expect(await refusal(strange, verifier) == .invalid("it is of another issuer"))
    }
}

/// Which key sets are of use.
struct PublicKeysTests {
    @Test(arguments: [
        ("", PublicKeys.Problem.malformed), ("[]", .malformed), ("{\"keys\":{}}", .malformed),
        ("{\"keys\":[]}", .nothingUsable), ("{\"keys\":[{\"kty\":\"oct\",\"k\":\"AAAA\"}]}", .nothingUsable),
        ("{\"keys\":[1,null,\"x\"]}", .nothingUsable),
        (#"{"keys":[{"kty":"EC","crv":"P-256","x":"AAAA","y":"AAAA","kid":"1"}]}"#, .nothingUsable),
        (#"{"keys":[{"kty":"EC","crv":"P-256","x":"AAAA","y":"AAAA","d":"AAAA"}]}"#, .privateKey),
    ])
    func `a set without a key that counts is refused`(json: String, problem: PublicKeys.Problem) async {
        await #expect(throws: problem) { try await PublicKeys(json: Array(json.utf8)) }
    }

    @Test func `a set that is too large is refused`() async throws {
        let set = try Issuer.set(Issuer().published())
        let blanks = [UInt8](repeating: 0x20, count: PublicKeys.sizeLimit - set.count)
        _ = try await PublicKeys(json: set + blanks)
        await #expect(throws: PublicKeys.Problem.malformed) {
            try await PublicKeys(json: set + blanks + [0x20])
        }
    }

    @Test func `a short RSA key is left out`() async throws {
        // The library refuses to hold one, so it is written down.
        let modulus = String(repeating: "q", count: 170)
        let set = try Issuer.set([["kty": "RSA", "n": modulus, "e": "AQAB", "kid": "short"]])
        await #expect(throws: PublicKeys.Problem.nothingUsable) { try await PublicKeys(json: set) }
    }
}
