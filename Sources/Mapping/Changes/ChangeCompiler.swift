// Turns maps from FHIR to FHIR into plans (stages "check" and "compile"). Problems are collected; what is wrong becomes
// nothing.

import FHIR
import FHIRPath
import LocatedYAML

/// Compiles all maps from FHIR to FHIR of a site.
struct ChangeCompiler: ExpressionCompiling {
    typealias Scope = ResourceCompiler.Scope

    let sources: [ChangeSource]
    let tables: [CodeTable]
    let constants: SharedConstants
    let direction = TreeScope.Direction.forward
    let definitions = FHIR.Definitions.r4
    var ownConstants: [String: String] = [:]
    var diagnostics = Diagnostics()
    var keys: [String] = []
    /// The names that `emit` gives to what it adds, for `reference(NAME)`.
    var addedNames: Set<String> = []
    private let byName: [String: [Int]]

    init(sources: [ChangeSource], tables: [CodeTable], constants: SharedConstants) {
        self.sources = sources
        self.tables = tables
        self.constants = constants
        byName = Dictionary(grouping: sources.indices) { sources[$0].name }
    }

    /// Compiles every map; those that make resources of resources come back by name.
    mutating func compileAll() -> [String: ResourceChange] {
        reportTwins()
        var plan = ChangePlan()
        var parts:
            [(blocks: [ChangePlan.Block], split: ChangePlan.Expression?, references: ChangePlan.Expression?)] =
                []
        for source in sources {
            keys = []
            ownConstants = source.constants
            let scope = Scope(within: source.origin)
            let condition = source.when.flatMap { self.condition($0, key: "when", scope) }
            let split = source.split.flatMap { self.split($0, scope) }
            let blocks = source.emit.map { self.blocks($0, of: source, scope) } ?? []
            let references = source.references.flatMap { self.references($0) }
            let content = content(source.drop, source.set, nil, of: source.target, scope)
            check(source, content)
            plan.maps.append(
                ChangePlan.Map(
                    origin: source.origin,
                    target: source.target,
                    condition: condition,
                    content: content,
                    location: source.location
                )
            )
            parts.append((blocks, split, references))
        }
        var maps: [String: ResourceChange] = [:]
        for (number, source) in sources.enumerated()
        where definitions.isResource(source.origin) && definitions.isResource(source.target) {
            maps[source.name] = ResourceChange(
                name: source.name,
                type: source.origin,
                number: number,
                split: parts[number].split,
                blocks: parts[number].blocks,
                references: parts[number].references,
                plan: plan,
                location: source.location
            )
        }
        return maps
    }

    /// Two maps of one name, source and target leave open which is meant; maps of resources are found by name alone.
    private mutating func reportTwins() {
        var known: [String: ChangeSource] = [:]
        for source in sources {
            let isResource = definitions.isResource(source.origin)
            let types = "\(definitions[source.origin].name) \(definitions[source.target].name)"
            let key = isResource ? source.name : "\(source.name) \(types)"
            if let other = known[key] {
                diagnostics.error(
                    at: source.location,
                    key: "map",
                    "`\(other.path)` has a map of this name",
                    suggestion: "give one of them another name"
                )
            }
            known[key] = source
        }
    }

    private mutating func check(_ source: ChangeSource, _ content: ChangePlan.Content) {
        if source.set == nil, source.drop == nil, source.emit == nil, source.split == nil,
            source.references == nil
        {
            diagnostics.error(
                at: source.location,
                key: "map",
                "the map changes nothing",
                suggestion: "say what it does by `set`, `drop` or `emit`"
            )
        }
        // A Bundle without a type of its own is a collection.
        guard source.origin != source.target, definitions.isResource(source.target), source.emit == nil else {
            return
        }
        checkRequired(of: source.target, content, at: source.location, key: "set")
    }

    /// `references:` is about every Reference that goes out.
    private mutating func references(_ node: Node) -> ChangePlan.Expression? {
        guard let type = definitions.type(named: "Reference") else { return nil }
        guard let found = expression(node, key: "references", Scope(within: type)) else { return nil }
        guard found.expression.type.isPlural || found.expression.type.isComplex else { return found }
        diagnostics.error(
            at: node.location,
            key: "references",
            "a reference becomes one text",
            suggestion: "as in `reference.replace('http://old.example.org/', '')`"
        )
        return nil
    }

    /// The maps of a name that make one of some types, of those that can take a type.
    func maps(named name: String, to targets: [TypeID], from type: TreeType) -> [Int] {
        (byName[name] ?? []).filter { number in
            let source = sources[number]
            guard targets.contains(where: { definitions.type(source.target, isA: $0) }) else { return false }
            return type.types?.contains {
                definitions.type($0, isA: source.origin) || definitions.type(source.origin, isA: $0)
            } ?? true
        }
    }

    /// What the maps of a name make of what, for people.
    func words(forMapsNamed name: String) -> String {
        (byName[name] ?? []).map {
            "\(definitions[sources[$0].origin].name) to \(definitions[sources[$0].target].name)"
        }.sorted().joined(separator: ", ")
    }

    func hasMap(named name: String) -> Bool { byName[name] != nil }

    /// The names of all maps.
    var names: [String] { byName.keys.sorted() }

    /// The elements that some maps fill by rules of their own.
    func elementsSet(by uses: [[Int]]) -> Set<String> {
        Set(
            uses.joined().flatMap { number in
                (sources[number].set?.mapping ?? []).compactMap {
                    $0.key.split(separator: ".").first.map(String.init)
                }
            }
        )
    }
}

extension ExpressionCompiling {
    /// `split:` is about resources of the Bundle.
    mutating func split(_ node: Node, _ scope: ResourceCompiler.Scope) -> ResourcePlan.Rule.Expression? {
        guard let found = expression(node, key: "split", scope) else { return nil }
        let definitions = FHIR.Definitions.r4
        let isBundle =
            scope.this.types?.allSatisfy { definitions[$0].name == ResourceRun.bundle.type } ?? true
        let areResources = found.expression.type.types?.allSatisfy { definitions.isResource($0) } ?? true
        guard isBundle, areResources else {
            diagnostics.error(
                at: node.location,
                key: path("split"),
                isBundle ? "a Bundle is split by resources of it" : "only a Bundle is split",
                suggestion: isBundle ? "as in `entry.resource.ofType(ServiceRequest)`" : nil
            )
            return nil
        }
        return found
    }
}
