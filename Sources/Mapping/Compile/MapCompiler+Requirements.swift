// What FHIR requires and no rule sets, known before a message arrives (stage "check").
//
// A rule may still yield nothing for a message; that is found when it runs. What an inherited rule cannot read in a
// structure is left to that, too.

import FHIR
import FHIRPath
import LocatedYAML

/// Something that is built from rules and maps.
struct BuiltElement {
    let type: TypeID
    let rules: Plan.RuleSet
    /// The functions of the maps that go on filling it.
    let uses: [Int32]
    let location: SourceLocation
    let key: String
    /// The function of the map whose rules these are; `nil` for an entry or a nested element.
    let function: Int32?
}

extension MapCompiler {
    /// Notes what is built, to look at it when every map is compiled.
    mutating func noteBuilt(
        _ type: TypeID,
        _ rules: Plan.RuleSet,
        uses: Plan.Run,
        at location: SourceLocation,
        key: String,
        of function: Int32? = nil
    ) {
        guard compiler.strictFile == nil, requirement(of: type) >= 0 else { return }
        let functions = uses.map { plan.uses[Int($0)].function }
        built.append(
            BuiltElement(
                type: type,
                rules: rules,
                uses: functions,
                location: location,
                key: key,
                function: function
            )
        )
    }

    /// Reports the required elements that no rule sets.
    mutating func checkBuilt() {
        // With errors rules are missing that were written.
        guard !diagnostics.hasErrors else { return }
        for element in built {
            // A map that `use` alone brings in fills only a part.
            if let function = element.function, !compiler.directory.called.contains(function) { continue }
            let number = requirement(of: element.type)
            guard number >= 0 else { continue }
            var set = membersSet(by: element.rules)
            for function in element.uses {
                guard case .rules(let rules) = plan.functions[Int(function)].kind else { continue }
                set.formUnion(membersSet(by: rules))
            }
            let missing = plan.requirements[Int(number)].elements.filter { required in
                set.isDisjoint(with: required.candidates)
            }
            guard !missing.isEmpty else { continue }
            let names = missing.map { "`\($0.name)`" }.joined(separator: ", ")
            diagnostics.error(
                at: element.location,
                key: element.key,
                "\(definitions[element.type].name) requires \(names), and no rule sets \(missing.count == 1 ? "it" : "them")",
                suggestion:
                    "add it to `set`; where no value is known, a constant or the extension data-absent-reason"
            )
        }
    }

    private func membersSet(by rules: Plan.RuleSet) -> Set<Member> {
        var set: Set<Member> = []
        for number in rules.rules {
            let rule = plan.rules[Int(number)]
            let first = rule.path.isEmpty ? rule.candidates : rule.path.prefix(1)
            for member in first { set.insert(plan.members[Int(member)]) }
        }
        return set
    }
}
