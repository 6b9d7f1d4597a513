// Reads `routes:`: single routes and groups of them.

import HL7v2
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
        var surroundings = RouteSurroundings(source: source)
        let condition = when(&keys, &surroundings, into: &diagnostics)
        if let node = keys.optional("routes") {
            let match = keys.choice("match", of: RouteGroup.Match.self, into: &diagnostics) ?? .all
            surroundings.isFirstMatch = match == .first
            surroundings.split = keys.text("split", into: &diagnostics)
            let split = split(surroundings, named: entry.key, path: path, into: &diagnostics)
            let members = readMembers(node, of: entry, surroundings, path: path, into: &diagnostics)
            let otherwise = keys.optional("otherwise").flatMap {
                readMember(
                    Entry(key: "otherwise", at: $0.location, value: $0),
                    of: entry,
                    surroundings,
                    path: path,
                    into: &diagnostics
                )
            }
            groups.append(
                RouteGroup(
                    name: entry.key,
                    listeners: listeners,
                    condition: condition,
                    split: split,
                    match: match,
                    members: members,
                    otherwise: otherwise
                )
            )
        } else if let (action, receiver) = action(&keys, entry.key, surroundings, into: &diagnostics) {
            var route = Route(
                name: entry.key,
                location: entry.location,
                condition: condition,
                action: action
            )
            route.receiver = receiver
            routes.append(route)
            groups.append(
                RouteGroup(
                    name: nil,
                    listeners: listeners,
                    condition: nil,
                    split: receiver == nil ? nil : action.split,
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
        _ surroundings: RouteSurroundings,
        path: String,
        into diagnostics: inout Diagnostics
    ) -> [Int] {
        guard var reader = MappingReader(node, path: "\(path).routes", into: &diagnostics) else { return [] }
        return reader.named().compactMap {
            readMember($0, of: group, surroundings, path: "\(path).routes", into: &diagnostics)
        }
    }

    private mutating func readMember(
        _ member: Entry,
        of group: Entry,
        _ surroundings: RouteSurroundings,
        path: String,
        into diagnostics: inout Diagnostics
    ) -> Int? {
        guard var keys = MappingReader(member.value, path: "\(path).\(member.key)", into: &diagnostics) else {
            return nil
        }
        let name = "\(group.key)/\(member.key)"
        var surroundings = surroundings
        let condition = when(&keys, &surroundings, into: &diagnostics)
        let action = action(&keys, name, surroundings, into: &diagnostics)
        keys.finish(into: &diagnostics)
        guard let action else { return nil }
        var route = Route(
            name: name,
            location: member.location,
            condition: condition,
            action: action.action
        )
        route.receiver = action.receiver
        routes.append(route)
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
        _ surroundings: inout RouteSurroundings,
        into diagnostics: inout Diagnostics
    ) -> RouteCondition? {
        guard let text = keys.text("when", into: &diagnostics) else { return nil }
        surroundings.conditions.append(text.value)
        let key = keys.path(of: "when")
        if surroundings.isFirstMatch {
            surroundings.warnOfOtherOrders(text, key: key, into: &diagnostics)
        }
        return scope.conditions.condition(text, for: surroundings.source, at: key, into: &diagnostics)
    }

    private func action(
        _ keys: inout MappingReader,
        _ name: String,
        _ surroundings: RouteSurroundings,
        into diagnostics: inout Diagnostics
    ) -> (action: Route.Action, receiver: RouteReceiver?)? {
        if let reason = keys.text("drop", into: &diagnostics) {
            for key in ["map", "split", "edit", "to"] {
                guard let node = keys.optional(key) else { continue }
                diagnostics.error(
                    at: node.location,
                    key: keys.path(of: key),
                    "a route with `drop` delivers nothing",
                    suggestion: "keep either `drop` or `\(key)`"
                )
            }
            return (.drop(reason: reason.value), nil)
        }
        var maps = maps(&keys, surroundings.source, into: &diagnostics)
        let edits = edits(&keys, name, maps, surroundings, into: &diagnostics)
        let receivers = receivers(&keys, surroundings.source, into: &diagnostics)
        let key = keys.path(of: "to")
        for (index, name) in receivers.destinations {
            let destination = scope.destinations[index]
            surroundings.source.check(destination, name, maps.routeMaps, key: key, into: &diagnostics)
        }
        if let text = receivers.text, edits?.splits != true {
            surroundings.warnOfOtherOrders(text, key: key, into: &diagnostics)
        }
        guard !receivers.destinations.isEmpty else { return nil }
        maps.prepare(
            for: receivers.destinations.map { scope.destinations[$0.index] },
            scope.maps,
            into: &diagnostics
        )
        let form: Route.Form =
            if let edits { .edited(edits, then: maps.routeMaps) } else {
                maps.routeMaps.map(Route.Form.mapped) ?? .received
            }
        return (.deliver(form, to: receivers.destinations.map(\.index)), receivers.receiver)
    }

    /// What `map:` names, by what it reads and makes.
    struct NamedMaps {
        var hasKey = false
        var messages: [MessageMap] = []
        var resources: [ResourceMap] = []
        var changes: [ResourceChange] = []
        var edits: [MessageEdits] = []
        var versions: [Version: [ResourceMap]] = [:]

        /// Compiles the maps that make messages for the versions that destinations ask for.
        mutating func prepare(
            for destinations: [Destination],
            _ library: MapLibrary,
            into diagnostics: inout Diagnostics
        ) {
            for version in Set(destinations.compactMap(\.heading.version)) {
                versions[version] = resources.compactMap {
                    library.resourceMap(named: $0.name, version: version, into: &diagnostics)
                }
            }
        }

        /// The maps that make something else of a message or a resource; `nil` without any.
        var routeMaps: Route.RouteMaps? {
            let isOther = messages.isEmpty && resources.isEmpty && changes.isEmpty && !edits.isEmpty
            guard hasKey, !isOther else { return nil }
            var maps = Route.RouteMaps(messages: messages, resources: resources, changes: changes)
            maps.versions = versions
            return maps
        }
    }

    /// The maps of `map:` that read what comes in.
    private func maps(
        _ keys: inout MappingReader,
        _ source: RouteSource,
        into diagnostics: inout Diagnostics
    ) -> NamedMaps {
        guard let names = keys.texts("map", into: &diagnostics) else { return NamedMaps() }
        let key = keys.path(of: "map")
        var maps = NamedMaps(hasKey: true)
        for name in names {
            let message = source.hasHL7v2 ? scope.maps.map(named: name.value) : nil
            let resource = source.fhir == nil ? nil : scope.maps.resourceMap(named: name.value)
            let change =
                source.fhir != nil && resource == nil ? scope.maps.resourceChange(named: name.value) : nil
            let edit = source.hasHL7v2 && message == nil ? scope.maps.editMap(named: name.value) : nil
            if let message { maps.messages.append(message) }
            if let resource { maps.resources.append(resource) }
            if let change { maps.changes.append(change) }
            if let edit { maps.edits.append(edit) }
            guard message == nil, resource == nil, change == nil, edit == nil else { continue }
            if source.refuses(name, in: scope.maps, key: key, into: &diagnostics) { continue }
            let known =
                (source.hasHL7v2 ? scope.maps.names + scope.maps.editMapNames : [])
                + (source.fhir == nil ? [] : scope.maps.resourceMapNames + scope.maps.resourceChangeNames)
            diagnostics.error(unknown: "map", name, key: key, known: known)
        }
        if let first = names.first, !maps.resources.isEmpty, !maps.changes.isEmpty {
            diagnostics.error(
                at: first.location,
                key: key,
                "one of these maps makes HL7 v2 of FHIR, and another one FHIR",
                suggestion: "write a route for each"
            )
        }
        return maps
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
