// What evaluation could not do with a value, in words for people; never with the value.

import FHIRPath

extension EvaluationProblem.Reason {
    /// What is wrong.
    var words: String {
        switch self {
        case .malformed(let expected): "not a valid \(expected)"
        case .unmapped(let table, _): "the code is not in the table `\(table)`"
        }
    }

    /// How bad it is.
    var severity: MapProblem.Severity {
        if case .unmapped(_, isError: true) = self { .error } else { .warning }
    }
}
