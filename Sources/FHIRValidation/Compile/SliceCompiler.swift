// Finds by what the slices of merged profiles are known, and drops what demands nothing beyond the definitions.
//
// What a slice says about the path of a discriminator may stand at the element there, in a value given further up, or
// in a profile that the path leads through.

import FHIR
import FHIRPath
import LocatedYAML

/// Compiles the slicing of profiles.
struct SliceCompiler {
    let names: ProfileNames
    /// The profiles as they were merged.
    let profiles: [CompiledProfile]
    var diagnostics = Diagnostics()
    /// What elements of the profile compiled last refer to.
    private(set) var referenced: [String: ElementRule] = [:]

    init(names: ProfileNames, profiles: [CompiledProfile]) {
        self.names = names
        self.profiles = profiles
    }

    /// The rules of a profile with their slices compiled.
    mutating func compiled(_ position: Int) -> ElementRule {
        referenced = [:]
        var references: Set<String> = []
        collectReferences(profiles[position].rule, &references)
        for path in references.sorted() {
            var rule: ElementRule? = profiles[position].rule
            for step in path.split(separator: ".") { rule = rule?.child(String(step))?.rule }
            if let rule { referenced[path] = compiled(rule) }
        }
        return compiled(profiles[position].rule)
    }

    private func collectReferences(_ rule: ElementRule, _ found: inout Set<String>) {
        for child in rule.children {
            if let reference = child.reference { found.insert(reference) }
            collectReferences(child.rule, &found)
            for slice in child.slicing?.slices ?? [] { collectReferences(slice.rule, &found) }
        }
    }

    private mutating func compiled(_ rule: ElementRule) -> ElementRule {
        var rule = rule
        rule.children = rule.children.compactMap { child in
            var child = child
            child.rule = compiled(child.rule)
            child.slicing = child.slicing.map { compiled($0, of: child.name) }
            return child.demandsNothing ? nil : child
        }
        return rule
    }

    private mutating func compiled(_ slicing: SlicingRule, of name: String) -> SlicingRule {
        var slicing = slicing
        let discriminators = slicing.discriminators
        slicing.slices = slicing.slices.map { slice in
            var slice = slice
            slice.tests = discriminators.compactMap { test($0, of: slice, name) }
            if slice.tests.isEmpty, !discriminators.isEmpty { reportNameless(slice, discriminators) }
            slice.rule = compiled(slice.rule)
            slice.slicing = slice.slicing.map { compiled($0, of: name) }
            return slice
        }
        return slicing
    }

    private mutating func reportNameless(_ slice: SliceRule, _ discriminators: [Discriminator]) {
        let wanted = discriminators.map { discriminator in
            switch discriminator.kind {
            case .value, .pattern: "a fixed value, a pattern or a required binding"
            case .exists: "`min` 1 or `max` 0"
            case .type: "a type"
            case .profile: "a profile"
            }
        }
        diagnostics.error(
            at: slice.place.location,
            key: slice.rule.label,
            "nothing tells this slice from others",
            suggestion: "say at the discriminator's path \(wanted.first ?? "what it is")"
        )
    }

    // MARK: Tests

    private func test(_ discriminator: Discriminator, of slice: SliceRule, _ name: String) -> SliceTest? {
        let steps = discriminator.path.steps
        if ["extension", "modifierExtension"].contains(name), steps == [.element("url")] {
            let addresses = slice.rule.typeRules.flatMap { $0.flatMap(\.profiles) }.compactMap(address)
            if !addresses.isEmpty {
                return SliceTest(path: path(steps), condition: .addresses(Set(addresses)))
            }
        }
        var reach = Reach(slice)
        for step in steps { reach = follow(step, from: reach) }
        return condition(discriminator.kind, at: reach).map { SliceTest(path: path(steps), condition: $0) }
    }

    private func condition(_ kind: Discriminator.Kind, at reach: Reach) -> SliceTest.Condition? {
        switch kind {
        case .value, .pattern:
            let values = reach.values + reach.rules.flatMap(\.rule.values)
            let bindings = reach.rules.flatMap(\.rule.bindings).filter(\.isRequired)
            return values.isEmpty && bindings.isEmpty ? nil : .values(values, bindings)
        case .exists:
            if reach.rules.contains(where: { $0.count.minimum > 0 }) { return .exists(true) }
            return reach.rules.contains { $0.count.maximum == 0 } ? .exists(false) : nil
        case .type:
            let types = reach.rules.filter { $0.rule.isNarrowed }.flatMap(\.rule.types)
            return types.isEmpty ? nil : .types(types)
        case .profile:
            let profiles =
                reach.targets + reach.rules.flatMap { $0.rule.typeRules.flatMap { $0.flatMap(\.profiles) } }
            return profiles.isEmpty ? nil : .profiles(profiles)
        }
    }

    private func path(_ steps: [DiscriminatorPath.Step]) -> [SliceTest.Step] {
        steps.compactMap { step in
            switch step {
            case .element(let name): .element(names.schema.members(named: name))
            case .extension(let url): .extension(url)
            case .resolve: .resolve
            case .ofType(let name): names.definitions.type(named: name).map(SliceTest.Step.ofType)
            }
        }
    }

    private func address(_ reference: ProfileReference) -> String? {
        switch reference {
        case .site(let position): profiles[position].url
        case .unknown(let url): url
        case .type: nil
        }
    }
}

// MARK: - What is said at a path

extension SliceCompiler {
    /// What a slice says along a path.
    fileprivate struct Reach {
        /// The rules at the element, with how often it may be there.
        var rules: [(rule: ElementRule, count: CountRule)]
        /// The slices of the element.
        var slices: [SliceRule] = []
        /// Values given further up, as far as they reach down here.
        var values: [ValueRule] = []
        /// What a reference that was followed points to.
        var targets: [ProfileReference] = []

        init(rules: [(rule: ElementRule, count: CountRule)]) { self.rules = rules }

        init(_ slice: SliceRule) { self.init(rules: [(slice.rule, slice.count)]) }
    }

    /// The rules with those of the profiles that their values satisfy.
    private func withProfiles(_ reach: Reach) -> [ElementRule] {
        reach.rules.flatMap { found in
            [found.rule]
                + found.rule.typeRules.flatMap { $0.flatMap(\.profiles) }.compactMap { reference in
                    if case .site(let position) = reference { profiles[position].rule } else { nil }
                }
        }
    }

    private func follow(_ step: DiscriminatorPath.Step, from reach: Reach) -> Reach {
        let rules = withProfiles(reach)
        var next = Reach(rules: [])
        switch step {
        case .element(let name):
            for child in rules.compactMap({ $0.child(name) }) {
                next.rules.append((child.rule, child.count))
                next.slices += child.slicing?.slices ?? []
            }
            // One slice that must be there says what one of the values is.
            let required = next.slices.filter { $0.count.minimum > 0 }
            if required.count == 1 { next.rules += required.map { ($0.rule, $0.count) } }
            next.values = (reach.values + rules.flatMap(\.values)).flatMap { $0.inside(name) }
        case .extension(let url):
            for slice in rules.compactMap({ $0.child("extension")?.slicing }).flatMap(\.slices) {
                let addresses = slice.rule.typeRules.flatMap { $0.flatMap(\.profiles) }.compactMap(address)
                if addresses.contains(url) { next.rules.append((slice.rule, slice.count)) }
            }
        case .ofType(let name):
            let type = names.definitions.type(named: name)
            next = reach
            next.rules += reach.slices.filter { $0.rule.types == [type] }.map { ($0.rule, $0.count) }
        case .resolve:
            next.targets = rules.flatMap { $0.typeRules.flatMap { $0.flatMap(\.targets) } }
            let once = CountRule(0, nil)
            next.rules = next.targets.compactMap { target in
                switch target {
                case .site(let position):
                    var rule = profiles[position].rule
                    rule.isNarrowed = true
                    return (rule, once)
                case .type(let type):
                    var rule = ElementRule(label: "", types: [type])
                    rule.isNarrowed = true
                    return (rule, once)
                case .unknown: return nil
                }
            }
        }
        return next
    }
}

extension ChildRule {
    /// Whether the definitions demand all of this already.
    fileprivate var demandsNothing: Bool {
        rule.demandsNothing && count == definedCount && reference == nil && (slicing?.slices.isEmpty ?? true)
    }
}

extension ElementRule {
    /// Whether nothing is demanded.
    var demandsNothing: Bool {
        typeRules.isEmpty && values.isEmpty && bindings.isEmpty && invariants.isEmpty && bounds.isEmpty
            && lengthLimit == nil && children.isEmpty
    }
}
