// What went wrong in a run, by places and rules, never by values.

import FHIRPath
import HL7v2

extension EditRun {
    /// Everything that went wrong, what concerns values first.
    mutating func allProblems() -> [MapProblem] {
        var found: [MapProblem] = []
        for problem in evaluation.problems {
            let reason: String
            var severity = MapProblem.Severity.warning
            switch problem.reason {
            case .malformed(let expected): reason = "not a valid \(expected)"
            case .unmapped(let table, let isError):
                reason = "the code is not in the table `\(table)`"
                if isError { severity = .error }
            }
            let place = problem.element.map { self.place(of: $0) }
            let rule = location(ofRule: problem.rule)
            found.append(MapProblem(severity: severity, location: place, rule: rule, reason: reason))
        }
        return found + problems
    }

    /// `OBX[3]-5.1`.
    private mutating func place(of element: Element) -> String {
        let message = editor.message
        let sequence = message.sequence(ofSegment: element.segment)
        var text = "\(message.segmentName(element.segment))" + (sequence > 1 ? "[\(sequence)]" : "")
        if element.field > 0 { text += "-\(element.field)" }
        if element.repetition > 1 { text += "[\(element.repetition)]" }
        if element.component > 0 { text += ".\(element.component)" }
        if element.subcomponent > 0 { text += ".\(element.subcomponent)" }
        return text
    }
}
