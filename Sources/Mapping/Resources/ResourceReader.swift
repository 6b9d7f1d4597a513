// What a map reads of a resource: its expressions evaluated within limits, and what goes wrong told without values.

import FHIR
import FHIRPath
import Foundation
import LocatedYAML

/// The reading side of a run over a resource.
struct ResourceReader {
    /// The value at hand.
    struct Focus {
        let node: Tree.Index
        /// Its number in the list that it is of, from 1.
        let position: Int
        /// The items that have names.
        var names: [String: [TreeValue]]
    }

    /// The work or the depth ended.
    struct Stopped: Error {}

    /// Evaluations of one message; a large Bundle needs some thousand.
    static let evaluationLimit = 500_000
    /// Steps of all evaluations of one message together, about half a second's.
    static let stepLimit = 4_000_000
    /// Problems that are told; more are the same ones again.
    static let problemLimit = 200

    let tree: Tree
    private(set) var problems: [MapProblem] = []
    private let controlID: String
    private var evaluations = 0
    private var steps = Self.stepLimit
    private let references: ReferenceIndex?
    private let now: String

    init(_ tree: Tree, controlID: String, in context: MapContext) {
        self.tree = tree
        self.controlID = controlID
        references = ReferenceIndex(tree)
        let accepted = Date(timeIntervalSince1970: Double(context.acceptedAt) / 1000)
        now = accepted.formatted(
            Date.ISO8601FormatStyle(timeZoneSeparator: .colon, timeZone: context.zone)
        )
    }

    mutating func report(
        _ reason: String,
        _ severity: MapProblem.Severity = .error,
        at node: Tree.Index,
        _ rule: SourceLocation
    ) {
        report(reason, severity, at: tree.node(at: node), rule)
    }

    private mutating func report(
        _ reason: String,
        _ severity: MapProblem.Severity,
        at node: Tree.Node,
        _ rule: SourceLocation
    ) {
        note(MapProblem(severity: severity, location: node.description, rule: rule, reason: reason))
    }

    private mutating func note(_ problem: MapProblem) {
        // The last one makes room for an error, without which the outcome would pass for one.
        if problems.count == Self.problemLimit, problem.severity == .error { problems.removeLast() }
        if problems.count < Self.problemLimit, !problems.contains(problem) { problems.append(problem) }
    }

    /// What a list yields, one by one; the value at hand without a list.
    mutating func items(
        of source: ResourcePlan.Rule.Expression?,
        _ focus: Focus
    ) throws(Stopped) -> [Focus] {
        guard let source else { return [focus] }
        var position = 0
        var items: [Focus] = []
        for case .node(let node) in try values(of: source, focus) {
            position += 1
            items.append(Focus(node: node, position: position, names: focus.names))
        }
        return items
    }

    mutating func holds(
        _ condition: ResourcePlan.Rule.Expression,
        _ focus: Focus
    ) throws(Stopped) -> Bool {
        let values = try values(of: condition, focus)
        return values.count == 1 && values[0].text(in: tree) != "false"
    }

    /// What an expression yields; nothing where it cannot be evaluated, which is reported.
    mutating func values(
        of expression: ResourcePlan.Rule.Expression,
        _ focus: Focus
    ) throws(Stopped) -> [TreeValue] {
        try values(of: expression, focus, in: tree, references)
    }

    /// The text that an expression yields of a value in another tree, such as one that was made.
    mutating func text(
        of expression: ResourcePlan.Rule.Expression,
        on other: Tree,
        at node: Tree.Index
    ) throws(Stopped) -> String? {
        let focus = Focus(node: node, position: 1, names: [:])
        return try values(of: expression, focus, in: other, nil).first?.text(in: other)
    }

    private mutating func values(
        of expression: ResourcePlan.Rule.Expression,
        _ focus: Focus,
        in tree: Tree,
        _ references: ReferenceIndex?
    ) throws(Stopped) -> [TreeValue] {
        evaluations += 1
        guard evaluations <= Self.evaluationLimit, steps > 0 else { throw Stopped() }
        var environment = TreeEnvironment(now: now, variables: focus.names)
        environment.controlID = controlID
        environment.references = references
        var notes: [TreeNote] = []
        defer {
            for note in notes {
                report(
                    note.message,
                    note.isError ? .error : .warning,
                    at: tree.node(at: focus.node),
                    expression.location
                )
            }
        }
        do throws(TreeProblem) {
            return try expression.expression.evaluate(
                tree,
                at: focus.node,
                position: focus.position,
                in: environment,
                steps: &steps,
                notes: &notes
            )
        } catch {
            report(error.message, .warning, at: tree.node(at: focus.node), expression.location)
            return []
        }
    }

    /// Reports what FHIR requires of a resource that was made.
    mutating func report(_ issue: OutcomeIssue, _ rule: SourceLocation) {
        note(MapProblem(severity: .error, location: issue.expression, rule: rule, reason: issue.text))
    }
}
