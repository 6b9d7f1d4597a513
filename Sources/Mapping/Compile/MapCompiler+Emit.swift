// Message maps: `emit` lists, their frames of names, and what each entry is repeated for.

import FHIR
import FHIRPath
import HL7v2
import LocatedYAML

extension MapCompiler {
    /// Compiles a message map to the blocks of its `emit` list, and the maps that fill the Bundle itself.
    mutating func compile(message source: MapSource, structure: Structure?) -> (Plan.Run, uses: Plan.Run) {
        keys = ["emit"]
        guard let emit = source.emit else {
            diagnostics.error(at: source.location, key: "emit", "a message map needs `emit:`")
            return (0..<0, 0..<0)
        }
        guard definitions[source.target].name == "Bundle" else {
            diagnostics.error(at: source.location, key: "to", "a message map yields `fhir Bundle`")
            return (0..<0, 0..<0)
        }
        var scope = Scope(structure: structure)
        scope.circumstances = [.now, .message]
        scope.constants = source.constants
        scope.extraSegments = extraSegments(of: source, in: structure)
        let blocks = blocks(emit, scope, frame: openFrame(emit, parent: -1))
        keys = []
        return (blocks, source.use.map { bundleUses($0, of: source.target, scope) } ?? 0..<0)
    }

    /// The segments that a map's senders add to the structure.
    private mutating func extraSegments(of source: MapSource, in structure: Structure?) -> Set<String> {
        for name in source.extraSegments {
            let isKnown = Datatypes.isSegment(name.value)
            let paths = SegmentName(wellFormed: name.value).flatMap { structure?.paths(to: $0) } ?? []
            guard !isKnown || !paths.isEmpty else { continue }
            let owner = structure?.name ?? "the structure"
            diagnostics.error(
                at: name.location,
                key: "extra_segments",
                isKnown
                    ? "\(owner) has \(name.value) at \(paths.joined(separator: ", "))"
                    : "HL7 v2 has no segment `\(name.value)`",
                suggestion: isKnown
                    ? "take it out of this list"
                    : closestMatch(to: name.value, in: Datatypes.segmentNames).map { "did you mean `\($0)`?" }
            )
        }
        return Set(source.extraSegments.map(\.value))
    }

    /// Opens the frame of a list and those of the lists in it, so that names below are known above.
    private mutating func openFrame(_ emit: Node, parent: Int) -> Int {
        checkNames(emit)
        let names = (emit.sequence ?? []).compactMap { $0["as"]?.scalar }
        var unique: [String] = []
        for name in names where !unique.contains(name) { unique.append(name) }
        compiler.directory.frames.append(MapDirectory.Frame(parent: parent, aliases: unique))
        let number = compiler.directory.frames.count - 1
        for (index, entry) in (emit.sequence ?? []).enumerated() {
            guard let inner = entry["emit"] else { continue }
            frameNumbers[FramePlace(outer: number, entry: index)] = openFrame(inner, parent: number)
        }
        return number
    }

    /// Entries of one name must be of one kind, and not always there together.
    private mutating func checkNames(_ emit: Node) {
        var known: [String: Node] = [:]
        for entry in emit.sequence ?? [] {
            guard let name = entry["as"]?.scalar, let resource = entry["resource"]?.scalar else { continue }
            defer { known[name] = known[name] ?? entry }
            guard let other = known[name], let first = other["resource"]?.scalar else { continue }
            let isAlternative = [entry, other].contains {
                $0["when"] != nil || $0["for"] != nil || $0["use"] != nil
            }
            if first == resource, isAlternative { continue }
            diagnostics.error(
                at: entry["as"]?.location ?? entry.location,
                key: "emit.as",
                "`\(name)` is the \(first) of line \(other.location.line), too",
                suggestion: "give one of them another name, so that `reference(\(name))` means one thing"
            )
        }
    }

    private mutating func blocks(_ node: Node, _ scope: Scope, frame: Int) -> Plan.Run {
        guard let entries = node.sequence else {
            diagnostics.error(
                at: node.location,
                key: key,
                "expected a list of what is emitted, found \(node.kind)"
            )
            return 0..<0
        }
        var blocks: [Plan.Block] = []
        for (index, entry) in entries.enumerated() {
            compiler.directory.frame = frame
            let place = FramePlace(outer: frame, entry: index)
            if let block = block(entry, scope, at: place) { blocks.append(block) }
        }
        return append(blocks, to: \.blocks)
    }

    private mutating func block(_ node: Node, _ scope: Scope, at place: FramePlace) -> Plan.Block? {
        guard var reader = MappingReader(node, path: key, into: &diagnostics) else { return nil }
        let parts = BlockNodes(&reader, into: &diagnostics)
        reader.finish(into: &diagnostics)
        guard (parts.emit == nil) != (parts.resource == nil) else {
            diagnostics.error(at: node.location, key: key, "expected either `resource` or `emit`")
            return nil
        }
        var alternative: Int32 = -1
        var result: Plan.Block?
        for choice in alternatives(parts.source, scope).reversed() {
            if let result {
                plan.blocks.append(result)
                alternative = Int32(plan.blocks.count - 1)
            }
            result = block(node, parts, choice, at: place, alternative: alternative)
            if result == nil { return nil }
        }
        return result
    }

    private mutating func block(
        _ node: Node,
        _ parts: BlockNodes,
        _ choice: Alternative,
        at place: FramePlace,
        alternative: Int32
    ) -> Plan.Block? {
        let condition = parts.when.flatMap { expression($0, key: "when", choice.scope) }
        if parts.when != nil, condition == nil { return nil }
        let groupBy = (parts.groupBy.map { $0.sequence ?? [$0] } ?? []).compactMap {
            expression($0, key: "group_by", choice.scope)
        }
        let body = body(node, parts, choice.scope, at: place)
        guard let body else { return nil }
        return Plan.Block(
            source: choice.root,
            condition: condition,
            groupBy: append(groupBy, to: \.roots),
            body: body,
            alternative: alternative,
            origin: origin(node.location)
        )
    }

    private mutating func body(
        _ node: Node,
        _ parts: BlockNodes,
        _ scope: Scope,
        at place: FramePlace
    ) -> Plan.Block.Body? {
        if let emit = parts.emit {
            guard let inner = frameNumbers[place] else { return nil }
            let run = blocks(emit, scope, frame: inner)
            compiler.directory.frame = place.outer
            return .frame(
                run,
                number: Int32(inner),
                aliases: Int32(compiler.directory.frames[inner].aliases.count)
            )
        }
        guard let resource = parts.resource, let type = resourceType(resource) else { return nil }
        let alias =
            parts.alias.flatMap { compiler.directory.frames[place.outer].aliases.firstIndex(of: $0.value) }
            ?? -1
        keys.append("set")
        let rules =
            parts.set.map { ruleSet($0, of: type, scope) } ?? Plan.RuleSet(rules: 0..<0, hasVariables: false)
        keys.removeLast()
        let uses = parts.use.map { self.uses($0, of: type, scope) } ?? 0..<0
        // Where none of its segments can be there, nothing comes of it.
        if parts.use != nil, uses.isEmpty { return nil }
        let write = parts.write ?? .update
        if write != .patch { noteBuilt(type, rules, uses: uses, at: node.location, key: key) }
        let emission = emission(
            type,
            identity: parts.identity,
            write: write,
            merges: parts.merges,
            scope,
            node.location
        )
        let key = parts.key.flatMap { expression($0, key: "key", scope) }
        if let key = parts.key, alias < 0 {
            diagnostics.error(
                at: key.location,
                key: path("key"),
                "`key` tells several of one name apart, and this has none",
                suggestion: "name it by `as`"
            )
        }
        return .resource(emission, rules, uses: uses, alias: Int32(alias), key: key)
    }

    private mutating func resourceType(_ name: Located<String>) -> TypeID? {
        if let type = definitions.type(named: name.value), definitions.isResource(type) { return type }
        let known = definitions.resources.map(\.name)
        diagnostics.error(
            at: name.location,
            key: path("resource"),
            "FHIR R4 has no resource `\(name.value)`",
            suggestion: closestMatch(to: name.value, in: known).map { "did you mean `\($0)`?" }
        )
        return nil
    }

    /// The keys of one entry of an `emit` list.
    struct BlockNodes {
        let source: Node?
        let when: Node?
        let emit: Node?
        let resource: Located<String>?
        let alias: Located<String>?
        let use: Node?
        let set: Node?
        let identity: Node?
        let groupBy: Node?
        let key: Node?
        let merges: Bool
        let write: MapSource.WriteMode?

        init(_ reader: inout MappingReader, into diagnostics: inout Diagnostics) {
            source = reader.optional("for")
            when = reader.optional("when")
            emit = reader.optional("emit")
            resource = reader.text("resource", into: &diagnostics)
            alias = reader.text("as", into: &diagnostics)
            use = reader.optional("use")
            set = reader.optional("set")
            identity = reader.optional("identity")
            groupBy = reader.optional("group_by")
            key = reader.optional("key")
            merges = reader.boolean("merge", into: &diagnostics) ?? false
            write = reader.choice("write", of: MapSource.WriteMode.self, into: &diagnostics)
        }
    }
}
