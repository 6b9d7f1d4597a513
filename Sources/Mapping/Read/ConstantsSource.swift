// Reads `constants:` of a map and `variables:` of corridor.yaml: names for texts (stage "read").

import LocatedYAML

/// Named texts as files have them.
enum ConstantsSource {
    /// Reads names with their texts; what is none of both is reported and left out.
    static func read(_ node: Node?, key: String, into diagnostics: inout Diagnostics) -> [String: String] {
        guard let node, var reader = MappingReader(node, path: key, into: &diagnostics) else { return [:] }
        var constants: [String: String] = [:]
        for entry in reader.named() {
            guard let text = entry.value.scalar else {
                diagnostics.error(
                    at: entry.value.location,
                    key: "\(key).\(entry.key)",
                    "expected text, found \(entry.value.kind)"
                )
                continue
            }
            guard isName(entry.key) else {
                diagnostics.error(
                    at: entry.location,
                    key: "\(key).\(entry.key)",
                    "a name begins with a letter and is made of letters, digits and `_`"
                )
                continue
            }
            constants[entry.key] = text
        }
        return constants
    }

    /// Whether an expression can name it: `%facility_oid`.
    private static func isName(_ text: String) -> Bool {
        text.wholeMatch(of: /[A-Za-z][A-Za-z0-9_]*/) != nil
    }
}
