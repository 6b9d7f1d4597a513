// Reads `routes:`: single routes and groups of them.

import LocatedYAML
import Mapping

/// What route entries refer to.
struct RouteScope {
    let listeners: [Listener]
    let destinations: [Destination]
    let maps: MapLibrary
    let conditions: ConditionCompiler
}

/// Collects the routes of a site, in the order of its files.
struct RouteReader {
    let scope: RouteScope
    private(set) var routes: [Route] = []
    private(set) var groups: [RouteGroup] = []

    init(scope: RouteScope) { self.scope = scope }

    /// Reads one entry of `routes:`: a route, or a group when it has `routes:` of its own.
    mutating func read(_ entry: Entry, into diagnostics: inout Diagnostics) {
        let path = "routes.\(entry.key)"
        guard var keys = MappingReader(entry.value, path: path, into: &diagnostics) else { return }
        let listeners = from(&keys, into: &diagnostics)
        let source = RouteSource(scope.listeners.filter { listeners.contains($0.name) })
        let condition = when(&keys, source, into: &diagnostics)
        if let node = keys.optional("routes") {
            let match = keys.choice("match", of: RouteGroup.Match.self, into: &diagnostics) ?? .all
            let members = readMembers(node, of: entry, source, path: path, into: &diagnostics)
            let otherwise = keys.optional("otherwise").flatMap {
                readMember(
                    Entry(key: "otherwise", at: $0.location, value: $0),
                    of: entry,
                    source,
                    path: path,
                    into: &diagnostics
                )
            }
            groups.append(
                RouteGroup(
                    name: entry.key,
                    listeners: listeners,
                    condition: condition,
                    match: match,
                    members: members,
                    otherwise: otherwise
                )
            )
        } else if let action = action(&keys, source, into: &diagnostics) {
            routes.append(
                Route(name: entry.key, location: entry.location, condition: condition, action: action)
            )
            groups.append(
                RouteGroup(
                    name: nil,
                    listeners: listeners,
                    condition: nil,
                    match: .all,
                    members: [routes.count - 1],
                    otherwise: nil
                )
            )
        }
        keys.finish(into: &diagnostics)
    }

    private mutating func readMembers(
        _ node: Node,
        of group: Entry,
        _ source: RouteSource,
        path: String,
        into diagnostics: inout Diagnostics
    ) -> [Int] {
        guard var reader = MappingReader(node, path: "\(path).routes", into: &diagnostics) else { return [] }
        return reader.named().compactMap {
            readMember($0, of: group, source, path: "\(path).routes", into: &diagnostics)
        }
    }

    private mutating func readMember(
        _ member: Entry,
        of group: Entry,
        _ source: RouteSource,
        path: String,
        into diagnostics: inout Diagnostics
    ) -> Int? {
        guard var keys = MappingReader(member.value, path: "\(path).\(member.key)", into: &diagnostics) else {
            return nil
        }
        let condition = when(&keys, source, into: &diagnostics)
        let action = action(&keys, source, into: &diagnostics)
        keys.finish(into: &diagnostics)
        guard let action else { return nil }
        routes.append(
            Route(
                name: "\(group.key)/\(member.key)",
                location: member.location,
                condition: condition,
                action: action
            )
        )
        return routes.count - 1
    }

    private func from(_ keys: inout MappingReader, into diagnostics: inout Diagnostics) -> Set<String> {
        _ = keys.required("from", into: &diagnostics)
        var names: Set<String> = []
        for name in keys.texts("from", into: &diagnostics) ?? [] {
            if scope.listeners.contains(where: { $0.name == name.value }) {
                names.insert(name.value)
            } else {
                diagnostics.error(
                    unknown: "listener",
                    name,
                    key: keys.path(of: "from"),
                    known: scope.listeners.map(\.name)
                )
            }
        }
        return names
    }

    private func when(
        _ keys: inout MappingReader,
        _ source: RouteSource,
        into diagnostics: inout Diagnostics
    ) -> RouteCondition? {
        guard let text = keys.text("when", into: &diagnostics) else { return nil }
        return scope.conditions.condition(
            text,
            for: source,
            at: keys.path(of: "when"),
            into: &diagnostics
        )
    }

    private func action(
        _ keys: inout MappingReader,
        _ source: RouteSource,
        into diagnostics: inout Diagnostics
    ) -> Route.Action? {
        if let reason = keys.text("drop", into: &diagnostics) {
            for key in ["map", "to"] {
                guard let node = keys.optional(key) else { continue }
                diagnostics.error(
                    at: node.location,
                    key: keys.path(of: key),
                    "a route with `drop` delivers nothing",
                    suggestion: "keep either `drop` or `\(key)`"
                )
            }
            return .drop(reason: reason.value)
        }
        let maps = maps(&keys, source, into: &diagnostics)
        _ = keys.required("to", into: &diagnostics)
        let destinations = (keys.texts("to", into: &diagnostics) ?? []).compactMap { name in
            let index = scope.destinations.firstIndex { $0.name == name.value }
            let key = keys.path(of: "to")
            if let index {
                source.check(scope.destinations[index], name, maps, key: key, into: &diagnostics)
            } else {
                let known = scope.destinations.map(\.name)
                diagnostics.error(unknown: "destination", name, key: key, known: known)
            }
            return index
        }
        guard !destinations.isEmpty else { return nil }
        return .deliver(maps.map(Route.Form.mapped) ?? .received, to: destinations)
    }

    /// The maps of `map:` that read what comes in; `nil` without the key.
    private func maps(
        _ keys: inout MappingReader,
        _ source: RouteSource,
        into diagnostics: inout Diagnostics
    ) -> Route.RouteMaps? {
        guard let names = keys.texts("map", into: &diagnostics) else { return nil }
        let key = keys.path(of: "map")
        var messages: [MessageMap] = []
        var resources: [ResourceMap] = []
        for name in names {
            let message = source.hasHL7v2 ? scope.maps.map(named: name.value) : nil
            let resource = source.fhir == nil ? nil : scope.maps.resourceMap(named: name.value)
            if let message { messages.append(message) }
            if let resource { resources.append(resource) }
            guard message == nil, resource == nil else { continue }
            if source.refuses(name, in: scope.maps, key: key, into: &diagnostics) { continue }
            let known =
                (source.hasHL7v2 ? scope.maps.names : [])
                + (source.fhir == nil ? [] : scope.maps.resourceMapNames)
            diagnostics.error(unknown: "map", name, key: key, known: known)
        }
        return Route.RouteMaps(messages: messages, resources: resources)
    }
}

extension Diagnostics {
    /// Reports a name that nothing bears, with the one that was probably meant.
    mutating func error(unknown kind: String, _ name: Located<String>, key: String, known: [String]) {
        let meant = closestMatch(to: name.value, in: known.sorted())
        let list = known.isEmpty ? "there is none" : "there is \(known.sorted().joined(separator: ", "))"
        error(
            at: name.location,
            key: key,
            "no \(kind) is called `\(name.value)`",
            suggestion: meant.map { "did you mean `\($0)`?" } ?? list
        )
    }
}
