// What one entry says of the types of an element, and of how its values are told apart.

import FHIR
import LocatedYAML

extension ProfileMerge {
    /// Lays the types of an entry over a rule.
    mutating func types(_ rule: inout ElementRule, _ entry: ElementEntry) {
        var rules: [TypeRule] = []
        for node in entry.place.node.children(named: "type") {
            let code = node["code"]?.text ?? ""
            // Values of `id` and the like have types of FHIRPath in snapshots; and nested elements are no types.
            if code.hasPrefix("http://hl7.org/fhirpath/") || ["BackboneElement", "Element"].contains(code) {
                return
            }
            guard let type = definitions.type(named: code) else {
                let known = definitions.types.map(\.name)
                error(
                    entry,
                    at: "type",
                    "there is no type `\(code)`",
                    suggestion: closestMatch(to: code, in: known).map { "did you mean `\($0)`?" }
                )
                continue
            }
            guard rule.types.contains(where: { definitions.type(type, isA: $0) }) else {
                let allowed = rule.types.prefix(8).map { definitions[$0].name }.joined(separator: ", ")
                error(
                    entry,
                    at: "type",
                    "`\(code)` is no type of this element",
                    suggestion: "it may be \(allowed)"
                )
                continue
            }
            if rules.contains(where: { $0.type == type && $0.profiles.isEmpty && $0.targets.isEmpty }) {
                continue
            }
            rules.append(typeRule(type, node, entry, rule.definition))
        }
        guard !rules.isEmpty else { return }
        let types = rules.map(\.type).reduce(into: [TypeID]()) { if !$0.contains($1) { $0.append($1) } }
        let isNarrower = Set(types) != Set(rule.types)
        rule.types = types
        rule.isNarrowed = rule.isNarrowed || isNarrower
        let saysMore = rules.contains {
            !$0.profiles.isEmpty || !$0.targets.isEmpty || !$0.aggregation.isEmpty
        }
        if isNarrower || saysMore { rule.typeRules.append(rules) }
    }

    private mutating func typeRule(
        _ type: TypeID,
        _ node: Tree.Node,
        _ entry: ElementEntry,
        _ definition: ElementDefinition?
    ) -> TypeRule {
        var rule = TypeRule(type: type)
        for address in node.children(named: "profile") {
            let reference = names.reference(address.text ?? "")
            checkKnown(reference, address, entry)
            if case .type(type) = reference { continue }
            if let other = names.type(of: reference), !definitions.type(other, isA: type) {
                error(
                    entry,
                    at: "type",
                    "the profile is of \(definitions[other].name), the type \(definitions[type].name)"
                )
            }
            rule.profiles.append(reference)
        }
        for address in node.children(named: "targetProfile") {
            let reference = names.reference(address.text ?? "")
            checkKnown(reference, address, entry)
            rule.targets.append(reference)
        }
        // A reference to any resource says nothing.
        let resource = definitions.type(named: "Resource")
        if rule.targets.contains(where: { $0 == resource.map(ProfileReference.type) }) { rule.targets = [] }
        let defined = definition?.types.first { $0.type == type }?.targets ?? []
        if Set(rule.targets) == Set(defined.map(ProfileReference.type)) { rule.targets = [] }
        rule.aggregation = Set(node.texts(at: "aggregation"))
        if let versioning = node["versioning"], versioning.text != "either" {
            warning(entry, at: versioning, "whether a reference names a version is not checked here")
        }
        return rule
    }

    private mutating func checkKnown(_ reference: ProfileReference, _ node: Tree.Node, _ entry: ElementEntry)
    {
        guard case .unknown(let url) = reference else { return }
        warning(
            entry,
            at: node,
            "`\(url)` is not known here, so nothing is checked against it",
            suggestion: names.suggestion(for: url)
        )
    }

    // MARK: Slicing

    /// How an entry tells values apart, over what its base says.
    mutating func slicing(_ entry: ElementEntry, over known: SlicingRule?) -> SlicingRule? {
        guard let node = entry.place.node["slicing"] else { return known }
        var discriminators: [Discriminator] = []
        for part in node.children(named: "discriminator") {
            let text = part["path"]?.text ?? ""
            guard let path = DiscriminatorPath(text) else {
                diagnostics.error(
                    at: entry.place.at(part["path"] ?? part).location,
                    key: entry.label,
                    "`\(text)` is no path of a discriminator",
                    suggestion:
                        "names, `$this`, `resolve()`, `ofType(TYPE)` and `extension('URL')`, with points between"
                )
                continue
            }
            guard let kind = (part["type"]?.text).flatMap(Discriminator.Kind.init) else { continue }
            discriminators.append(Discriminator(kind: kind, path: path))
        }
        var slicing =
            known ?? SlicingRule(discriminators: [], openness: .open, isOrdered: false)
        if !discriminators.isEmpty { slicing.discriminators = discriminators }
        let openness = (node["rules"]?.text).flatMap(SlicingRule.Openness.init) ?? .open
        // What the base has closed stays closed.
        if slicing.openness != .closed || known == nil { slicing.openness = openness }
        slicing.isOrdered = slicing.isOrdered || node["ordered"]?.text == "true"
        if slicing.discriminators.isEmpty, node.children(named: "discriminator").isEmpty {
            warning(
                entry,
                at: node,
                "without a discriminator nothing tells the slices apart, so they are not checked",
                suggestion: "say a `discriminator`"
            )
        }
        return slicing
    }
}
