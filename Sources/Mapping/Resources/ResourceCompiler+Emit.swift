// Message maps: `emit` lists of segments and groups, checked against the structure of the version.

import FHIR
import FHIRPath
import HL7v2
import LocatedYAML

extension ResourceCompiler {
    /// What a message map compiles to.
    struct MessageParts {
        var condition: ResourcePlan.Rule.Expression?
        var split: ResourcePlan.Rule.Expression?
        var blocks: [ResourcePlan.Block] = []
    }

    /// The fields of MSH that every message gets.
    static let headerFields: Set<Int> = [1, 2, 7, 9, 10, 11, 12]

    /// Whether a segment's first field is its number, which every message gets.
    static func isNumbered(_ segment: SegmentName, version: HL7v2.Version) -> Bool {
        guard let first = HL7v2.Definitions.shared.segment(segment)?.field(1, version: version) else {
            return false
        }
        // Some were coded for a while (AL1 and DG1 in 2.4).
        return first.datatype == "SI" || first.title.hasPrefix("Set ID")
    }

    /// Compiles a message map.
    mutating func compile(message source: ResourceMapSource, _ structure: Structure) -> MessageParts {
        keys = []
        var parts = MessageParts()
        let scope = Scope(source.origin)
        parts.condition = source.when.flatMap { condition($0, key: "when", scope) }
        parts.split = source.split.flatMap { split($0, scope) }
        guard definitions.isResource(source.origin) else {
            diagnostics.error(at: source.location, key: "from", "a message is made of a resource")
            return parts
        }
        guard let emit = source.emit else {
            diagnostics.error(at: source.location, key: "emit", "a message map needs `emit:`")
            return parts
        }
        keys = ["emit"]
        var place = Place(structure: structure, group: .root)
        parts.blocks = blocks(emit, &place, scope)
        place.emitted.insert("MSH")
        checkRequired(place, at: emit.location)
        return parts
    }

    /// A group under way, and the segments and groups that are emitted into it.
    struct Place {
        let structure: Structure
        let group: GroupID
        var emitted: Set<String> = []
    }

    private mutating func blocks(_ node: Node, _ place: inout Place, _ scope: Scope) -> [ResourcePlan
        .Block]
    {
        guard let entries = node.sequence else {
            diagnostics.error(
                at: node.location,
                key: key,
                "expected a list of what is emitted, found \(node.kind)"
            )
            return []
        }
        var blocks: [ResourcePlan.Block] = []
        for entry in entries {
            if let block = block(entry, &place, scope) { blocks.append(block) }
        }
        return blocks
    }

    /// The keys of one entry.
    private struct Nodes {
        let source, when, emit, use, set: Node?
        let segment, group, alias: Located<String>?
        let isRequired: Bool

        init(_ reader: inout MappingReader, into diagnostics: inout Diagnostics) {
            source = reader.optional("for")
            when = reader.optional("when")
            emit = reader.optional("emit")
            use = reader.optional("use")
            set = reader.optional("set")
            segment = reader.text("segment", into: &diagnostics)
            group = reader.text("group", into: &diagnostics)
            alias = reader.text("as", into: &diagnostics)
            isRequired = reader.boolean("required", into: &diagnostics) ?? false
        }
    }

    private mutating func block(_ node: Node, _ place: inout Place, _ scope: Scope) -> ResourcePlan
        .Block?
    {
        guard var reader = MappingReader(node, path: key, into: &diagnostics) else { return nil }
        let nodes = Nodes(&reader, into: &diagnostics)
        reader.finish(into: &diagnostics)
        guard (nodes.segment == nil) != (nodes.emit == nil) else {
            diagnostics.error(
                at: node.location,
                key: key,
                "expected either `segment`, or `emit` with or without `group`"
            )
            return nil
        }
        var inner = scope
        var source: ResourcePlan.Rule.Expression?
        if let items = nodes.source {
            guard let found = expression(items, key: "for", scope) else { return nil }
            source = found
            inner = scope.on(found.expression.type, named: nodes.alias?.value)
        } else if let alias = nodes.alias {
            inner = scope.on(scope.this, named: alias.value)
        }
        let condition = nodes.when.flatMap { self.condition($0, key: "when", inner) }
        if nodes.when != nil, condition == nil { return nil }
        let repeats = source?.expression.type.isPlural == true
        let body =
            if let segment = nodes.segment {
                self.segment(segment, nodes, &place, repeats: repeats, inner)
            } else if let emit = nodes.emit {
                group(nodes.group, emit, &place, repeats: repeats, inner)
            } else {
                ResourcePlan.Block.Body?.none
            }
        return body.map {
            ResourcePlan.Block(
                source: source,
                condition: condition,
                name: nodes.alias?.value,
                body: $0,
                isRequired: nodes.isRequired,
                location: node.location
            )
        }
    }

    // MARK: Groups

    private mutating func group(
        _ name: Located<String>?,
        _ emit: Node,
        _ place: inout Place,
        repeats: Bool,
        _ scope: Scope
    ) -> ResourcePlan.Block.Body? {
        guard let name else { return .group(nil, blocks(emit, &place, scope)) }
        let structure = place.structure
        guard let group = structure.child(named: name.value, of: place.group),
            isMember(group, of: place.group, in: structure)
        else {
            if isForgiven(name.location) { return nil }
            if isShared, let group = structure.child(named: name.value, of: place.group) {
                // Before the group there was, what stands once in it stood around it.
                if repeats || structure[group].repeats { return nil }
                return .group(nil, blocks(emit, &place, scope))
            }
            let known = structure[place.group].children.map { structure[$0].name }
            let meant = closestMatch(to: name.value, in: known).map { "did you mean `\($0)`?" }
            let list = known.isEmpty ? "it has none" : "it has \(known.joined(separator: ", "))"
            diagnostics.error(
                at: name.location,
                key: path("group"),
                "\(words(for: place)) has no group `\(name.value)` in \(version.text)",
                suggestion: meant ?? list
            )
            return nil
        }
        if repeats, !structure[group].repeats {
            refuseRepetition(structure[group].name, at: name.location, key: "group")
        }
        place.emitted.insert(structure[group].name)
        var inner = Place(structure: structure, group: group)
        let blocks = blocks(emit, &inner, scope)
        checkRequired(inner, at: name.location)
        return .group(group, blocks)
    }

    /// Whether an inherited entry may make what the structure at hand lacks.
    private func isForgiven(_ location: SourceLocation) -> Bool {
        strictFile.map { $0 != location.file } ?? false
    }

    private func isMember(_ group: GroupID, of outer: GroupID, in structure: Structure) -> Bool {
        group == outer
            || structure.members(of: outer, in: version).contains { $0.kind == .group(group) }
    }

    private func words(for place: Place) -> String {
        place.group == .root ? place.structure.name : place.structure[place.group].name
    }

    private mutating func refuseRepetition(_ name: String, at location: SourceLocation, key: String) {
        diagnostics.error(
            at: location,
            key: path(key),
            "\(name) stands once there, and `for` may yield several",
            suggestion: "add `.first()` to `for`"
        )
    }

    /// What the version wants in a group must be emitted by some entry.
    private mutating func checkRequired(_ place: Place, at location: SourceLocation) {
        for member in place.structure.members(of: place.group, in: version) where !member.isOptional {
            let names: [String] =
                switch member.kind {
                case .segment(let names): names.map(\.description)
                case .group(let id): [place.structure[id].name]
                }
            guard place.emitted.isDisjoint(with: names) else { continue }
            diagnostics.error(
                at: location,
                key: key,
                "\(names.joined(separator: " or ")) is required in \(words(for: place)) in \(version.text), and nothing emits it"
            )
        }
    }

    // MARK: Segments

    private mutating func segment(
        _ name: Located<String>,
        _ nodes: Nodes,
        _ place: inout Place,
        repeats: Bool,
        _ scope: Scope
    ) -> ResourcePlan.Block.Body? {
        guard let segment = SegmentName(wellFormed: name.value), Datatypes.isSegment(name.value) else {
            let meant = closestMatch(to: name.value, in: Datatypes.segmentNames)
            diagnostics.error(
                at: name.location,
                key: path("segment"),
                "HL7 v2 has no segment `\(name.value)`",
                suggestion: meant.map { "did you mean `\($0)`?" }
            )
            return nil
        }
        if !segment.isLocal {
            guard isMember(segment, of: place) else {
                if isForgiven(name.location) { return nil }
                let paths = place.structure.paths(to: segment)
                if isShared, !paths.isEmpty { return nil }
                diagnostics.error(
                    at: name.location,
                    key: path("segment"),
                    "\(words(for: place)) has no \(name.value) in \(version.text)",
                    suggestion: paths.isEmpty ? nil : "it stands at \(paths.joined(separator: ", "))"
                )
                return nil
            }
            if repeats, place.structure.place(of: segment, in: place.group)?.repeats != true {
                refuseRepetition(name.value, at: name.location, key: "segment")
            }
        }
        place.emitted.insert(name.value)
        keys.append("set")
        let rules = nodes.set.map { self.rules($0, of: .segment(name.value), scope) } ?? []
        keys.removeLast()
        let uses = nodes.use.map { self.uses($0, to: .segment(name.value), scope) } ?? []
        checkFields(of: segment, rules, uses, at: name.location)
        return .segment(segment, rules, uses: uses)
    }

    private func isMember(_ segment: SegmentName, of place: Place) -> Bool {
        place.structure.members(of: place.group, in: version).contains { member in
            if case .segment(let names) = member.kind { names.contains(segment) } else { false }
        }
    }

    /// What the version wants in a segment must be set by some rule.
    private mutating func checkFields(
        of segment: SegmentName,
        _ rules: [ResourcePlan.Rule],
        _ uses: [[Int]],
        at location: SourceLocation
    ) {
        guard !segment.isLocal, let definition = HL7v2.Definitions.shared.segment(segment) else {
            return
        }
        var set = Set(rules.compactMap(\.slot.path.first))
        for number in uses.joined() { set.formUnion(fields[number] ?? []) }
        if segment.isHeader { set.formUnion(Self.headerFields) }
        if Self.isNumbered(segment, version: version) { set.insert(1) }
        for field in definition.fields(version: version)
        where field.optionality == .required && !set.contains(field.number) {
            diagnostics.error(
                at: location,
                key: path("segment"),
                "\(segment)-\(field.number) (\(field.title)) is required in \(version.text), and nothing sets it"
            )
        }
    }
}
