// Finds maps by name, source and target, and gives each use of one a number (stage "resolve").
//
// A segment map means what its names mean where it is used, so it becomes one function a scope; a datatype map
// sees only its value and becomes one function for all.

import FHIR
import FHIRPath
import HL7v2
import LocatedYAML

/// The maps of a site as functions of the language.
struct MapDirectory: FunctionDirectory {
    /// One function that the site's maps are compiled to.
    struct Instance {
        enum Kind {
            /// A map by its number, in a scope.
            case map(Int, Scope)
            case reference(frame: Int, alias: Int, isPlural: Bool)
            case resource
        }
        let kind: Kind
        /// The frame it is used in.
        let frame: Int
    }

    /// What tells one instance from another.
    private struct Key: Hashable {
        var map = -1
        var structure: String?
        var group = GroupID.root
        var iterated: String?
        var frame = -1
        var target = -1
        var alias = -1
        var isPlural = false
    }

    /// The names that an `emit` list gives to its resources.
    struct Frame {
        let parent: Int
        var aliases: [String]
    }

    let sources: [MapSource]
    private let byName: [String: [Int]]
    private(set) var instances: [Instance] = []
    private var numbers: [Key: Int32] = [:]
    /// The function that is compiled now; -1 for rules of a message map.
    var caller: Int32 = -1
    /// Which functions of maps call or use which.
    private(set) var calls: [Int32: Set<Int32>] = [:]
    /// The functions that expressions call, which `use` alone does not.
    private(set) var called: Set<Int32> = []
    var frames: [Frame] = []
    /// The frame of what is compiled now; -1 outside message maps.
    var frame = -1
    private let definitions = FHIR.Definitions.r4

    init(sources: [MapSource]) {
        self.sources = sources
        byName = Dictionary(grouping: sources.indices) { sources[$0].name }
    }

    var names: [String] { byName.keys.sorted() + ["reference", "references", "resource"] }

    func form(of name: String) -> FunctionForm? {
        switch name {
        case "reference", "references": .names
        case "resource": .wrapper
        default: byName[name] == nil ? nil : .values
        }
    }

    mutating func resolve(_ request: FunctionRequest) throws(CheckProblem) -> ResolvedFunction {
        switch request.name {
        case "reference", "references": return try reference(request)
        case "resource": return try resource(request)
        default: return try map(request)
        }
    }

    // MARK: References

    private mutating func reference(_ request: FunctionRequest) throws(CheckProblem) -> ResolvedFunction {
        guard let name = request.names.first, request.names.count == 1, request.arguments.count < 2 else {
            throw CheckProblem(
                "`\(request.name)` takes one name, and where wanted a key",
                suggestion: "as in `\(request.name)(patient)`"
            )
        }
        guard let target = frameNaming(name), let alias = frames[target].aliases.firstIndex(of: name) else {
            throw unknownAlias(name)
        }
        let isPlural = request.name == "references"
        let key = Key(target: target, alias: alias, isPlural: isPlural)
        let number = number(key, .reference(frame: target, alias: alias, isPlural: isPlural))
        return ResolvedFunction(number: number, type: referenceType(isPlural), manner: .deferredOnce)
    }

    /// The list that names a resource: the one at hand, else the nearest around it, else the only one below them.
    private func frameNaming(_ name: String) -> Int? {
        var current = frame
        var outermost = frame
        while current >= 0 {
            if frames[current].aliases.contains(name) { return current }
            outermost = current
            current = frames[current].parent
        }
        let below = frames.indices.filter {
            frames[$0].aliases.contains(name) && isFrame($0, inside: outermost)
        }
        return below.count == 1 ? below[0] : nil
    }

    private func isFrame(_ frame: Int, inside outer: Int) -> Bool {
        var current = frame
        while current >= 0, current != outer { current = frames[current].parent }
        return current == outer && outer >= 0
    }

    private func unknownAlias(_ name: String) -> CheckProblem {
        var known: [String] = []
        var current = frame
        while current >= 0 {
            known += frames[current].aliases
            current = frames[current].parent
        }
        guard !known.isEmpty else {
            return CheckProblem(
                "nothing is named by `as:` here",
                suggestion: "use `reference()` in message maps"
            )
        }
        let meant = closestMatch(to: name, in: known)
        return CheckProblem(
            "no resource in reach is named `\(name)`",
            suggestion: meant.map { "did you mean `\($0)`?" }
                ?? "known here: \(known.joined(separator: ", "))"
        )
    }

    private mutating func resource(_ request: FunctionRequest) throws(CheckProblem) -> ResolvedFunction {
        let kinds = request.arguments.flatMap { $0.alternatives.isEmpty ? [$0.kind] : Array($0.alternatives) }
        guard request.arguments.count == 1, kinds.allSatisfy(isResource) else {
            throw CheckProblem(
                "`resource` takes the call of a map to a resource",
                suggestion: "as in `resource(XCN(OBR-16))`"
            )
        }
        let number = number(Key(target: -2), .resource)
        let isPlural = request.arguments[0].isPlural
        return ResolvedFunction(number: number, type: referenceType(isPlural), manner: .deferredEach)
    }

    private func isResource(_ kind: StaticType.Kind) -> Bool {
        switch kind {
        case .fhir(let type): definitions.isResource(type)
        case .nothing: true
        default: false
        }
    }

    private func referenceType(_ isPlural: Bool) -> StaticType {
        StaticType(definitions.type(named: "Reference").map { .fhir($0) } ?? .unknown, isPlural: isPlural)
    }

    // MARK: Maps

    private mutating func map(_ request: FunctionRequest) throws(CheckProblem) -> ResolvedFunction {
        let chosen = try choose(request)
        let source = sources[chosen]
        let number = self.number(ofMap: chosen, in: request.scope)
        called.insert(number)
        return ResolvedFunction(number: number, type: type(of: source), manner: manner(of: source))
    }

    /// The number of a map's function in a scope; the function under way is taken to call it.
    mutating func number(ofMap map: Int, in scope: Scope) -> Int32 {
        let number = numberOnly(ofMap: map, in: scope)
        if caller >= 0 { calls[caller, default: []].insert(number) }
        return number
    }

    private mutating func numberOnly(ofMap map: Int, in scope: Scope) -> Int32 {
        let source = sources[map]
        guard case .segment(let segment) = source.origin else {
            var inner = Scope()
            inner.isClosed = true
            inner.parameters = source.parameters
            inner.constants = source.constants
            if case .datatype(let name) = source.origin { inner = inner.on(.datatype(name)) }
            return number(Key(map: map), .map(map, inner))
        }
        var inner = scope.on(.segment(segment))
        inner.constants = source.constants
        let key = Key(
            map: map,
            structure: inner.structure?.name,
            group: inner.group,
            iterated: inner.iteratedSegment,
            frame: frame
        )
        return number(key, .map(map, inner))
    }

    private mutating func number(_ key: Key, _ kind: Instance.Kind) -> Int32 {
        if let known = numbers[key] { return known }
        instances.append(Instance(kind: kind, frame: frame))
        let number = Int32(instances.count - 1)
        numbers[key] = number
        return number
    }

    private func type(of source: MapSource) -> StaticType {
        guard definitions.isPrimitive(source.target) else { return StaticType(.fhir(source.target)) }
        return StaticType(.fhir(source.target))
    }

    private func manner(of source: MapSource) -> ResolvedFunction.Manner {
        if definitions.isPrimitive(source.target) { return .inline }
        return source.parameters.isEmpty ? .deferredEach : .deferredOnce
    }

    private func choose(_ request: FunctionRequest) throws(CheckProblem) -> Int {
        let all = byName[request.name] ?? []
        let fitting = all.filter { takes(sources[$0], request) }
        guard !fitting.isEmpty else {
            throw CheckProblem("`\(request.name)` \(argumentsInWords(all))")
        }
        let targets = request.forced.map { [$0] } ?? request.wanted
        var candidates = targets.isEmpty ? fitting : fitting.filter { targets.contains(sources[$0].target) }
        if candidates.isEmpty, targets.contains(where: { definitions.isPrimitive($0) }) {
            candidates = fitting.filter { definitions.isPrimitive(sources[$0].target) }
        }
        guard !candidates.isEmpty else {
            let yields = fitting.map { definitions[sources[$0].target].name }.joined(separator: " or ")
            let wanted = targets.map { definitions[$0].name }.joined(separator: " or ")
            throw CheckProblem("`\(request.name)` yields \(yields), and \(wanted) is wanted here")
        }
        return try single(candidates, request)
    }

    private func single(_ candidates: [Int], _ request: FunctionRequest) throws(CheckProblem) -> Int {
        if candidates.count == 1 { return candidates[0] }
        let exact = candidates.filter { isExact(sources[$0], request.arguments.first?.kind) }
        if exact.count == 1 { return exact[0] }
        // Of nothing nothing is made, whichever map is taken.
        if request.arguments.allSatisfy({ $0.kind == .nothing }) { return candidates[0] }
        let primitive = candidates.filter { definitions.isPrimitive(sources[$0].target) }
        if request.wanted.isEmpty, request.forced == nil, primitive.count == 1 { return primitive[0] }
        let files = candidates.map { sources[$0].path }.joined(separator: ", ")
        throw CheckProblem(
            "`\(request.name)` is ambiguous here: \(files)",
            suggestion:
                "force the type, as in `\(request.name)(…, '\(definitions[sources[candidates[0]].target].name)')`"
        )
    }

    private func takes(_ source: MapSource, _ request: FunctionRequest) -> Bool {
        let count = request.arguments.count
        return source.parameters.isEmpty ? count == 1 : (1...source.parameters.count).contains(count)
    }

    private func argumentsInWords(_ maps: [Int]) -> String {
        let parameters = maps.map { sources[$0].parameters }.max { $0.count < $1.count } ?? []
        return parameters.isEmpty ? "takes one value" : "takes \(parameters.joined(separator: ", "))"
    }

    private func isExact(_ source: MapSource, _ kind: StaticType.Kind?) -> Bool {
        switch (source.origin, kind) {
        case (.datatype(let name), .datatype(let given)): name == given
        case (.segment(let name), .segment(let given)): name == given
        default: false
        }
    }

    // MARK: Maps found without a call

    /// The one map from a kind of value to a type.
    func implicitMap(from kind: StaticType.Kind, to types: [TypeID]) throws(CheckProblem) -> Int {
        let toTypes = sources.indices.filter {
            types.contains(sources[$0].target) && sources[$0].parameters.isEmpty
        }
        let exact = toTypes.filter { isExact(sources[$0], kind) }
        if exact.count == 1 { return exact[0] }
        let name: String
        switch kind {
        case .datatype(let given), .segment(let given): name = given
        default:
            throw CheckProblem(
                "what kind of value this is cannot be known",
                suggestion: "call a map by its name"
            )
        }
        if let own = exact.first(where: { sources[$0].name == name }), !exact.isEmpty { return own }
        let related = toTypes.filter {
            if case .datatype(let source) = sources[$0].origin {
                Datatypes.map(from: source, takes: name)
            } else {
                false
            }
        }
        let candidates = exact.isEmpty ? related : exact
        let target = types.map { definitions[$0].name }.joined(separator: " or ")
        guard let first = candidates.first else {
            throw CheckProblem("there is no map from \(name) to \(target)")
        }
        guard candidates.count == 1 else {
            let names = candidates.map { "`\(sources[$0].name)`" }.joined(separator: ", ")
            throw CheckProblem(
                "several maps lead from \(name) to \(target): \(names)",
                suggestion: "call one by its name"
            )
        }
        return first
    }

    /// The map of a name to a type, for `use:` and for lists of candidates.
    func map(named name: String, to types: [TypeID], primitive: Bool = false) -> Int? {
        let all = byName[name] ?? []
        return all.first { types.contains(sources[$0].target) }
            ?? (primitive ? all.first { definitions.isPrimitive(sources[$0].target) } : nil)
    }

    func hasMap(named name: String) -> Bool { byName[name] != nil }
}
