// All that is checked about a resource: the definitions' rules, invariants, and what references point to.
//
// `FHIR.Validator` sees to structure, formats and codes; what needs FHIRPath is added here. Profiles are not known.

public import FHIR
import FHIRPath

/// Validates resources.
public enum ResourceValidator {
    /// More issues than this are not listed.
    public static let issueLimit = 500

    /// What is wrong with a tree: first what its elements are, then what they are to each other; empty if nothing is.
    ///
    /// - Parameters:
    ///   - tree: the resource. Invariants are known for R4 only; a resource of another version is checked without.
    ///   - now: the moment that invariants may ask for, as an `instant`.
    /// - Returns: errors and warnings, at most ``issueLimit``.
    public static func issues(in tree: Tree, now: String) -> [OutcomeIssue] {
        var run = ValidationRun(tree, now: now)
        run.look()
        return Array((Validator.issues(in: tree) + run.issues).prefix(issueLimit))
    }
}

private struct ValidationRun {
    let tree: Tree
    let invariants: Invariants
    let environment: TreeEnvironment
    var references: ReferenceRules
    var issues: [OutcomeIssue] = []

    init(_ tree: Tree, now: String) {
        self.tree = tree
        invariants = .of(tree.definitions)
        environment = TreeEnvironment(now: now)
        references = ReferenceRules(tree)
    }

    mutating func look() {
        learn(tree.rootIndex, resource: tree.rootIndex)
        look(at: tree.rootIndex, member: nil, resource: tree.rootIndex)
    }

    /// Learns targets first: a reference may stand before what it points to.
    private mutating func learn(_ index: Tree.Index, resource: Tree.Index) {
        var child = tree.firstChild(of: index)
        while let current = child {
            let type = tree.type(at: current)
            let isResource = tree.definitions.isResource(type)
            if isResource || tree.definitions[type].name == "Bundle.entry" {
                references.learn(tree.node(at: current), resource: resource)
                learn(current, resource: isResource ? current : resource)
            }
            child = tree.nextSibling(of: current, in: index)
        }
    }

    private mutating func look(at index: Tree.Index, member: Member?, resource: Tree.Index) {
        let type = tree.type(at: index)
        for rule in invariants.rules(of: type, member: member) { check(rule, at: index) }
        if tree.definitions[type].name == "Reference",
            let problem = references.problem(of: tree.node(at: index), in: resource)
        {
            report(.error, .structure, problem, at: index)
        }
        // What is contained refers to what stands beside it, in the resource that contains both.
        let isContained = member.map { tree.definitions.name(of: $0) == "contained" } ?? false
        let inside = tree.definitions.isResource(type) && !isContained ? index : resource
        var child = tree.firstChild(of: index)
        while let current = child {
            look(at: current, member: tree.member(at: current), resource: inside)
            child = tree.nextSibling(of: current, in: index)
        }
    }

    private mutating func check(_ rule: Invariant, at index: Tree.Index) {
        guard issues.count < ResourceValidator.issueLimit else { return }
        do throws(TreeProblem) {
            let values = try rule.expression.evaluate(tree, at: index, in: environment)
            // An empty result says neither yes nor no.
            let fails = values.contains { value in
                if case .boolean(let holds) = value { !holds } else { false }
            }
            if fails {
                let severity: OutcomeIssue.Severity = rule.isError ? .error : .warning
                report(severity, .invariant, "the rule \(rule.key) does not hold: \(rule.text)", at: index)
            }
        } catch {
            report(.warning, .tooCostly, "the rule \(rule.key) could not be checked", at: index)
        }
    }

    private mutating func report(
        _ severity: OutcomeIssue.Severity,
        _ code: OutcomeIssue.Code,
        _ text: String,
        at index: Tree.Index
    ) {
        issues.append(OutcomeIssue(severity, code, at: tree.expression(at: index), text))
    }
}
