// `${NAME}` in a site file: values that do not belong into git.

public import LocatedYAML

/// Where `${NAME}` finds its value.
public struct Secrets: Sendable {
    /// The value of a name, or `nil` where it is not set.
    public let value: @Sendable (String) -> String?
    /// How bad a missing value is: an error to run, a warning to check on another machine.
    public let missing: Diagnostic.Severity

    /// Names a source of values.
    public init(missing: Diagnostic.Severity = .error, value: @escaping @Sendable (String) -> String?) {
        self.value = value
        self.missing = missing
    }

    /// Replaces every `${NAME}` in a text.
    ///
    /// - Returns: the text, or `nil` where a name has no value or the form is broken; the reason is in `diagnostics`,
    ///   which never show a secret's value.
    func expand(_ text: Located<String>, key: String, into diagnostics: inout Diagnostics) -> String? {
        var expanded = ""
        var rest = text.value[...]
        while let start = rest.firstRange(of: "${") {
            expanded += rest[..<start.lowerBound]
            guard let end = rest[start.upperBound...].firstIndex(of: "}") else {
                diagnostics.error(at: text.location, key: key, "`${` without its `}`")
                return nil
            }
            let name = String(rest[start.upperBound..<end])
            guard let value = value(name) else {
                diagnostics.append(
                    Diagnostic(
                        missing,
                        at: text.location,
                        key: key,
                        "`\(name)` is not set",
                        suggestion: "set it in the environment, or \(name)_FILE to a file that holds it"
                    )
                )
                return nil
            }
            expanded += value
            rest = rest[rest.index(after: end)...]
        }
        return expanded + rest
    }
}
