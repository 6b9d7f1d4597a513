// A list of edits as it was written: in a route, or in a map from a structure of HL7 v2 to the same one (stage "read").
//
// What the list says is compiled once for each structure that its messages may have; see `MessageEdits`.

import FHIRPath
import HL7v2
public import LocatedYAML

/// What a route or a map says about how a message is taken apart and changed.
public struct EditSource: Sendable {
    /// The group to split by.
    let split: Located<String>?
    /// The list of edits.
    let list: Node?
    /// The key under which problems are reported.
    let key: String

    /// Reads `split` and `edit` of a route or a map; `nil` where there is neither.
    ///
    /// - Parameters:
    ///   - keys: the keys of the route or map.
    ///   - outer: the group by which the route's group splits, where it does: what is edited then is a part.
    ///   - diagnostics: receives what is wrong.
    public init?(
        _ keys: inout MappingReader,
        within outer: Located<String>? = nil,
        into diagnostics: inout Diagnostics
    ) {
        let own = keys.text("split", into: &diagnostics)
        if let own, outer != nil {
            diagnostics.error(
                at: own.location,
                key: keys.path(of: "split"),
                "the messages of this group are split already",
                suggestion: "keep one of the two"
            )
        }
        split = outer ?? own
        list = keys.optional("edit")
        key = keys.path
        if split == nil, list == nil { return nil }
    }

    /// A split without edits.
    public init(splitBy group: Located<String>, key: String) {
        split = group
        list = nil
        self.key = key
    }

    /// The names of the groups that it speaks of.
    var groupNames: [Located<String>] {
        var names: [Located<String>] = []
        if let split { names += Self.groups(in: split) }
        if let list { collect(list, into: &names) }
        return names
    }

    private func collect(_ list: Node, into names: inout [Located<String>]) {
        for entry in (list.sequence ?? []).flatMap({ $0.mapping ?? [] }) {
            if entry.key == "edit" {
                collect(entry.value, into: &names)
            } else if Self.places.contains(entry.key), let text = entry.value.scalar {
                names += Self.groups(in: Located(text, at: entry.value.location))
            }
        }
    }

    /// The keys whose values are places of the message.
    private static let places = [
        "set", "clear", "null", "drop", "move", "after", "before", "for", "renumber",
    ]

    /// The groups among the names of a place; of a path each.
    private static func groups(in place: Located<String>) -> [Located<String>] {
        let path = place.value.split(separator: "-").first ?? ""
        return path.split(separator: "/").compactMap { step in
            let name = String(step.prefix { $0 != "[" })
            return SegmentName(wellFormed: name) == nil ? Located(name, at: place.location) : nil
        }
    }
}

/// A map from a structure of HL7 v2 to itself: a list of edits with a name.
struct EditMapSource: Sendable {
    let name: String
    let location: SourceLocation
    let path: String
    let structure: Structure
    let edits: EditSource
    /// Its constants, `%name`.
    let constants: [String: String]

    /// Reads a map file; `nil` where the essential keys are wrong.
    static func read(_ root: Node, path: String, into diagnostics: inout Diagnostics) -> EditMapSource? {
        guard var keys = MappingReader(root, into: &diagnostics) else { return nil }
        let name = keys.requiredText("map", into: &diagnostics)
        let from = keys.requiredText("from", into: &diagnostics)
        let to = keys.requiredText("to", into: &diagnostics)
        let edits = EditSource(&keys, into: &diagnostics)
        let constants = ConstantsSource.read(keys.optional("constants"), key: "constants", into: &diagnostics)
        _ = keys.optional("tests")  // Read by those who run them.
        if edits == nil {
            diagnostics.error(
                at: root.location,
                "`edit` is missing",
                suggestion: "a map from HL7 v2 to HL7 v2 is a list of edits"
            )
        }
        keys.finish(into: &diagnostics)
        guard let name, let from, let to, let edits else { return nil }
        guard let origin = DefinedName.hl7v2(from, key: "from", into: &diagnostics) else { return nil }
        guard case .structure(let structureName) = origin, let structure = Structure.named(structureName)
        else {
            diagnostics.error(
                at: from.location,
                key: "from",
                "edits are of messages, and `\(origin.name)` is a part of one",
                suggestion: "name a structure, as in `hl7v2 ORU_R01`"
            )
            return nil
        }
        if to.value != from.value {
            diagnostics.error(
                at: to.location,
                key: "to",
                "edits keep the structure of the message",
                suggestion: "write `to: \(from.value)`"
            )
        }
        return EditMapSource(
            name: name.value,
            location: name.location,
            path: path,
            structure: structure,
            edits: edits,
            constants: constants
        )
    }
}

extension EditMapSource {
    /// Compiles maps, by name.
    static func compile(
        _ sources: [EditMapSource],
        tables: [CodeTable],
        variables: [String: String],
        into diagnostics: inout Diagnostics
    ) -> [String: MessageEdits] {
        var maps: [String: MessageEdits] = [:]
        var paths: [String: String] = [:]
        for source in sources {
            if let other = paths.updateValue(source.path, forKey: source.name) {
                diagnostics.error(
                    at: source.location,
                    key: "map",
                    "`\(other)` has a map of this name",
                    suggestion: "give one of them another name"
                )
            }
            maps[source.name] = MessageEdits.compile(
                source.edits,
                name: source.name,
                structures: [source.structure],
                isOfStructure: true,
                tables: tables,
                variables: variables.merging(source.constants) { _, own in own },
                into: &diagnostics
            )
        }
        return maps
    }
}
