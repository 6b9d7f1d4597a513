// One run of a map from FHIR over one resource: blocks, segments, and what the version requires of them.

import FHIR
import FHIRPath
import HL7v2
import LocatedYAML

/// A map from FHIR at work.
struct ResourceRun {
    typealias Focus = ResourceReader.Focus
    typealias Stopped = ResourceReader.Stopped

    /// What a segment or group was made of, to say what it lacks.
    private struct Origin {
        let node: Tree.Index
        let rule: SourceLocation
    }

    /// Maps within maps.
    static let depthLimit = 20
    /// The name by which every map sees the Bundle that the message is made of; nothing where it is made of another
    /// resource.
    static let bundle = (name: "bundle", type: "Bundle")
    /// The name by which every map sees the version of the message, such as `2.5.1`.
    static let versionName = "version"

    let map: ResourceMap
    let context: MapContext
    let controlID: String
    /// The resource, its expressions, and what went wrong.
    var reader: ResourceReader
    var builder: MessageBuilder
    var depth = 0
    /// What has a name in every map.
    let commonNames: [String: [TreeValue]]
    private var segmentOrigins: [(segment: MessageBuilder.Segment, name: SegmentName, origin: Origin)] = []
    private var groupOrigins: [MessageBuilder.Group: Origin] = [:]
    /// What yielded nothing in a group, by the segment or group that would have been emitted.
    private var barren: [MessageBuilder.Group: [String: ResourcePlan.Rule.Expression]] = [:]

    init(_ map: ResourceMap, over tree: Tree, controlID: String, in context: MapContext) {
        self.map = map
        self.context = context
        self.controlID = controlID
        reader = ResourceReader(tree, controlID: controlID, in: context)
        let isBundle = tree.root.type.name == Self.bundle.type
        commonNames = [
            Self.bundle.name: isBundle ? [.node(tree.rootIndex)] : [],
            Self.versionName: [.string(map.version.text)],
        ]
        builder = MessageBuilder(map.structure, version: map.version)
    }

    var tree: Tree { reader.tree }

    /// Runs the map to its end.
    mutating func outcome(_ heading: MessageHeading) -> ResourceMapOutcome {
        let root = Focus(node: tree.rootIndex, position: 1, names: commonNames)
        groupOrigins[.root] = Origin(node: tree.rootIndex, rule: map.location)
        do {
            try run(map.blocks, in: .root, root)
        } catch {
            report("the resource asks for more work than a map may do", at: root.node, map.location)
            return ResourceMapOutcome(message: nil, problems: reader.problems)
        }
        let version = map.version
        builder.numberSets { ResourceCompiler.isNumbered($0, version: version) }
        writeHeader(heading)
        checkFields()
        checkGroup(.root)
        guard !reader.problems.contains(where: { $0.severity == .error }) else {
            return ResourceMapOutcome(message: nil, problems: reader.problems)
        }
        return ResourceMapOutcome(message: builder.bytes(), problems: reader.problems)
    }

    // MARK: Blocks

    private mutating func run(
        _ blocks: [ResourcePlan.Block],
        in group: MessageBuilder.Group,
        _ focus: Focus
    ) throws(Stopped) {
        for block in blocks {
            let items = try self.items(of: block.source, focus)
            if items.isEmpty, let source = block.source { note(source, of: block, in: group) }
            for item in items {
                var item = item
                if let name = block.name { item.names[name] = [.node(item.node)] }
                if let condition = block.condition, try !holds(condition, item) { continue }
                try run(block, in: group, item)
            }
        }
    }

    private mutating func note(
        _ source: ResourcePlan.Rule.Expression,
        of block: ResourcePlan.Block,
        in group: MessageBuilder.Group
    ) {
        switch block.body {
        case .segment(let name, _, _): barren[group, default: [:]][name.description] = source
        case .group(let id?, _): barren[group, default: [:]][map.structure[id].name] = source
        case .group(nil, _): break
        }
        guard block.isRequired else { return }
        report("`\(source.text)` yields nothing", at: tree.rootIndex, source.location)
    }

    private mutating func run(
        _ block: ResourcePlan.Block,
        in group: MessageBuilder.Group,
        _ focus: Focus
    ) throws(Stopped) {
        let origin = Origin(node: focus.node, rule: block.location)
        switch block.body {
        case .group(let id, let blocks):
            guard let id, id != builder.id(of: group) else { return try run(blocks, in: group, focus) }
            let inner = builder.begin(id, in: group)
            groupOrigins[inner] = origin
            try run(blocks, in: inner, focus)
        case .segment(let name, let rules, let uses):
            let segment = builder.begin(name, in: group)
            segmentOrigins.append((segment, name, origin))
            let address = FieldAddress(segment)
            var written = try run(rules, at: address, focus)
            for maps in uses { written = max(written, try run(maps, at: address, focus)) }
            let isVariable = !uses.isEmpty || rules.contains(where: \.value.isVariable)
            // A header stands in any case.
            if isVariable, written == .constants, !name.isHeader { clear(address) }
        }
    }

    // MARK: Requirements

    private mutating func checkFields() {
        for (segment, name, origin) in segmentOrigins where !builder.isEmpty(segment) {
            guard let definition = HL7v2.Definitions.shared.segment(name) else { continue }
            for field in definition.fields(version: map.version)
            where field.optionality == .required && !builder.hasField(field.number, in: segment) {
                if name == "MSH", field.number <= 2 { continue }
                report(
                    "\(name)-\(field.number) (\(field.title)) is required in \(map.version.text) and has no value",
                    at: origin.node,
                    origin.rule
                )
            }
        }
    }

    private mutating func checkGroup(_ group: MessageBuilder.Group) {
        let id = builder.id(of: group)
        let children = builder.children(of: group).filter { !builder.isEmpty($0) }
        for member in map.structure.members(of: id, in: map.version) where !member.isOptional {
            switch member.kind {
            case .segment(let names):
                if names.contains(where: { builder.hasSegment($0, in: group) }) { continue }
                lacks(names.map(\.description), group)
            case .group(let inner):
                if children.contains(where: { builder.id(of: $0) == inner }) { continue }
                lacks([map.structure[inner].name], group)
            }
        }
        for child in children { checkGroup(child) }
    }

    private mutating func lacks(_ names: [String], _ group: MessageBuilder.Group) {
        let id = builder.id(of: group)
        let owner = id == .root ? map.structure.name : map.structure[id].name
        let source = names.lazy.compactMap { [barren] in barren[group]?[$0] }.first
        let origin = groupOrigins[group]
        report(
            "\(names.joined(separator: " or ")) is required in \(owner)"
                + (source.map { ", and `\($0.text)` yields nothing" } ?? ", and nothing yields it"),
            at: origin?.node ?? tree.rootIndex,
            source?.location ?? origin?.rule ?? map.location
        )
    }

    // MARK: Reading

    mutating func report(
        _ reason: String,
        _ severity: MapProblem.Severity = .error,
        at node: Tree.Index,
        _ rule: SourceLocation
    ) {
        reader.report(reason, severity, at: node, rule)
    }

    mutating func items(
        of source: ResourcePlan.Rule.Expression?,
        _ focus: Focus
    ) throws(Stopped) -> [Focus] {
        try reader.items(of: source, focus)
    }

    mutating func holds(
        _ condition: ResourcePlan.Rule.Expression,
        _ focus: Focus
    ) throws(Stopped) -> Bool {
        try reader.holds(condition, focus)
    }

    mutating func values(
        of expression: ResourcePlan.Rule.Expression,
        _ focus: Focus
    ) throws(Stopped) -> [TreeValue] {
        try reader.values(of: expression, focus)
    }
}
