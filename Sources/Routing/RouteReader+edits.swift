// Reads `split:` and `edit:` of routes and groups, and maps that edit.

import LocatedYAML
import Mapping

/// What stands around a route that is being read.
struct RouteSurroundings {
    let source: RouteSource
    /// The conditions that hold where it is looked at: its group's and its own.
    var conditions: [String] = []
    /// The group by which the messages are split before the route looks at them.
    var split: Located<String>?
    /// Whether it is one of those of which the first takes the message.
    var isFirstMatch = false
}

extension RouteReader {
    /// How a group takes messages apart; `nil` where it does not.
    func split(
        _ surroundings: RouteSurroundings,
        named name: String,
        path: String,
        into diagnostics: inout Diagnostics
    ) -> MessageEdits? {
        guard let group = surroundings.split,
            isHL7v2(surroundings, at: group.location, "\(path).split", into: &diagnostics)
        else { return nil }
        return MessageEdits.compile(
            EditSource(splitBy: group, key: path),
            name: name,
            structures: RouteStructures.allowed(by: surroundings.conditions),
            tables: scope.maps.tables,
            variables: scope.maps.variables,
            into: &diagnostics
        )
    }

    /// What a route edits, by itself or by the maps that it names; `nil` where it edits nothing.
    func edits(
        _ keys: inout MappingReader,
        _ name: String,
        _ maps: NamedMaps,
        _ surroundings: RouteSurroundings,
        into diagnostics: inout Diagnostics
    ) -> MessageEdits? {
        let nodes = [keys.optional("edit"), keys.optional("split")].compactMap(\.self)
        let source = EditSource(&keys, within: surroundings.split, into: &diagnostics)
        if let node = nodes.first, !isHL7v2(surroundings, at: node.location, keys.path, into: &diagnostics) {
            return nil
        }
        let named = MessageEdits.joined(maps.edits)
        if let node = nodes.first, named != nil {
            diagnostics.error(
                at: node.location,
                key: keys.path,
                "the route's map edits already",
                suggestion: "keep either the list of edits or the map"
            )
        }
        if let named {
            if let outer = surroundings.split, named.splits {
                diagnostics.error(
                    at: outer.location,
                    key: keys.path(of: "map"),
                    "the messages of this group are split already, and `\(named.name)` splits",
                    suggestion: "keep one of the two"
                )
            }
            return named
        }
        guard let source else { return nil }
        let allowed = RouteStructures.allowed(by: surroundings.conditions)
        return MessageEdits.compile(
            source,
            name: name,
            structures: allowed,
            tables: scope.maps.tables,
            variables: scope.maps.variables,
            into: &diagnostics
        )
    }

    private func isHL7v2(
        _ surroundings: RouteSurroundings,
        at location: SourceLocation,
        _ key: String,
        into diagnostics: inout Diagnostics
    ) -> Bool {
        guard let listener = surroundings.source.fhir else { return true }
        diagnostics.error(
            at: location,
            key: key,
            "`\(listener.name)` takes FHIR, and `split` and `edit` are for HL7 v2",
            suggestion: "write a route of its own for HL7 v2"
        )
        return false
    }
}

extension RouteSurroundings {
    /// Warns of an expression that decides by the first order of a message where others may belong elsewhere.
    func warnOfOtherOrders(_ text: Located<String>, key: String, into diagnostics: inout Diagnostics) {
        guard split == nil, source.hasHL7v2 else { return }
        let structures = RouteStructures.allowed(by: conditions)
        guard let name = RouteStructures.repeated(in: text.value, among: structures).first else { return }
        diagnostics.warning(
            at: text.location,
            key: key,
            "the first \(name) decides, and a message may have several that belong elsewhere",
            suggestion: "split first, as by `split: ORDER_OBSERVATION`, or write `\(name)[1]`"
        )
    }
}

extension Route.Action {
    /// How the message is taken apart, where it is.
    var split: MessageEdits? {
        if case .deliver(.edited(let edits, _), _) = self, edits.splits { edits } else { nil }
    }
}
