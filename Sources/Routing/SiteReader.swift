// Puts the files of a site together: first every listener and destination, then the routes that name them.

import FHIRValidation
import LocatedYAML
import Mapping

/// Collects the sections of all files and resolves them against each other.
struct SiteReader {
    private let maps: MapLibrary
    private let profiles: ProfileLibrary
    private let resourceProfiles: ProfileSet
    private let secrets: Secrets
    private let conditions: ConditionCompiler
    private var settings = EngineSettings()
    private var listeners: [Listener] = []
    private var destinations: [Destination] = []
    private var routeEntries: [Entry] = []

    init(maps: MapLibrary, profiles: ProfileLibrary, resourceProfiles: ProfileSet, secrets: Secrets) {
        self.maps = maps
        self.profiles = profiles
        self.resourceProfiles = resourceProfiles
        self.secrets = secrets
        conditions = ConditionCompiler(tables: maps.tables, variables: maps.variables)
    }

    /// Reads one file's sections.
    mutating func read(_ root: Node, of file: SiteFile, into diagnostics: inout Diagnostics) {
        if file.isSettings {
            settings = EngineSettings(root, secrets: secrets, into: &diagnostics)
            return
        }
        guard var keys = MappingReader(root, into: &diagnostics) else { return }
        for entry in section("listeners", &keys, into: &diagnostics) {
            guard let listener = Listener(entry, secrets: secrets, into: &diagnostics) else { continue }
            check(entry, against: listeners.map { ($0.name, $0.location) }, "listener", into: &diagnostics)
            listeners.append(listener)
        }
        for entry in section("destinations", &keys, into: &diagnostics) {
            let read = Destination(entry, secrets: secrets, conditions: conditions, into: &diagnostics)
            guard let destination = read else { continue }
            check(
                entry,
                against: destinations.map { ($0.name, $0.location) },
                "destination",
                into: &diagnostics
            )
            destinations.append(destination)
        }
        for entry in section("routes", &keys, into: &diagnostics) {
            check(entry, against: routeEntries.map { ($0.key, $0.location) }, "route", into: &diagnostics)
            routeEntries.append(entry)
        }
        keys.finish(into: &diagnostics)
    }

    /// The whole site; problems that only the whole shows are added to `diagnostics`.
    func site(into diagnostics: inout Diagnostics) -> Site {
        let scope = RouteScope(
            listeners: listeners,
            destinations: destinations,
            maps: maps,
            conditions: conditions
        )
        var reader = RouteReader(scope: scope)
        for entry in routeEntries { reader.read(entry, into: &diagnostics) }
        warnAboutUnused(reader, into: &diagnostics)
        refuseSharedPorts(into: &diagnostics)
        for listener in listeners {
            listener.mllp?.checkProfile(of: listener.name, in: profiles, into: &diagnostics)
            listener.fhir?.checkProfiles(of: listener.name, in: resourceProfiles, into: &diagnostics)
        }
        return Site(
            settings: settings,
            listeners: listeners,
            destinations: destinations,
            routes: reader.routes,
            groups: reader.groups,
            maps: maps,
            profiles: profiles,
            resourceProfiles: resourceProfiles
        )
    }

    private func section(
        _ name: String,
        _ keys: inout MappingReader,
        into diagnostics: inout Diagnostics
    ) -> [Entry] {
        guard let node = keys.optional(name),
            var reader = MappingReader(node, path: name, into: &diagnostics)
        else { return [] }
        return reader.named()
    }

    /// Names live in addresses, metrics and file names: letters, digits, `-`, `_` and `.`, at most 64.
    private func check(
        _ entry: Entry,
        against others: [(name: String, location: SourceLocation)],
        _ kind: String,
        into diagnostics: inout Diagnostics
    ) {
        if let other = others.first(where: { $0.name == entry.key }) {
            diagnostics.error(
                at: entry.location,
                key: "\(kind)s.\(entry.key)",
                "there is another \(kind) of this name at \(other.location)"
            )
        }
        let allowed = entry.key.utf8.allSatisfy {
            (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
                || [0x2D, 0x2E, 0x5F].contains($0)
        }
        if !allowed || entry.key.isEmpty || entry.key.utf8.count > 64 {
            diagnostics.error(
                at: entry.location,
                key: "\(kind)s.\(entry.key)",
                "a name is made of letters, digits, `-`, `_` and `.`, at most 64"
            )
        }
    }

    private func warnAboutUnused(_ reader: RouteReader, into diagnostics: inout Diagnostics) {
        let heard = reader.groups.reduce(into: Set<String>()) { $0.formUnion($1.listeners) }
        for listener in listeners where !heard.contains(listener.name) {
            diagnostics.warning(
                at: listener.location,
                key: "listeners.\(listener.name)",
                "no route takes messages from here; they would be stored as unrouted"
            )
        }
        var reached: Set<Int> = []
        for route in reader.routes {
            if case .deliver(_, let destinations) = route.action { reached.formUnion(destinations) }
        }
        for (index, destination) in destinations.enumerated() where !reached.contains(index) {
            diagnostics.warning(
                at: destination.location,
                key: "destinations.\(destination.name)",
                "no route sends anything here"
            )
        }
    }

    private func refuseSharedPorts(into diagnostics: inout Diagnostics) {
        var taken: [Int: Listener] = [:]
        for listener in listeners where listener.port != 0 {
            if let other = taken[listener.port],
                other.host == listener.host || other.isWildcard || listener.isWildcard
            {
                diagnostics.error(
                    at: listener.location,
                    key: "listeners.\(listener.name).port",
                    "port \(listener.port) is taken by `\(other.name)`"
                )
            } else {
                taken[listener.port] = listener
            }
        }
    }
}

extension Listener {
    fileprivate var isWildcard: Bool { host == "0.0.0.0" || host == "::" }
}
