// Checks elements of a tree against compiled profiles: what each value must be.
//
// Children and slices are in the extensions beside this file. An element is checked once against a profile, so profiles
// that name each other end; what is only asked, as by discriminators and references, is remembered.

import FHIR
import FHIRPath

/// Checks the elements of one tree.
struct ProfileCheck {
    /// An element together with a profile.
    struct Visit: Hashable {
        let index: Tree.Index
        let position: Int
    }

    /// How many references may be followed one behind the other.
    static let hopLimit = 8

    let tree: Tree
    let set: ProfileSet.Storage
    let runner: InvariantRunner
    let targets: ReferenceTargets
    /// What was found and not taken yet.
    var issues: [OutcomeIssue] = []

    /// The profile whose rules are run.
    var current = 0
    private var visited: Set<Visit> = []
    private var verdicts: [Visit: Bool] = [:]
    private var open: Set<Visit> = []
    /// Whether only the verdict counts, so that the first error is enough.
    private var isProbing = false

    init(
        _ tree: Tree,
        _ set: ProfileSet.Storage,
        _ runner: InvariantRunner,
        _ targets: ReferenceTargets
    ) {
        self.tree = tree
        self.set = set
        self.runner = runner
        self.targets = targets
    }

    var definitions: Definitions { tree.definitions }

    /// Whether a profile is about values of a type.
    func isAbout(_ position: Int, _ type: TypeID) -> Bool {
        definitions.type(type, isA: set.profiles[position].type)
    }

    /// Checks an element against a profile, once.
    mutating func check(_ index: Tree.Index, against position: Int) {
        guard visited.insert(Visit(index: index, position: position)).inserted else { return }
        let outer = current
        current = position
        check(index, set.profiles[position].rule)
        current = outer
    }

    /// Whether an element satisfies a profile; nothing is reported.
    ///
    /// A question that leads back to itself, or too far, is answered with yes.
    mutating func satisfies(_ index: Tree.Index, _ position: Int) -> Bool {
        let visit = Visit(index: index, position: position)
        if let known = verdicts[visit] { return known }
        guard isAbout(position, tree.type(at: index)) else { return false }
        guard open.count < Self.hopLimit, !open.contains(visit) else { return true }
        var probe = self
        probe.issues = []
        probe.visited = []
        probe.isProbing = true
        probe.open.insert(visit)
        probe.check(index, against: position)
        let verdict = !probe.issues.contains { $0.severity == .error }
        verdicts = probe.verdicts
        verdicts[visit] = verdict
        return verdict
    }

    /// Whether nothing more needs to be found.
    private var isDone: Bool { issues.count >= (isProbing ? 1 : ResourceValidator.issueLimit) }

    /// Checks a value against a rule, and what is inside of it.
    mutating func check(_ index: Tree.Index, _ rule: ElementRule) {
        guard !isDone else { return }
        // What is of another type cannot be compared any further.
        guard rule.typeRules.allSatisfy({ checkTypes(index, $0) }) else { return }
        for value in rule.values where !value.holds(for: tree.node(at: index)) {
            let what = value.isExact ? "the value is not the one" : "the value does not have what"
            report(.value, "\(what) that the profile gives", at: index)
        }
        if let limit = rule.lengthLimit, length(at: index) > limit {
            report(.value, "the text has more than \(limit) characters", at: index)
        }
        for bound in rule.bounds where runner.outcome(of: bound.expression, at: index) == .fails {
            let what = bound.isMinimum ? "less than the smallest" : "more than the largest"
            report(.value, "the value is \(what) that the profile allows", at: index)
        }
        for binding in rule.bindings { checkCodes(index, binding) }
        for invariant in rule.invariants { checkInvariant(invariant, at: index) }
        checkChildren(of: index, rule)
    }

    private mutating func checkInvariant(_ invariant: Invariant, at index: Tree.Index) {
        switch runner.outcome(of: invariant.expression, at: index) {
        case .holds: break
        case .fails:
            let text = "the rule \(invariant.key) does not hold: \(invariant.text)"
            report(.invariant, text, at: index, severity: invariant.isError ? .error : .warning)
        case .unknown:
            let text = "the rule \(invariant.key) could not be checked"
            report(.tooCostly, text, at: index, severity: .warning)
        }
    }

    /// The characters of a primitive's text.
    private func length(at index: Tree.Index) -> Int {
        tree.withText(at: index) { bytes in bytes.count { $0 & 0xc0 != 0x80 } }
    }

    /// Notes what is wrong; while probing, warnings do not count.
    mutating func report(
        _ code: OutcomeIssue.Code,
        _ text: String,
        at index: Tree.Index,
        severity: OutcomeIssue.Severity = .error
    ) {
        guard !isProbing else {
            if severity == .error { issues.append(OutcomeIssue(severity, code, at: "", text)) }
            return
        }
        let profile = set.profiles[current]
        let name = profile.name.isEmpty ? profile.url : profile.name
        issues.append(
            OutcomeIssue(severity, code, at: tree.expression(at: index), "\(text) (profile \(name))")
        )
    }
}
