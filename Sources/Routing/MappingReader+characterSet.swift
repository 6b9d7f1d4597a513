// Character sets as site files name them: by table 0211, or by a usual other name.

import HL7v2
import LocatedYAML

extension MappingReader {
    /// A character set by its name, such as `8859/1`, `windows-1252` or `UNICODE UTF-8`.
    mutating func characterSet(
        _ key: String,
        into diagnostics: inout Diagnostics
    ) -> Located<CharacterEncoding>? {
        guard let name = text(key, into: &diagnostics) else { return nil }
        let encoding = CharacterEncoding(declared: name.value)
        guard encoding != .unknown, !name.value.isEmpty else {
            let known = CharacterEncoding.allCases.map(\.name).filter { !$0.isEmpty }
            let meant = closestMatch(to: name.value.uppercased(), in: known)
            diagnostics.error(
                at: name.location,
                key: path(of: key),
                "`\(name.value)` is not a known character set",
                suggestion: meant.map { "did you mean `\($0)`?" }
                    ?? "write it as in `8859/1` or `UNICODE UTF-8`"
            )
            return nil
        }
        return Located(encoding, at: name.location)
    }
}
