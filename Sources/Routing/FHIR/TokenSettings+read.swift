// Reads `tokens:` of a FHIR listener.

import Foundation
import LocatedYAML

extension TokenSettings {
    /// Hosts to which keys may travel without TLS: those of this machine.
    private static let ownHosts: Set<String> = ["localhost", "127.0.0.1", "::1", "[::1]"]

    /// Reads the keys, in which `${NAME}` may stand; what is wrong is in `diagnostics`.
    init?(_ node: Node, path: String, secrets: Secrets, into diagnostics: inout Diagnostics) {
        guard var keys = MappingReader(node, path: path, into: &diagnostics) else { return nil }
        self.path = path
        issuer = Self.issuer(&keys, secrets: secrets, into: &diagnostics)
        audiences = Self.audiences(&keys, secrets: secrets, into: &diagnostics)
        self.keys = Self.keySource(&keys, secrets: secrets, into: &diagnostics)
        scopes = keys.choice("scopes", into: &diagnostics) ?? .smart
        let endpoint = keys.text("token_endpoint", into: &diagnostics)
        self.endpoint = Self.address(
            endpoint,
            key: keys.path(of: "token_endpoint"),
            secrets: secrets,
            into: &diagnostics
        )
        keys.finish(into: &diagnostics)
    }

    private static func issuer(
        _ keys: inout MappingReader,
        secrets: Secrets,
        into diagnostics: inout Diagnostics
    ) -> String {
        guard let text = keys.requiredText("issuer", into: &diagnostics) else { return "" }
        return secrets.expand(text, key: keys.path(of: "issuer"), into: &diagnostics) ?? ""
    }

    private static func audiences(
        _ keys: inout MappingReader,
        secrets: Secrets,
        into diagnostics: inout Diagnostics
    ) -> [String] {
        guard let node = keys.required("audience", into: &diagnostics) else { return [] }
        let texts = keys.texts("audience", into: &diagnostics) ?? []
        if texts.isEmpty {
            diagnostics.error(
                at: node.location,
                key: keys.path(of: "audience"),
                "expected at least one audience"
            )
        }
        return texts.compactMap { secrets.expand($0, key: keys.path(of: "audience"), into: &diagnostics) }
    }

    /// Either a file or an address.
    private static func keySource(
        _ keys: inout MappingReader,
        secrets: Secrets,
        into diagnostics: inout Diagnostics
    ) -> TokenSettings.KeySource? {
        let file = keys.text("keys", into: &diagnostics)
        let address = keys.text("keys_url", into: &diagnostics)
        switch (file, address) {
        case (let file?, nil):
            return secrets.expand(file, key: keys.path(of: "keys"), into: &diagnostics).map {
                .file(Located($0, at: file.location))
            }
        case (nil, let address?):
            return Self.address(
                address,
                key: keys.path(of: "keys_url"),
                secrets: secrets,
                into: &diagnostics
            ).map {
                .address($0)
            }
        case (_?, let address?):
            diagnostics.error(
                at: address.location,
                key: keys.path(of: "keys_url"),
                "`keys` is there too",
                suggestion: "keep one of them"
            )
        case (nil, nil):
            diagnostics.error(
                at: keys.location,
                key: keys.path,
                "`keys` or `keys_url` is missing: the issuer's public keys"
            )
        }
        return nil
    }

    /// An `https` address; this machine's may be `http`.
    private static func address(
        _ text: Located<String>?,
        key: String,
        secrets: Secrets,
        into diagnostics: inout Diagnostics
    ) -> String? {
        guard let text, let address = secrets.expand(text, key: key, into: &diagnostics) else {
            return nil
        }
        if !isSafeAddress(address) {
            diagnostics.error(
                at: text.location,
                key: key,
                "expected an address that begins with `https://`"
            )
        }
        return address
    }

    /// Whether a text is an address under which nobody on the way can put something else.
    private static func isSafeAddress(_ text: String) -> Bool {
        guard let parts = URLComponents(string: text), let host = parts.host, !host.isEmpty,
            parts.user == nil, parts.password == nil
        else { return false }
        let scheme = parts.scheme?.lowercased()
        return scheme == "https" || (scheme == "http" && ownHosts.contains(host.lowercased()))
    }
}
