// Asks whether an invariant holds at an element.

import FHIR
import FHIRPath

struct InvariantRunner {
    let tree: Tree
    let environment: TreeEnvironment

    /// What an invariant said.
    enum Outcome {
        case holds, fails
        /// It does not work on this tree, or took too long.
        case unknown
    }

    /// Asks at an element; a rule that has no answer is taken to hold.
    func outcome(of expression: TreeExpression, at index: Tree.Index) -> Outcome {
        do throws(TreeProblem) {
            let values = try expression.evaluate(tree, at: index, in: environment)
            // An empty result says neither yes nor no.
            let fails = values.contains { value in
                switch value {
                case .boolean(let holds): !holds
                case .node(let node): tree.text(at: node) == "false"
                default: false
                }
            }
            return fails ? .fails : .holds
        } catch {
            return .unknown
        }
    }
}
