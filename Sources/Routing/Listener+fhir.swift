// Reads the keys of a listener that are FHIR's own.

import FHIRValidation
import LocatedYAML

extension FHIRReception {
    /// Fewest characters of a key that clients show.
    private static let shortestKey = 16

    /// Reads the keys; what cannot be read takes its default, and the problem is in `diagnostics`.
    init(_ keys: inout MappingReader, secrets: Secrets, into diagnostics: inout Diagnostics) {
        path = Self.path(&keys, into: &diagnostics)
        accept = keys.choice("accept", into: &diagnostics) ?? .stored
        syncTimeout = keys.duration("sync_timeout", into: &diagnostics) ?? .seconds(30)
        validation = keys.choice("validate", into: &diagnostics) ?? .reject
        profiles = keys.texts("profiles", into: &diagnostics) ?? []
        bodyLimit = keys.bytes("max_body", into: &diagnostics) ?? 16 << 20
        requestTimeout = keys.duration("request_timeout", into: &diagnostics) ?? .seconds(60)
        idleTimeout = keys.duration("idle_timeout", into: &diagnostics) ?? .seconds(60)
        self.keys = Self.apiKeys(&keys, secrets: secrets, into: &diagnostics)
        tokens = keys.optional("tokens").flatMap {
            TokenSettings($0, path: keys.path(of: "tokens"), secrets: secrets, into: &diagnostics)
        }
    }

    /// The base path: segments of letters, digits, `-`, `_` and `.` behind slashes.
    private static func path(_ keys: inout MappingReader, into diagnostics: inout Diagnostics) -> String {
        guard let text = keys.text("path", into: &diagnostics) else { return "/fhir" }
        let trimmed = text.value.hasSuffix("/") ? String(text.value.dropLast()) : text.value
        if trimmed.wholeMatch(of: /(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*/) == nil {
            diagnostics.error(
                at: text.location,
                key: keys.path(of: "path"),
                "expected a path such as `/fhir`, of letters, digits, `-`, `_` and `.`"
            )
        }
        return trimmed
    }

    private static func apiKeys(
        _ keys: inout MappingReader,
        secrets: Secrets,
        into diagnostics: inout Diagnostics
    ) -> [String]? {
        guard let texts = keys.texts("api_keys", into: &diagnostics) else { return nil }
        let path = keys.path(of: "api_keys")
        return texts.compactMap { text in
            guard text.value.wholeMatch(of: /\$\{\w+\}/) != nil else {
                diagnostics.error(
                    at: text.location,
                    key: path,
                    "a key does not stand in a site's files",
                    suggestion: "write `${NAME}`, and set NAME in the environment"
                )
                return nil
            }
            guard let key = secrets.expand(text, key: path, into: &diagnostics) else { return nil }
            if key.utf8.count < shortestKey || key.contains(where: \.isWhitespace) {
                diagnostics.error(
                    at: text.location,
                    key: path,
                    "a key has at least \(shortestKey) characters and no blanks"
                )
            }
            return key
        }
    }
}

extension FHIRReception {
    /// Refuses names of profiles that are not there, or mean several.
    func checkProfiles(of listener: String, in set: ProfileSet, into diagnostics: inout Diagnostics) {
        let key = "listeners.\(listener).profiles"
        for name in profiles {
            switch set.profiles(named: name.value).count {
            case 0:
                let known = set.profiles.flatMap { [$0.name, $0.url] }
                diagnostics.error(
                    at: name.location,
                    key: key,
                    "no StructureDefinition is called `\(name.value)`",
                    suggestion: closestMatch(to: name.value, in: known).map { "did you mean `\($0)`?" }
                        ?? "they lie in `profiles/` as JSON or XML"
                )
            case 1: break
            default:
                let addresses = set.profiles(named: name.value).map { "`\($0.url)`" }.joined(separator: ", ")
                diagnostics.error(
                    at: name.location,
                    key: key,
                    "several StructureDefinitions are called `\(name.value)`",
                    suggestion: "write one of \(addresses)"
                )
            }
        }
        if validation == .off, let first = profiles.first {
            diagnostics.warning(
                at: first.location,
                key: key,
                "nothing is checked",
                suggestion: "write `validate: warn` or `validate: reject`"
            )
        }
    }
}
