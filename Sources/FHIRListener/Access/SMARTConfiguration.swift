// Where clients find out how to get a token: `[base]/.well-known/smart-configuration` (SMART App Launch 2.2,
// "Conformance"). Tokens are the issuer's business, so this names what the site knows of it, and no more.

import Foundation
import Routing

/// The document at `.well-known/smart-configuration`.
struct SMARTConfiguration: Sendable {
    /// As JSON.
    let bytes: [UInt8]

    private struct Document: Encodable {
        let issuer: String
        let keyAddress: String?
        let endpoint: String
        let grants = ["client_credentials"]
        let clientAuthentication = ["private_key_jwt"]
        let clientAlgorithms = ["RS384", "ES384"]
        // The standard wants it of every server, though no code is given out to a backend.
        let codeChallenges = ["S256"]
        let scopes = ["system/*.cruds", "system/*.cu", "system/*.rs", "system/*.write", "system/*.read"]
        let capabilities = ["client-confidential-asymmetric", "permission-v1", "permission-v2"]

        enum CodingKeys: String, CodingKey {
            case issuer, capabilities
            case keyAddress = "jwks_uri"
            case endpoint = "token_endpoint"
            case grants = "grant_types_supported"
            case clientAuthentication = "token_endpoint_auth_methods_supported"
            case clientAlgorithms = "token_endpoint_auth_signing_alg_values_supported"
            case codeChallenges = "code_challenge_methods_supported"
            case scopes = "scopes_supported"
        }
    }

    /// Describes whose tokens count; `nil` where the site does not say where they are to be had.
    init?(_ tokens: TokenSettings?) {
        guard let tokens, let endpoint = tokens.endpoint else { return nil }
        var address: String?
        if case .address(let url) = tokens.keys { address = url }
        let document = Document(issuer: tokens.issuer, keyAddress: address, endpoint: endpoint)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Texts and lists of texts can be written.
        guard let data = try? encoder.encode(document) else { return nil }
        bytes = Array(data)
    }
}
