// Of which types and profiles values are, and what references point to.

import FHIR

extension ProfileCheck {
    /// Checks that a value is of one of the types, and satisfies what is said about it.
    ///
    /// - Returns: whether the type is right.
    mutating func checkTypes(_ index: Tree.Index, _ rules: [TypeRule]) -> Bool {
        let type = tree.type(at: index)
        let fitting = rules.filter { definitions.type(type, isA: $0.type) }
        guard !fitting.isEmpty else {
            let names = rules.map { definitions[$0.type].name }.joined(separator: ", ")
            report(.structure, "the type must be \(names)", at: index)
            return false
        }
        if fitting.allSatisfy({ !$0.profiles.isEmpty }) {
            checkProfiles(index, fitting.flatMap(\.profiles))
        }
        guard definitions[type].name == "Reference" else { return true }
        if fitting.allSatisfy({ !$0.targets.isEmpty }) { checkTarget(of: index, fitting.flatMap(\.targets)) }
        if fitting.allSatisfy({ !$0.aggregation.isEmpty }) {
            checkAggregation(of: index, fitting.reduce(into: []) { $0.formUnion($1.aggregation) })
        }
        return true
    }

    /// One profile is checked in full, of several one must be satisfied.
    private mutating func checkProfiles(_ index: Tree.Index, _ references: [ProfileReference]) {
        if references.count == 1, case .site(let position) = references[0] {
            if isAbout(position, tree.type(at: index)) {
                check(index, against: position)
            } else {
                report(
                    .structure,
                    "the type must be \(definitions[set.profiles[position].type].name)",
                    at: index
                )
            }
            return
        }
        var membership = Membership.no
        for reference in references { membership = membership || satisfies(index, reference) }
        guard membership == .no else { return }
        report(.businessRule, "this satisfies none of \(names(of: references))", at: index)
    }

    private mutating func checkTarget(of index: Tree.Index, _ references: [ProfileReference]) {
        let node = tree.node(at: index)
        let resource = targets.resource(around: index)
        guard let type = targets.type(of: node, in: resource) else { return }
        let fitting = references.filter { isAbout($0, type) }
        guard !fitting.isEmpty else {
            let text =
                "the reference is to \(definitions[type].name); the profile allows \(names(of: references))"
            report(.structure, text, at: index)
            return
        }
        guard let address = node["reference"]?.text, let target = targets.find(address, in: resource) else {
            return
        }
        var membership = Membership.no
        for reference in fitting { membership = membership || satisfies(target, reference) }
        guard membership == .no else { return }
        report(.businessRule, "what the reference is to does not satisfy \(names(of: fitting))", at: index)
    }

    private mutating func checkAggregation(of index: Tree.Index, _ ways: Set<String>) {
        guard let address = tree.node(at: index)["reference"]?.text else { return }
        let resource = targets.resource(around: index)
        let way =
            if address.hasPrefix("#") { "contained" } else if targets.find(address, in: resource) != nil {
                "bundled"
            } else { "referenced" }
        // A reference to an entry of the same Bundle is one to outside of the resource, too.
        if ways.contains(way) || way == "bundled" && ways.contains("referenced") { return }
        report(
            .structure,
            "what the reference is to must be \(ways.sorted().joined(separator: " or "))",
            at: index
        )
    }

    private func names(of references: [ProfileReference]) -> String {
        references.map { reference in
            switch reference {
            case .site(let position): set.profiles[position].name
            case .type(let type): definitions[type].name
            case .unknown(let url): url
            }
        }.joined(separator: ", ")
    }
}
