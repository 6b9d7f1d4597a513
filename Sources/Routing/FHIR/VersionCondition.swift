// `If-Match`: what is asked for is done only to the version that the client knows (FHIR R4, "HTTP", §3.1.0.6.1).

/// A condition about a resource's version.
public enum VersionCondition {
    /// Whether a condition holds.
    ///
    /// - Parameters:
    ///   - condition: `W/"3"`, `"3"`, several with commas, or `*` for any version.
    ///   - version: the resource's version; `nil` where there is no such resource.
    /// - Returns: whether it does; what is not there meets none.
    public static func holds(_ condition: String, for version: String?) -> Bool {
        guard let version else { return false }
        return condition.split(separator: ",").contains { part in
            var tag = part.drop { $0 == " " }
            while tag.last == " " { tag.removeLast() }
            if tag == "*" { return true }
            if tag.hasPrefix("W/") { tag = tag.dropFirst(2) }
            if tag.count >= 2, tag.first == "\"", tag.last == "\"" { tag = tag.dropFirst().dropLast() }
            return tag == version
        }
    }
}
