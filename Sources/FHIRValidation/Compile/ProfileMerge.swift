// Lays the elements of a StructureDefinition over what its base demands.
//
// A differential goes over the merged rules of its base, a snapshot over the definitions alone. Paths, slices and
// everything else that cannot mean anything is refused here, with the line that says it.

import FHIR
import FHIRPath
import LocatedYAML

/// Merges the elements of one profile.
struct ProfileMerge {
    let names: ProfileNames
    let source: DefinitionSource
    var rule: ElementRule
    var diagnostics: Diagnostics

    var definitions: Definitions { names.definitions }

    /// Lays every element over the rule.
    mutating func merge() {
        var rule = rule
        for entry in source.elements {
            guard entry.root == definitions[rule.types[0]].name else {
                error(entry, "the path must begin with `\(source.type)`")
                continue
            }
            if entry.steps.isEmpty {
                constrain(&rule, entry, isRoot: true)
            } else {
                descend(entry, entry.steps[...], to: &rule, beside: [])
            }
        }
        self.rule = rule
    }

    /// Goes down to the element that an entry is about.
    ///
    /// - Parameters:
    ///   - entry: the entry.
    ///   - steps: the way that is left.
    ///   - rule: where it begins.
    ///   - beside: the rules of the unsliced elements where this one is a slice; slicing said there holds here.
    private mutating func descend(
        _ entry: ElementEntry,
        _ steps: ArraySlice<ElementEntry.Step>,
        to rule: inout ElementRule,
        beside: [ElementRule]
    ) {
        guard let step = steps.first else { return }
        guard let named = element(step, of: rule, for: entry) else { return }
        let position = index(of: named, in: &rule)
        let isLast = steps.count == 1
        let common = beside.compactMap { $0.child(named.name)?.rule }
        guard !named.slices.isEmpty else {
            if isLast {
                constrain(&rule.children[position], entry)
            } else {
                descend(entry, steps.dropFirst(), to: &rule.children[position].rule, beside: common)
            }
            return
        }
        if rule.children[position].slicing == nil {
            let known = beside.lazy.compactMap { $0.child(named.name)?.slicing }.first
            guard var slicing = known ?? impliedSlicing(named) else {
                error(
                    entry,
                    "`\(step.name)` has slices and nothing that tells them apart",
                    suggestion: "say `slicing` with a `discriminator` at `\(step.name)` before this element"
                )
                return
            }
            slicing.slices = []
            rule.children[position].slicing = slicing
        }
        guard var slicing = rule.children[position].slicing else { return }
        let unsliced = rule.children[position].rule
        slice(
            entry,
            steps,
            named,
            named.slices[...],
            in: &slicing,
            of: rule.children[position],
            beside: common + [unsliced]
        )
        rule.children[position].slicing = slicing
    }

    /// Goes into a slice, and into the slice inside of it that the rest of the name says.
    private mutating func slice(
        _ entry: ElementEntry,
        _ steps: ArraySlice<ElementEntry.Step>,
        _ named: NamedElement,
        _ slices: ArraySlice<String>,
        in slicing: inout SlicingRule,
        of child: ChildRule,
        beside: [ElementRule]
    ) {
        guard let name = slices.first else { return }
        if !slicing.slices.contains(where: { $0.name == name }) {
            slicing.slices.append(newSlice(slices.startIndex, named, steps, entry, of: child))
        }
        guard let position = slicing.slices.firstIndex(where: { $0.name == name }) else { return }
        if slices.count > 1 {
            guard var inner = slicing.slices[position].slicing else {
                error(
                    entry,
                    "the slice `\(name)` has slices and nothing that tells them apart",
                    suggestion: "say `slicing` at the slice `\(name)`"
                )
                return
            }
            let around = beside + [slicing.slices[position].rule]
            slice(entry, steps, named, slices.dropFirst(), in: &inner, of: child, beside: around)
            slicing.slices[position].slicing = inner
        } else if steps.count == 1 {
            constrain(&slicing.slices[position], entry)
        } else {
            descend(entry, steps.dropFirst(), to: &slicing.slices[position].rule, beside: beside)
        }
    }

    /// A slice about which nothing was said yet.
    ///
    /// - Parameters:
    ///   - depth: which of the names of `named` it is.
    ///   - named: the element with the names of its slices, one inside of the other.
    ///   - steps: the way from the slice down to what the entry is about.
    ///   - entry: what says it first.
    ///   - child: the element.
    /// - Returns: the slice, with the type that its name says.
    private func newSlice(
        _ depth: Int,
        _ named: NamedElement,
        _ steps: ArraySlice<ElementEntry.Step>,
        _ entry: ElementEntry,
        of child: ChildRule
    ) -> SliceRule {
        let name = named.slices[depth]
        let path = named.slices[...depth].joined(separator: "/")
        let passed = entry.steps.dropLast(steps.count).map(\.text)
        let label = (passed + ["\(child.name):\(path)"]).joined(separator: ".")
        var rule = ElementRule(label: label, definition: child.rule.definition, types: child.rule.types)
        if let type = named.type(ofSlice: name, among: child.rule.types, definitions) {
            rule.types = [type]
            rule.isNarrowed = true
            rule.typeRules = [[TypeRule(type: type)]]
        }
        let count = CountRule(0, child.definedCount.maximum)
        return SliceRule(name: name, count: count, rule: rule, place: entry.place)
    }

    /// How slices are told apart where nothing is said: extensions by their address, choices by the type.
    private func impliedSlicing(_ named: NamedElement) -> SlicingRule? {
        let isExtension = ["extension", "modifierExtension"].contains(named.name)
        guard isExtension || named.isChoice else { return nil }
        guard let path = DiscriminatorPath(isExtension ? "url" : "$this") else { return nil }
        let discriminator = Discriminator(kind: isExtension ? .value : .type, path: path)
        return SlicingRule(discriminators: [discriminator], openness: .open, isOrdered: false)
    }

    /// The position of what is demanded of an element; made where nothing was yet.
    private func index(of named: NamedElement, in rule: inout ElementRule) -> Int {
        if let known = rule.children.firstIndex(where: { $0.name == named.name }) { return known }
        let element = named.element
        let count = CountRule(element.minimum, element.maximum)
        let prefix = rule.label.isEmpty ? "" : rule.label + "."
        rule.children.append(
            ChildRule(
                name: named.name,
                members: names.schema.members(named: named.name),
                count: count,
                definedCount: count,
                rule: ElementRule(
                    label: prefix + named.name,
                    definition: element,
                    types: element.types.map(\.type)
                )
            )
        )
        return rule.children.count - 1
    }
}

extension ProfileMerge {
    /// An element that a step names, of the definitions.
    struct NamedElement {
        /// The name as a path has it: `value` for a choice.
        let name: String
        let element: ElementDefinition
        /// The slices; of `valueQuantity` the one that it means.
        var slices: [String]

        var isChoice: Bool { element.isChoice }

        /// The type that the name of a slice of a choice says: Quantity of `valueQuantity`.
        func type(ofSlice slice: String, among types: [TypeID], _ definitions: Definitions) -> TypeID? {
            guard isChoice, slice.hasPrefix(name) else { return nil }
            let rest = slice.dropFirst(name.count)
            return types.first { type in
                let typeName = definitions[type].name
                return rest == typeName.prefix(1).uppercased() + typeName.dropFirst()
            }
        }
    }

    /// The element that a step means; an error where there is none.
    private mutating func element(
        _ step: ElementEntry.Step,
        of rule: ElementRule,
        for entry: ElementEntry
    ) -> NamedElement? {
        for type in rule.types {
            guard let element = definitions.element(named: step.name, in: type) else { continue }
            let name = element.isChoice ? String(element.name.dropLast(3)) : element.name
            var slices = step.slices
            // `valueQuantity` is short for the slice of that name.
            if element.isChoice, step.name != name, step.name != element.name, slices.isEmpty {
                slices = [step.name]
            }
            return NamedElement(name: name, element: element, slices: slices)
        }
        let known = rule.types.flatMap { definitions.elements(of: $0).map(\.name) }
        let types = rule.types.prefix(3).map { definitions[$0].name }.joined(separator: ", ")
        error(
            entry,
            "\(types)\(rule.types.count > 3 ? ", …" : "") has no element `\(step.name)`",
            suggestion: closestMatch(to: step.name, in: known).map { "did you mean `\($0)`?" }
        )
        return nil
    }

    // MARK: Problems

    mutating func error(
        _ entry: ElementEntry,
        at name: String? = nil,
        _ text: String,
        suggestion: String? = nil
    ) {
        let place = entry.place.at(name.flatMap { entry.place.node[$0] })
        diagnostics.error(at: place.location, key: entry.label, text, suggestion: suggestion)
    }

    /// Warns of what the profile itself says; what a snapshot repeats of its base is passed over.
    mutating func warning(
        _ entry: ElementEntry,
        at node: Tree.Node? = nil,
        _ text: String,
        suggestion: String? = nil
    ) {
        guard source.isOwn(entry) else { return }
        diagnostics.warning(at: entry.place.at(node).location, key: entry.label, text, suggestion: suggestion)
    }
}
