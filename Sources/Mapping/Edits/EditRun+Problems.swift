// What went wrong in a run, by places and rules, never by values.

import FHIRPath
import HL7v2

extension EditRun {
    /// Everything that went wrong, what concerns values first.
    mutating func allProblems() -> [MapProblem] {
        var found: [MapProblem] = []
        for problem in evaluation.problems {
            found.append(
                MapProblem(
                    severity: problem.reason.severity,
                    location: problem.element.map { editor.message.place(of: $0) },
                    rule: location(ofRule: problem.rule),
                    reason: problem.reason.words
                )
            )
        }
        return found + problems
    }
}
