// `${NAME}` in a site file, looked up in the environment or in a file the environment names.

import Foundation
public import LocatedYAML
public import Routing

extension Secrets {
    /// The largest secret file, in bytes.
    private static let fileLimit = 64 * 1024

    /// Looks a name up in `NAME`, else in the file that `NAME_FILE` names, without its last line end.
    ///
    /// - Parameters:
    ///   - missing: how bad a name without a value is.
    ///   - values: names set by the program itself, such as the demo's receiver; they win.
    /// - Returns: the source of values.
    public static func environment(
        missing: Diagnostic.Severity = .error,
        values: [String: String] = [:]
    ) -> Secrets {
        let environment = ProcessInfo.processInfo.environment
        return Secrets(missing: missing) { name in
            if let value = values[name] ?? environment[name] { return value }
            guard let path = environment["\(name)_FILE"],
                let data = FileManager.default.contents(atPath: path),
                data.count <= fileLimit, let text = String(data: data, encoding: .utf8)
            else { return nil }
            return text.hasSuffix("\n") ? String(text.dropLast()) : text
        }
    }
}
