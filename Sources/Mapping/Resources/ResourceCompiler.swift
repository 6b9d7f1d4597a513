// Turns maps from FHIR into a plan (stages "check" and "compile"). Problems are collected; what is wrong becomes nothing.
//
// A segment or datatype map is compiled for each version that a message map needs: what that version does not have is
// left out of a map that is shared, and is an error in the message map itself.

import FHIR
import FHIRPath
import HL7v2
import LocatedYAML

/// Compiles all maps from FHIR of a site.
struct ResourceCompiler: ExpressionCompiling {
    /// What a part of a map sees.
    struct Scope {
        /// The value at hand.
        var this: TreeType
        /// The items that have names, outermost first.
        var names: [(name: String, type: TreeType)] = []

        /// The scope of a map that reads a type: it sees the Bundle that the message is made of, and the version.
        init(_ origin: TypeID) {
            this = TreeType(origin)
            names = [(ResourceRun.versionName, .text)]
            if let bundle = FHIR.Definitions.r4.type(named: ResourceRun.bundle.type) {
                names.append((ResourceRun.bundle.name, TreeType(bundle)))
            }
        }

        /// The scope of a map that makes FHIR of a type: it sees the Bundle that was received.
        init(within origin: TypeID) {
            this = TreeType(origin)
            let bundle = FHIR.Definitions.r4.type(named: ResourceRun.bundle.type)
            names = bundle.map { [(ResourceRun.bundle.name, TreeType($0))] } ?? []
        }

        private init(this: TreeType, names: [(name: String, type: TreeType)]) {
            self.this = this
            self.names = names
        }

        /// The scope of items of a type, which may have a name.
        func on(_ type: TreeType, named name: String?) -> Scope {
            var scope = Scope(this: type.item, names: names)
            if let name { scope.names.append((name, type.item)) }
            return scope
        }
    }

    /// A use of a shared map: its number among the sources, and the version.
    private struct Use: Hashable {
        let source: Int
        let version: HL7v2.Version
    }

    let sources: [ResourceMapSource]
    let tables: [CodeTable]
    let constants: SharedConstants
    /// Those of the map under way.
    var ownConstants: [String: String] = [:]
    var plan = ResourcePlan()
    var diagnostics = Diagnostics()
    /// The key path under way, for problems.
    var keys: [String] = []
    /// The version of the message that is made.
    var version = ResourceMapSource.usualVersion
    /// Whether what is compiled may ask for what the version does not have: a map that several messages may use, and a
    /// message map for another version than its own.
    var isShared = false
    /// With a file here, entries from any other may make segments and groups of other structures; they are left out.
    var strictFile: String?
    private let byName: [String: [Int]]
    private var numbers: [Use: Int] = [:]
    private var waiting: [Use] = []
    /// The fields that each shared map sets, to know what a segment lacks.
    private(set) var fields: [Int: Set<Int>] = [:]
    let definitions = FHIR.Definitions.r4
    /// Tables lead back, to HL7's codes.
    let direction = TreeScope.Direction.back

    init(sources: [ResourceMapSource], tables: [CodeTable], constants: SharedConstants) {
        self.constants = constants
        self.sources = sources
        self.tables = tables
        byName = Dictionary(grouping: sources.indices) { sources[$0].name }
    }

    /// Every shared map is checked against the newest version, also one that no message map uses: what an older version
    /// does not have, or has of another datatype, is left out without a word.
    mutating func checkShared() {
        version = .newest
        for (number, source) in sources.enumerated() {
            if case .structure = source.target { continue }
            _ = self.number(of: number)
        }
        compileWaiting()
    }

    // MARK: Shared maps

    /// The number of a shared map for the version under way.
    mutating func number(of source: Int) -> Int {
        let use = Use(source: source, version: version)
        if let known = numbers[use] { return known }
        let number = plan.maps.count
        numbers[use] = number
        // The place is taken first: maps may call themselves.
        let map = ResourcePlan.Map(
            origin: sources[source].origin,
            condition: nil,
            rules: [],
            location: sources[source].location
        )
        plan.maps.append(map)
        fields[number] = declaredFields(of: sources[source])
        waiting.append(use)
        return number
    }

    private func declaredFields(of source: ResourceMapSource) -> Set<Int> {
        guard case .segment(let segment) = source.target else { return [] }
        return Set(
            (source.set?.mapping ?? []).compactMap { entry in
                FieldKey(entry.key).flatMap { $0.segment == segment ? $0.numbers.first : nil }
            }
        )
    }

    mutating func compileWaiting() {
        while let use = waiting.popLast() {
            guard let number = numbers[use] else { continue }
            version = use.version
            isShared = true
            plan.maps[number] = compile(map: sources[use.source])
        }
    }

    private mutating func compile(map source: ResourceMapSource) -> ResourcePlan.Map {
        keys = []
        ownConstants = source.constants
        let scope = Scope(source.origin)
        let condition = source.when.flatMap { self.condition($0, key: "when", scope) }
        var rules: [ResourcePlan.Rule] = []
        if let emit = source.emit {
            diagnostics.error(at: emit.location, key: "emit", "`emit` is for maps to a message structure")
        }
        if let split = source.split {
            diagnostics.error(at: split.location, key: "split", "`split` is for maps to a message structure")
        }
        if let set = source.set {
            keys = ["set"]
            let target: FieldTarget =
                if case .segment(let name) = source.target { .segment(name) } else {
                    .datatype(source.target.name)
                }
            rules = self.rules(set, of: target, scope)
        } else {
            diagnostics.error(at: source.location, key: "set", "a map needs `set:`")
        }
        return ResourcePlan.Map(
            origin: source.origin,
            condition: condition,
            rules: rules,
            location: source.location
        )
    }

    /// The maps of a name that make a segment or datatype, of those that can take a type.
    mutating func maps(named name: String, to target: DefinedName, from type: TreeType)
        -> [Int]
    {
        let found = (byName[name] ?? []).filter {
            fits(sources[$0].target, target) && takes(sources[$0], type)
        }
        let exact = found.filter { sources[$0].target == target }
        return (exact.isEmpty ? found : exact).map { number(of: $0) }
    }

    /// The maps from a type to a datatype, whatever their names.
    mutating func maps(from type: TreeType, to datatype: String) -> [Int] {
        guard type.types != nil else { return [] }
        let target = DefinedName.datatype(datatype)
        let found = sources.indices.filter { fits(sources[$0].target, target) && takes(sources[$0], type) }
        let exact = found.filter { sources[$0].target == target }
        return (exact.isEmpty ? found : exact).map { number(of: $0) }
    }

    /// Whether what a map makes fits a place: a datatype also the place of an older or newer name of it.
    private func fits(_ made: DefinedName, _ wanted: DefinedName) -> Bool {
        if made == wanted { return true }
        guard case .datatype(let made) = made, case .datatype(let wanted) = wanted else { return false }
        return Datatypes.map(from: made, takes: wanted)
    }

    func hasMap(named name: String) -> Bool { byName[name] != nil }

    private func takes(_ source: ResourceMapSource, _ type: TreeType) -> Bool {
        guard let types = type.types else { return true }
        return types.contains {
            definitions.type($0, isA: source.origin) || definitions.type(source.origin, isA: $0)
        }
    }
}
