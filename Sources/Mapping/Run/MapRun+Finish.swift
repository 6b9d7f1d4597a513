// The end of a run: what types require, what went wrong.

import FHIR
import FHIRPath
import HL7v2
import LocatedYAML

extension MapRun {
    // MARK: Checks

    /// Finds every required element that is not there: without one a resource is an error, and an element inside
    /// one is left out with a warning.
    mutating func checkRequirements() {
        // Elements were noted after those inside them, so what is left out counts for what stands around it.
        let partial = resources.filter { plan.emissions[Int($0.emission)].write == .patch }.map(\.node)
        for check in checks where check.requirement >= 0 && !partial.contains(check.node) {
            let missing = missing(in: check)
            guard !missing.isEmpty else { continue }
            let definition = builder.definitions[plan.requirements[Int(check.requirement)].type]
            let names = missing.map { "`\($0.name)`" }.joined(separator: ", ")
            let outcome = definition.isResource ? "" : "; left out"
            let reason = "\(definition.name) requires \(names), and there is no value for it\(outcome)"
            report(reason, isError: definition.isResource, origin: check.origin, segment: check.segment)
            if !definition.isResource { builder.remove(check.node) }
        }
    }

    /// What an element lacks of what its type requires.
    mutating func missing(in check: Check) -> [Plan.Requirement.Element] {
        guard check.requirement >= 0 else { return [] }
        var missing: [Plan.Requirement.Element] = []
        for element in plan.requirements[Int(check.requirement)].elements
        where !isThere(element, in: check.node) {
            missing.append(element)
        }
        return missing
    }

    private mutating func isThere(_ element: Plan.Requirement.Element, in node: TreeBuilder.Node) -> Bool {
        for member in element.candidates {
            if let found = builder.existing(member, in: node), !builder.isEmpty(found) { return true }
        }
        return false
    }

    // MARK: Problems

    /// Everything that went wrong, with places in words.
    mutating func mapProblems() -> [MapProblem] {
        let fromValues = evaluation.problems.map { problem in
            MapProblem(
                severity: problem.reason.severity,
                location: problem.element.map { evaluation.message.place(of: $0) },
                rule: origin(problem.rule),
                reason: problem.reason.words
            )
        }
        let fromRules = problems.map { problem in
            MapProblem(
                severity: problem.isError ? .error : .warning,
                location: problem.segment < 0
                    ? nil : evaluation.message.place(ofSegment: Int(problem.segment)),
                rule: origin(problem.origin),
                reason: problem.reason
            )
        }
        return fromValues + fromRules
    }

    private mutating func origin(_ number: Int32) -> SourceLocation {
        plan.origins.indices.contains(Int(number))
            ? plan.origins[Int(number)] : SourceLocation(file: "", line: 0, column: 0)
    }
}
