// One run of a map from FHIR to FHIR: the received resource is copied, and what the map names is changed in the copy.
//
// Expressions read the resource as it was received, so a rule means the same wherever it stands. What comes out is
// checked against the definitions: a resource that lacks what FHIR requires is none.

import FHIR
import FHIRPath
import LocatedYAML

/// A map from FHIR to FHIR at work.
struct ChangeRun {
    typealias Focus = ResourceReader.Focus
    typealias Stopped = ResourceReader.Stopped

    /// Maps within maps.
    static let depthLimit = 20

    /// A resource that is added.
    struct Added {
        let addition: ChangePlan.Addition
        let focus: Focus
        let id: String
        let location: SourceLocation

        /// What references and the entry call it.
        var fullURL: String { "urn:uuid:\(id)" }
    }

    /// An entry that was received and stays.
    struct Survivor {
        let entry: TreeBuilder.Node
        let resource: TreeBuilder.Node
        /// Where its resource was: `Patient/123`.
        let address: String?
    }

    let map: ResourceChange
    let identity: [UInt8]
    let context: MapContext
    var reader: ResourceReader
    var builder: TreeBuilder
    var depth = 0
    /// What is added, so that it can be referred to before it is made.
    var added: [Added] = []
    var survivors: [Survivor] = []
    /// What has a name in every map.
    let commonNames: [String: [TreeValue]]

    init(_ map: ResourceChange, over tree: Tree, identity: [UInt8], in context: MapContext) {
        self.map = map
        self.identity = identity
        self.context = context
        reader = ResourceReader(
            tree,
            controlID: ControlID.text(of: identity, map: map.name),
            in: context
        )
        builder = TreeBuilder(definitions: tree.definitions)
        let isBundle = tree.root.type.name == ResourceRun.bundle.type
        commonNames = [ResourceRun.bundle.name: isBundle ? [.node(tree.rootIndex)] : []]
    }

    var tree: Tree { reader.tree }
    var definitions: FHIR.Definitions { tree.definitions }
    var plan: ChangePlan { map.plan }

    /// Runs the map to its end.
    mutating func outcome() -> ResourceChangeOutcome {
        let focus = Focus(node: tree.rootIndex, position: 1, names: commonNames)
        let main = plan.maps[map.number]
        do {
            let isCopy = main.origin == main.target
            let root = isCopy ? builder.graft(tree) : builder.resource(main.target)
            var dropped: Set<String> = []
            if builder.definitions[main.target].name == ResourceRun.bundle.type {
                dropped = try runBlocks(on: root, isCopy: isCopy)
            }
            _ = try fill(root, main.content, focus)
            if builder.definitions[main.target].name == ResourceRun.bundle.type {
                finishEntries(of: root, dropped: dropped)
            }
            let made = try rewritten(builder.freeze(root))
            check(made)
            let isFailed = reader.problems.contains { $0.severity == .error }
            return ResourceChangeOutcome(resource: isFailed ? nil : made, problems: reader.problems)
        } catch {
            report("the resource asks for more work than a map may do", at: tree.rootIndex, map.location)
            return ResourceChangeOutcome(resource: nil, problems: reader.problems)
        }
    }

    /// Reports what FHIR requires of what was made; what was received was checked where it came in.
    private mutating func check(_ made: Tree) {
        let known = Set(Validator.issues(in: tree).map(\.description))
        for issue in Validator.issues(in: made)
        where issue.severity == .error && !known.contains(issue.description) {
            reader.report(issue, map.location)
        }
    }

    // MARK: Content

    /// Fills a value, in which what was received may stand already: what is dropped goes, then rules and maps write.
    mutating func fill(
        _ node: TreeBuilder.Node,
        _ content: ChangePlan.Content,
        _ focus: Focus
    ) throws(Stopped) -> ResourcePlan.Written {
        for path in content.dropped { drop(path[...], in: node) }
        var written = ResourcePlan.Written.nothing
        for rule in content.rules { written = max(written, try apply(rule, to: node, focus)) }
        for maps in content.uses {
            if let found = self.map(among: maps, for: focus) {
                written = max(written, try run(found, on: node, focus))
            }
        }
        return written
    }

    /// The first of some maps that takes the value at hand.
    func map(among maps: [Int], for focus: Focus) -> ChangePlan.Map? {
        let type = tree.type(at: focus.node)
        return maps.lazy.map { [plan] in plan.maps[$0] }.first { definitions.type(type, isA: $0.origin) }
    }

    /// Runs a map on a value; whether it wrote anything.
    mutating func run(
        _ map: ChangePlan.Map,
        on node: TreeBuilder.Node,
        _ focus: Focus
    ) throws(Stopped) -> ResourcePlan.Written {
        var inner = focus
        inner.names = commonNames
        if let condition = map.condition, try !reader.holds(condition, inner) { return .nothing }
        guard depth < Self.depthLimit else { throw Stopped() }
        depth += 1
        defer { depth -= 1 }
        return try fill(node, map.content, inner)
    }

    /// Takes elements out, of every element on the way.
    private mutating func drop(_ path: ArraySlice<String>, in node: TreeBuilder.Node) {
        guard let step = path.first else { return }
        for member in members(named: step, in: node) {
            guard path.count > 1 else {
                builder.removeAll(member, in: node)
                continue
            }
            for element in builder.elements(of: member, in: node) { drop(path.dropFirst(), in: element) }
        }
    }

    /// The members that a name means in a value: those of every type of a choice.
    func members(named name: String, in node: TreeBuilder.Node) -> [Member] {
        let type = builder.type(of: node)
        if let member = definitions.member(named: name, in: type) { return [member] }
        guard let element = definitions.element(named: name, in: type) else { return [] }
        return element.types.compactMap { element.member(as: $0.type) }
    }

    mutating func report(
        _ reason: String,
        _ severity: MapProblem.Severity = .error,
        at node: Tree.Index,
        _ rule: SourceLocation
    ) {
        reader.report(reason, severity, at: node, rule)
    }
}
