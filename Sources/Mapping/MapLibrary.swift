// A site's maps and tables, compiled: what routes and `corridor convert` run.

public import FHIRPath
public import LocatedYAML

/// A file of a site folder, already read.
public struct SiteFile: Hashable, Sendable {
    /// The path relative to the site folder, such as `hl7v2-to-fhir/segments/PID.yaml`.
    public let path: String
    /// Its text.
    public let text: String

    /// Names a file's text.
    public init(path: String, text: String) {
        self.path = path
        self.text = text
    }
}

/// All maps and tables of a site, ready to run.
public struct MapLibrary: Sendable {
    /// The message maps, by name.
    let messageMaps: [String: MessageMap]
    /// The code tables, for conditions of routes too.
    public let tables: [CodeTable]

    /// Compiles the maps and tables among a site's files; other files are passed over.
    ///
    /// - Parameters:
    ///   - files: the site's files; maps lie below `hl7v2-to-fhir/`, tables below `tables/`.
    ///   - diagnostics: receives every problem found. With errors among them the library must not go live, but
    ///     what is right of it can still be looked at.
    /// - Returns: the library of what compiled.
    public static func compile(files: [SiteFile], into diagnostics: inout Diagnostics) -> MapLibrary {
        MapLibrary(messageMaps: [:], tables: [])
    }

    /// The message map of a name, such as `hl7v2-to-fhir/ORU_R01` or `ORU_R01`.
    public func map(named name: String) -> MessageMap? {
        messageMaps[name] ?? messageMaps[name.split(separator: "/").last.map(String.init) ?? name]
    }

    /// The names that ``map(named:)`` finds, sorted.
    public var names: [String] { messageMaps.keys.sorted() }
}
