// Walks through map files and takes them apart into facts, following `set`, `use`, and calls of other maps.
//
// It reads what the files say and runs nothing. Conditions count as read by constants alone: what a value is made
// of is its expression, and what a constant depends on is its condition and its neighbours.

import FHIR
import FHIRPath
import HL7v2
import LocatedYAML

@testable import Mapping

/// Gathers the facts of a library.
struct FactCollector {
    /// What the names of an expression mean where it stands.
    struct Scope {
        /// The value at hand, which `$this` and `.1` mean.
        var base: Set<FactSource> = []
        var parameters: [String: Set<FactSource>] = [:]
        /// The resources that the names after `as:` stand for.
        var aliases: [String: Set<String>] = [:]
        var segments: Set<String> = []
        /// What OBX-5 may be: by the case of a switch over OBX-2, or by the condition of a map.
        var datatypes: Set<String> = []

        /// Sources in a field whose datatype varies, as parts of the datatype that it has here.
        func varying(_ sources: Set<FactSource>) -> Set<FactSource> {
            let parts = sources.filter { $0.reads(FactSource(root: "OBX", numbers: [5])) }
                .map { Array($0.numbers.dropFirst()) }
            return Set(
                datatypes.flatMap { datatype in parts.map { FactSource(root: datatype, numbers: $0) } }
            )
        }
    }

    /// Where a value goes.
    struct Place {
        var type: String
        var path: [FactStep] = []
        /// The type of the element; `nil` for a choice that is open, or where nothing is known.
        var element: TypeID?
    }

    /// A map that was called with these values: once is enough.
    struct Call: Hashable {
        let map: Int
        let base: Set<FactSource>
        let parameters: [String: Set<FactSource>]
    }

    /// A resource that the map of a structure makes of a segment.
    struct Emission: Hashable {
        let structure: String
        let segment: String
        let resource: String
    }

    let maps: [MapSource]
    let byName: [String: [Int]]
    var facts: [MapFact] = []
    var emissions: Set<Emission> = []
    var made: Set<Call> = []
    let definitions = FHIR.Definitions.r4
    let syntax = ExpressionShelf()

    init(_ maps: [MapSource]) {
        self.maps = maps
        byName = Dictionary(grouping: maps.indices) { maps[$0].name }
        var traces: [Int: Set<Trace>] = [:]
        for index in maps.indices where maps[index].emit == nil {
            let start = facts.count
            collect(index)
            traces[index] = Self.traces(of: facts[start...])
        }
        for map in maps {
            guard case .structure(let structure) = map.origin, let emit = map.emit else { continue }
            let scope = Scope(aliases: Self.aliases(in: emit))
            bundle(of: map)
            emissions(of: emit, of: structure, scope, traces)
        }
    }

    /// The facts of a message map about the Bundle itself, whose kind every message that has a header gets.
    private mutating func bundle(of map: MapSource) {
        let scope = Scope(segments: ["MSH"])
        let place = Place(type: "Bundle", element: map.target)
        let kind = place.element("type", definitions)
        facts.append(kind.fact(scope, sources: [], texts: [map.bundle.rawValue], isConstant: true))
    }

    /// The facts of a map for itself.
    private mutating func collect(_ index: Int) {
        let map = maps[index]
        var scope = Scope()
        switch map.origin {
        case .segment(let name): scope.segments = [name]
        case .datatype(let name): scope.base = [FactSource(root: name, numbers: [])]
        default: break
        }
        let place = Place(type: definitions[map.target].name, element: map.target)
        body(of: map, at: place, scope)
    }

    /// What a map sets, at a place; its constants depend on what it is given, and on its condition.
    mutating func body(of map: MapSource, at place: Place, _ scope: Scope) {
        let start = facts.count
        var scope = scope
        if case .segment("OBX") = map.origin, let condition = map.when?.scalar, scope.datatypes.isEmpty {
            scope.datatypes = reading(condition, scope).texts.filter { Datatypes.isDatatype($0) }
        }
        if let set = map.set { elements(set, at: place, scope) }
        if let node = map.value { value(node, at: place, scope, []) }
        var given = scope.base.union(scope.parameters.values.flatMap(\.self))
        if let condition = map.when?.scalar { given.formUnion(reading(condition, scope).sources) }
        for index in facts.indices[start...] where facts[index].isConstant && facts[index].sources.isEmpty {
            facts[index].sources = given
        }
    }

    mutating func elements(_ node: Node, at place: Place, _ scope: Scope) {
        for entry in node.mapping ?? [] {
            value(entry.value, at: place.element(entry.key, definitions), scope, [])
        }
    }

    /// A value in any of its forms.
    mutating func value(_ node: Node, at place: Place, _ scope: Scope, _ conditions: Set<FactSource>) {
        if let text = node.scalar { return expression(text, at: place, scope, conditions) }
        if let items = node.sequence { return items.forEach { value($0, at: place, scope, conditions) } }
        var (scope, conditions) = (scope, conditions)
        if let loop = node["for"]?.scalar {
            let reading = reading(loop, scope)
            scope.base = reading.sources
            scope.segments.formUnion(reading.segments)
            conditions.formUnion(reading.sources)
        }
        for key in ["when", "switch"] {
            if let text = node[key]?.scalar { conditions.formUnion(reading(text, scope).sources) }
        }
        let start = facts.count
        if let constant = node["constant"]?.scalar {
            facts.append(place.fact(scope, sources: conditions, texts: [constant], isConstant: true))
        }
        if let inner = node["value"] { value(inner, at: place, scope, conditions) }
        for entry in node["cases"]?.mapping ?? [] {
            var inner = scope
            if node["switch"]?.scalar == "OBX-2" { inner.datatypes = [entry.key] }
            candidates(entry.value, at: place, inner, conditions)
        }
        var nested = place
        if let type = node["type"]?.scalar { nested.choose(type, definitions) }
        if let set = node["set"] {
            elements(set, at: nested, scope)
            name(set, at: nested, from: start)
        }
        for name in node["use"].map(Self.names) ?? [] { use(name, at: nested, scope) }
        if node["set"] != nil || node["use"] != nil { share(start, conditions) }
        if let otherwise = node["otherwise"] { candidates(otherwise, at: place, scope, conditions) }
    }

    /// Constants of one element, and texts that an expression chooses, stand only where the rest of it does.
    private mutating func share(_ start: Int, _ conditions: Set<FactSource>) {
        let variable = facts[start...].filter { !$0.isConstant }.flatMap(\.sources)
        for index in facts.indices[start...] where facts[index].isConstant || !facts[index].texts.isEmpty {
            facts[index].sources.formUnion(variable)
            facts[index].sources.formUnion(conditions)
        }
    }

    /// A reference by type and identifier names a resource as much as one by its address: what is in its identifier is
    /// in that of the resource (R4, Reference.identifier).
    private mutating func name(_ set: Node, at place: Place, from start: Int) {
        guard let type = set["type"]?["constant"]?.scalar, set["identifier"] != nil else { return }
        let length = place.path.count
        for index in facts.indices[start...] {
            let path = facts[index].path
            guard path.count > length, path[length].name == "identifier" else { continue }
            facts[index].refersTo.insert(type)
            var named = facts[index]
            (named.type, named.path, named.refersTo) = (type, Array(path.dropFirst(length)), [])
            facts.append(named)
        }
    }

    /// In a switch a bare name is a map.
    private mutating func candidates(
        _ node: Node,
        at place: Place,
        _ scope: Scope,
        _ conditions: Set<FactSource>
    ) {
        for item in node.sequence ?? [node] {
            if let name = item.scalar, byName[name] != nil {
                use(name, at: place, scope)
            } else {
                value(item, at: place, scope, conditions)
            }
        }
    }

    /// A map that goes on filling an element.
    private mutating func use(_ name: String, at place: Place, _ scope: Scope) {
        for index in byName[name] ?? [] {
            let map = maps[index]
            guard place.element.map({ $0 == map.target }) ?? !definitions.isResource(map.target) else {
                continue
            }
            var inner = scope
            if case .segment(let segment) = map.origin { inner.segments.insert(segment) }
            var target = place
            target.choose(definitions[map.target].name, definitions)
            body(of: map, at: target, inner)
        }
    }

    static func names(_ node: Node) -> [String] {
        node.scalar.map { [$0] } ?? node.sequence?.compactMap(\.scalar) ?? []
    }

    private static func aliases(in node: Node) -> [String: Set<String>] {
        var aliases: [String: Set<String>] = [:]
        for entry in node.sequence ?? [] {
            if let name = entry["as"]?.scalar, let resource = entry["resource"]?.scalar {
                aliases[name, default: []].insert(resource)
            }
            if let emit = entry["emit"] { aliases.merge(Self.aliases(in: emit)) { $0.union($1) } }
        }
        return aliases
    }
}

extension FactCollector.Place {
    /// The place of an element below this one.
    func element(_ key: String, _ definitions: FHIR.Definitions) -> Self {
        var place = self
        for name in key.split(separator: ".").map(String.init) {
            (place.path, place.element) = (
                place.path + [FactStep(name, in: place.element, definitions)], place.next(name, definitions)
            )
        }
        return place
    }

    /// Says which type a choice has.
    mutating func choose(_ type: String, _ definitions: FHIR.Definitions) {
        guard let last = path.last, last.isChoice, last.type == nil else { return }
        path[path.count - 1] = FactStep(name: last.name, type: type, isChoice: true)
        element = definitions.type(named: type)
    }

    func fact(
        _ scope: FactCollector.Scope,
        sources: Set<FactSource>,
        texts: Set<String> = [],
        isConstant: Bool = false
    ) -> MapFact {
        MapFact(
            type: type,
            path: path,
            sources: sources,
            texts: texts,
            isConstant: isConstant,
            segments: scope.segments
        )
    }

    private func next(_ name: String, _ definitions: FHIR.Definitions) -> TypeID? {
        guard let element, let found = definitions.element(named: name, in: element) else { return nil }
        let member = definitions.member(named: name, in: element) ?? found.onlyMember
        return member.map { definitions.type(of: $0) }
    }
}

extension FactStep {
    /// The step that a name is, in a type.
    init(_ name: String, in type: TypeID?, _ definitions: FHIR.Definitions) {
        guard let type, let element = definitions.element(named: name, in: type), element.isChoice else {
            self.init(name: name.replacing("[x]", with: ""), type: nil, isChoice: name.hasSuffix("[x]"))
            return
        }
        let member = name.hasSuffix("[x]") ? nil : definitions.member(named: name, in: type)
        self.init(
            name: element.name.replacing("[x]", with: ""),
            type: member.map { definitions[definitions.type(of: $0)].name },
            isChoice: true
        )
    }
}
