// From a site's files to profiles that can be checked against: read, merged along their chains, slices told apart.
//
// Everything that cannot mean anything, and everything that is not checked, is said with file, line and column.

import FHIR
import FHIRPath
import LocatedYAML

/// Compiles the profiles of a site.
struct ProfileCompiler {
    private let schema: TreeSchema
    private(set) var diagnostics = Diagnostics()
    private(set) var terminology: Terminology
    private(set) var profiles: [CompiledProfile] = []

    private var sources: [DefinitionSource] = []
    private var names: ProfileNames
    /// The merged rules by the positions of their profiles; `nil` where merging failed.
    private var merged: [Int: ElementRule?] = [:]
    /// The chain that is being merged, to see that it ends.
    private var open: [Int] = []

    init(_ files: [ProfileFile], schema: TreeSchema) {
        self.schema = schema
        terminology = Terminology(schema)
        names = ProfileNames(
            schema: schema,
            terminology: terminology,
            positions: [:],
            types: [],
            standardKeys: []
        )
        for file in files.sorted(by: { $0.path < $1.path }) {
            for place in file.resources(schema.definitions, into: &diagnostics) { read(place) }
        }
        warnAboutCodes()
        compile()
    }

    // MARK: Reading

    private mutating func read(_ place: Place) {
        switch place.node.type.name {
        case "StructureDefinition": read(DefinitionSource(place))
        case "CodeSystem": readCodeSystem(place)
        case "ValueSet":
            guard let valueSet = ValueSetRule(place) else {
                warning(place, "url", "a ValueSet without `url` cannot be named by a profile")
                return
            }
            if let other = terminology.valueSets[valueSet.url] { twin(place, of: other.place.location) }
            terminology.add(valueSet)
        default:
            warning(
                place,
                nil,
                "a \(place.node.type.name) is not used here",
                suggestion: "StructureDefinition, ValueSet and CodeSystem are"
            )
        }
    }

    private mutating func readCodeSystem(_ place: Place) {
        guard let system = CodeSystemContent(place.node) else {
            let text = "a CodeSystem without `url`, and a supplement, add no codes"
            warning(place, nil, text)
            return
        }
        if terminology.systems[system.url] != nil {
            error(place, "url", "there is another CodeSystem of this address")
        }
        if !system.isComplete {
            warning(place, "content", "the codes are not complete, so others of this system are not judged")
        }
        terminology.add(system)
    }

    private mutating func read(_ source: DefinitionSource) {
        let kind = source.place.node["kind"]?.text
        guard source.isConstraint else {
            if names.standardType(source.url) == nil {
                let text =
                    "new types cannot be defined; the types are those of FHIR \(schema.definitions.version)"
                warning(source.place, "derivation", text)
            }
            return
        }
        guard kind == "resource" || kind == "complex-type" || kind == "primitive-type" else {
            warning(source.place, "kind", "a StructureDefinition of this kind is not used here")
            return
        }
        guard schema.definitions.type(named: source.type) != nil else {
            let meant = closestMatch(to: source.type, in: schema.definitions.types.map(\.name))
            error(
                source.place,
                "type",
                "there is no type `\(source.type)`",
                suggestion: meant.map { "did you mean `\($0)`?" }
            )
            return
        }
        if let other = sources.first(where: { $0.url == source.url }) {
            twin(source.place, of: other.place.location)
            return
        }
        sources.append(source)
    }

    private mutating func twin(_ place: Place, of other: SourceLocation) {
        error(place, "url", "there is another file of this address at \(other.file)")
    }

    /// Says which codes of the value sets cannot be judged.
    private mutating func warnAboutCodes() {
        for valueSet in terminology.valueSets.values.sorted(by: { $0.url < $1.url }) {
            if valueSet.expansion?.isWhole ?? false { continue }
            if valueSet.includes.isEmpty {
                warning(valueSet.place, nil, "the value set lists nothing, so codes are not checked")
            }
            for part in valueSet.includes + valueSet.excludes { warnAboutCodes(part) }
            if terminology.isCircular(valueSet.url) {
                error(valueSet.place, "compose", "the value set includes itself")
            }
        }
    }

    private mutating func warnAboutCodes(_ part: ValueSetRule.Part) {
        if let system = part.system, part.codes == nil, !terminology.knows(system: system) {
            warning(
                part.place,
                "system",
                "the codes of this system are not known here, so they are not checked",
                suggestion: "put its CodeSystem into `profiles/`, or list the codes as `concept`"
            )
        }
        for filter in part.filters where !Terminology.knownOperations.contains(filter.operation) {
            warning(
                part.place,
                "filter",
                "the filter `\(filter.operation)` is not understood, so codes are not checked"
            )
        }
        for valueSet in part.valueSets where !terminology.knows(valueSet: valueSet) {
            warning(part.place, "valueSet", "`\(valueSet)` is not known here, so its codes are not checked")
        }
    }

    private mutating func error(_ place: Place, _ name: String?, _ text: String, suggestion: String? = nil) {
        let location = place.at(name.flatMap { place.node[$0] }).location
        diagnostics.error(at: location, key: name, text, suggestion: suggestion)
    }

    private mutating func warning(_ place: Place, _ name: String?, _ text: String, suggestion: String? = nil)
    {
        let location = place.at(name.flatMap { place.node[$0] }).location
        diagnostics.warning(at: location, key: name, text, suggestion: suggestion)
    }

    // MARK: Merging

    private mutating func compile() {
        let types = sources.map { schema.definitions.type(named: $0.type) }
        names = ProfileNames(
            schema: schema,
            terminology: terminology,
            positions: Dictionary(
                uniqueKeysWithValues: sources.enumerated().map { ($0.element.url, $0.offset) }
            ),
            types: types,
            standardKeys: Invariants.standardKeys
        )
        var ancestors: [Set<Int>] = []
        for position in sources.indices {
            _ = rule(of: position)
            ancestors.append(self.ancestors(of: position))
        }
        for (position, source) in sources.enumerated() {
            guard let type = types[position] else { preconditionFailure("its type was looked up before") }
            profiles.append(
                CompiledProfile(
                    url: source.url,
                    name: source.name,
                    version: source.version,
                    type: type,
                    ancestors: ancestors[position],
                    rule: (merged[position] ?? nil) ?? ElementRule(label: "", types: [type]),
                    contexts: contexts(of: source),
                    isModifier: source.place.node.nodes(at: "snapshot.element").first?["isModifier"]?.text
                        == "true"
                        || source.place.node.nodes(at: "differential.element").first?["isModifier"]?.text
                            == "true"
                )
            )
        }
        var compiler = SliceCompiler(names: names, profiles: profiles)
        for position in profiles.indices {
            profiles[position].rule = compiler.compiled(position)
            profiles[position].referenced = compiler.referenced
        }
        for diagnostic in compiler.diagnostics.items { diagnostics.append(diagnostic) }
    }

    /// The merged rules of a profile, those of its base first; `nil` where its base cannot be found.
    private mutating func rule(of position: Int) -> ElementRule? {
        if let known = merged[position] { return known }
        let source = sources[position]
        guard let type = schema.definitions.type(named: source.type) else { return nil }
        if open.contains(position) {
            error(source.place, "baseDefinition", "the profile is based on itself")
            return nil
        }
        open.append(position)
        defer { open.removeLast() }
        var rule: ElementRule? = ElementRule(label: "", types: [type])
        if let base = base(of: source, type) {
            rule = base
        } else if !source.isWhole {
            rule = nil
        }
        if let start = source.isWhole ? ElementRule(label: "", types: [type]) : rule {
            var merge = ProfileMerge(names: names, source: source, rule: start, diagnostics: diagnostics)
            merge.merge()
            diagnostics = merge.diagnostics
            rule = merge.rule
        }
        merged[position] = .some(rule)
        return rule
    }

    /// What the base of a profile demands; a problem, and `nil`, where it is not known.
    private mutating func base(of source: DefinitionSource, _ type: TypeID) -> ElementRule? {
        guard let address = source.base else {
            error(source.place, "baseDefinition", "a profile names its base")
            return nil
        }
        if let position = names.positions[address.url] {
            guard names.types[position] == type else {
                error(source.place, "baseDefinition", "the base is a profile of another type")
                return nil
            }
            return rule(of: position)
        }
        if let base = names.standardType(address.url) {
            if schema.definitions.type(type, isA: base) { return ElementRule(label: "", types: [type]) }
            error(
                source.place,
                "baseDefinition",
                "the base is a \(schema.definitions[base].name), the type \(source.type)"
            )
            return nil
        }
        guard !source.isWhole else { return nil }
        error(
            source.place,
            "baseDefinition",
            "the base is not known here",
            suggestion: names.suggestion(for: address.url)
        )
        return nil
    }

    private func ancestors(of position: Int) -> Set<Int> {
        var found: Set<Int> = []
        var current = position
        while let base = sources[current].base, let next = names.positions[base.url],
            found.insert(next).inserted
        {
            current = next
        }
        return found
    }

    private mutating func contexts(of source: DefinitionSource) -> [ExtensionContext] {
        source.place.node.children(named: "context").compactMap { node in
            let text = node["expression"]?.text ?? ""
            switch node["type"]?.text {
            case "element": return .element(text)
            case "extension": return .extension(text)
            default:
                do throws(TreeProblem) {
                    return .expression(try TreeExpression(text, schema: schema))
                } catch {
                    let location = source.place.at(node["expression"]).location
                    diagnostics.error(
                        at: location,
                        key: "context",
                        error.message,
                        suggestion: error.suggestion
                    )
                    return nil
                }
            }
        }
    }
}
