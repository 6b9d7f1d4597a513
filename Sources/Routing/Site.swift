// A site folder, compiled: everything the engine needs to know, checked before the first message.
//
// Compiling is pure: files in, site and problems out. A site with an error is never handed out.

public import FHIRValidation
public import LocatedYAML
public import Mapping

/// A checked site: settings, listeners, destinations, routes and maps.
public struct Site: Sendable {
    /// The settings of `corridor.yaml`.
    public let settings: EngineSettings
    /// The listeners, in the files' order.
    public let listeners: [Listener]
    /// The destinations, in the files' order.
    public let destinations: [Destination]
    /// The routes, in the files' order; members of groups included.
    public let routes: [Route]
    /// The groups that the routes stand in.
    public let groups: [RouteGroup]
    /// Every map and table.
    public let maps: MapLibrary
    /// Every profile of HL7 v2.
    public let profiles: ProfileLibrary
    /// Every profile of FHIR, with extensions and value sets.
    public let resourceProfiles: ProfileSet

    /// The routes of one listener, ready to choose among.
    public func router(for listener: Listener) -> Router {
        Router(listener: listener.name, groups: groups, routes: routes)
    }

    /// Compiles a site from the files of its folder.
    ///
    /// - Parameters:
    ///   - files: `corridor.yaml`, `routes/*.yaml`, `profiles/*`, maps and tables, with paths relative to the folder; a file of the
    ///     standard library that the folder does not hold may be among them.
    ///   - secrets: where `${NAME}` finds its value.
    ///   - diagnostics: receives every problem of every file.
    /// - Returns: the site, or `nil` when there is an error.
    public static func compile(
        _ files: [SiteFile],
        secrets: Secrets,
        into diagnostics: inout Diagnostics
    ) -> Site? {
        let own = files.filter { $0.isSettings || $0.isRoutes }
        let maps = MapLibrary.compile(files: files, into: &diagnostics)
        let profiles = ProfileLibrary(files: files, into: &diagnostics)
        let resourceProfiles = ProfileSet(site: files, into: &diagnostics)
        var reader = SiteReader(
            maps: maps,
            profiles: profiles,
            resourceProfiles: resourceProfiles,
            secrets: secrets
        )
        for file in own.sorted(by: { $0.path < $1.path }) {
            guard let root = Node.parse(file.text, file: file.path, into: &diagnostics) else { continue }
            reader.read(root, of: file, into: &diagnostics)
        }
        let site = reader.site(into: &diagnostics)
        return diagnostics.hasErrors ? nil : site
    }
}

extension SiteFile {
    /// Whether this is `corridor.yaml`.
    var isSettings: Bool { path == "corridor.yaml" }
    /// Whether this file declares listeners, destinations and routes.
    var isRoutes: Bool { path.hasPrefix("routes/") && path.hasSuffix(".yaml") && !isTest }
}

extension ProfileSet {
    /// Compiles the FHIR profiles among a site's files: JSON and XML in `profiles/`; other files are passed over.
    ///
    /// - Parameters:
    ///   - files: the site's files.
    ///   - diagnostics: receives every problem found.
    public init(site files: [SiteFile], into diagnostics: inout Diagnostics) {
        let own = files.filter { file in
            file.path.hasPrefix("profiles/") && [".json", ".xml"].contains { file.path.hasSuffix($0) }
        }
        self.init(files: own.map { ProfileFile(path: $0.path, text: $0.text) }, into: &diagnostics)
    }
}
