// Turns maps into a plan (stages "check" and "compile"). Problems are collected; what is wrong becomes nothing.

import FHIR
import FHIRPath
import HL7v2
import LocatedYAML

/// Compiles all maps of a site into one plan.
struct MapCompiler {
    var compiler: Compiler<MapDirectory>
    var plan: Plan
    var diagnostics = Diagnostics()
    /// The key path under way, for problems.
    var keys: [String] = []
    private var compiledInstances = 0
    private var requirementNumbers: [TypeID: Int32] = [:]
    /// The outermost frame of each message map, by the number of its source.
    private var outerFrames: [Int: Int] = [:]
    /// The maps that fill the Bundle of each message map, by the number of its source.
    private(set) var bundleUses: [Int: Plan.Run] = [:]
    /// The number of each `emit` list in another, by the number of that one and the entry's place in it.
    var frameNumbers: [FramePlace: Int] = [:]
    let definitions = FHIR.Definitions.r4
    /// The files of the site's own making.
    var ownFiles: Set<String> = []
    /// What is built from rules, until all maps are compiled.
    var built: [BuiltElement] = []

    /// Where an `emit` list stands: the same fragment may stand in several places.
    struct FramePlace: Hashable {
        let outer: Int
        let entry: Int
    }

    init(sources: [MapSource], tables: [CodeTable], constants: SharedConstants) {
        let program = Program(tables: tables)
        compiler = Compiler(program, directory: MapDirectory(sources: sources))
        compiler.constants = constants
        plan = Plan(program: program)
        // Number 0 means nothing, wherever values are named.
        plan.values.append(.nothing)
    }

    var sources: [MapSource] { compiler.directory.sources }
    var key: String { keys.joined(separator: ".") }

    /// Compiles every map; the message maps come back as blocks by the number of their source.
    mutating func compileAll() -> [Int: Plan.Run] {
        var roots: [Int: Plan.Run] = [:]
        for (number, source) in sources.enumerated() {
            guard case .structure(let name) = source.origin else { continue }
            outerFrames[number] = compiler.directory.frames.count
            compiler.strictFile = source.inherits ? source.path : nil
            let (blocks, uses) = compile(message: source, structure: Structure.named(name))
            (roots[number], bundleUses[number]) = (blocks, uses)
            compilePending()
        }
        compiler.strictFile = nil
        checkUse()
        compileUnused()
        compilePending()
        checkBuilt()
        checkCircles()
        compiler.program.measureReach()
        plan.program = compiler.program
        plan.measureNeeds()
        plan.measureInputs()
        return roots
    }

    /// The number of the outermost list of a message map.
    func frame(of source: Int) -> Int { outerFrames[source] ?? 0 }

    /// How many names the outermost list of a message map gives.
    func aliasCount(of source: Int) -> Int {
        guard let frame = outerFrames[source], compiler.directory.frames.indices.contains(frame) else {
            return 0
        }
        return compiler.directory.frames[frame].aliases.count
    }

    /// Segment and datatype maps that no message map uses are checked all the same.
    private mutating func compileUnused() {
        compiler.directory.frame = -1
        for (number, source) in sources.enumerated() {
            switch source.origin {
            case .datatype, .parameters: _ = compiler.directory.number(ofMap: number, in: Scope())
            case .structure, .segment: break
            }
        }
    }

    private mutating func compilePending() {
        while compiledInstances < compiler.directory.instances.count {
            let number = compiledInstances
            let instance = compiler.directory.instances[number]
            compiledInstances += 1
            compiler.directory.frame = instance.frame
            compiler.directory.caller = Int32(number)
            compile(instance, number: Int32(number))
            compiler.directory.caller = -1
        }
    }

    private mutating func compile(_ instance: MapDirectory.Instance, number: Int32) {
        let reference = definitions.type(named: "Reference") ?? sources[0].target
        let none = SourceLocation(file: "", line: 0, column: 0)
        switch instance.kind {
        case .reference(let frame, let alias, let isPlural):
            let (frame, alias) = (Int32(frame), Int32(alias))
            append(
                isPlural ? .references(frame: frame, alias: alias) : .reference(frame: frame, alias: alias),
                reference,
                none
            )
            compiler.program.define(function: number, guard: nil, body: nil)
        case .resource:
            append(.resource, reference, none)
            compiler.program.define(function: number, guard: nil, body: nil)
        case .map(let map, let scope):
            // The place is taken first: maps may call themselves.
            append(.inline, sources[map].target, sources[map].location)
            compile(map: sources[map], scope: scope, number: number)
        }
    }

    private mutating func append(_ kind: Plan.Function.Kind, _ type: TypeID, _ location: SourceLocation) {
        plan.functions.append(Plan.Function(kind: kind, type: type, origin: origin(location)))
    }

    private mutating func compile(map source: MapSource, scope: Scope, number: Int32) {
        keys = []
        let condition = source.when.flatMap { expression($0, key: "when", scope) }
        if definitions.isPrimitive(source.target) {
            guard let value = source.value else {
                diagnostics.error(at: source.location, key: "value", "a map to a primitive needs `value:`")
                return
            }
            keys = ["value"]
            let body = inlineValue(value, scope)
            compiler.program.define(function: number, guard: condition, body: body)
            return
        }
        compiler.program.define(function: number, guard: condition, body: nil)
        guard let set = source.set else {
            diagnostics.error(at: source.location, key: "set", "a map needs `set:`")
            return
        }
        keys = ["set"]
        let rules = ruleSet(set, of: source.target, scope)
        plan.functions[Int(number)].kind = .rules(rules)
        guard definitions.isResource(source.target) else { return }
        if case .segment = source.origin {
        } else {
            noteBuilt(source.target, rules, uses: 0..<0, at: source.location, key: "set", of: number)
        }
        keys = []
        let emission = emission(
            source.target,
            identity: source.identity,
            write: source.write,
            scope,
            source.location
        )
        plan.functions[Int(number)].emission = emission
    }

    // MARK: Parts that blocks and maps share

    mutating func expression(_ node: Node, key: String, _ scope: Scope) -> Root? {
        guard let text = scalar(node, key) else { return nil }
        return compiler.compile(text, at: node.location, key: path(key), in: scope, into: &diagnostics)?.root
    }

    func path(_ key: String) -> String { (keys + [key]).joined(separator: ".") }

    mutating func scalar(_ node: Node, _ key: String) -> String? {
        if let text = node.scalar { return text }
        diagnostics.error(at: node.location, key: path(key), "expected an expression, found \(node.kind)")
        return nil
    }

    mutating func origin(_ location: SourceLocation) -> Int32 {
        plan.origins.append(location)
        return Int32(plan.origins.count - 1)
    }

    mutating func append<Element>(_ list: [Element], to array: WritableKeyPath<Plan, [Element]>) -> Plan.Run {
        let start = Int32(plan[keyPath: array].count)
        plan[keyPath: array].append(contentsOf: list)
        return start..<start + Int32(list.count)
    }

    /// What a type requires; -1 where it requires nothing.
    mutating func requirement(of type: TypeID) -> Int32 {
        if let known = requirementNumbers[type] { return known }
        let elements = definitions.elements(of: type).filter { $0.minimum > 0 }.map { element in
            Plan.Requirement.Element(
                name: element.name,
                candidates: element.types.compactMap { element.member(as: $0.type) }
            )
        }
        var number: Int32 = -1
        if !elements.isEmpty {
            plan.requirements.append(Plan.Requirement(type: type, elements: elements))
            number = Int32(plan.requirements.count - 1)
        }
        requirementNumbers[type] = number
        return number
    }

    mutating func emission(
        _ type: TypeID,
        identity: Node?,
        write: MapSource.WriteMode,
        merges: Bool = false,
        _ scope: Scope,
        _ location: SourceLocation
    ) -> Int32 {
        let parts = identity.map { $0.sequence ?? [$0] } ?? []
        let roots = parts.compactMap { expression($0, key: "identity", scope) }
        plan.emissions.append(
            Plan.Emission(
                type: type,
                identity: append(roots, to: \.roots),
                write: write,
                merges: merges,
                identifier: identifierMembers(of: type),
                id: definitions.member(named: "id", in: type),
                typeName: definitions[type].name,
                requirement: requirement(of: type),
                origin: origin(location)
            )
        )
        return Int32(plan.emissions.count - 1)
    }

    private func identifierMembers(of type: TypeID) -> Plan.IdentifierMembers? {
        guard let member = definitions.member(named: "identifier", in: type) else { return nil }
        let identifier = definitions.type(of: member)
        guard let system = definitions.member(named: "system", in: identifier),
            let value = definitions.member(named: "value", in: identifier)
        else { return nil }
        return Plan.IdentifierMembers(identifier: member, system: system, value: value)
    }
}
