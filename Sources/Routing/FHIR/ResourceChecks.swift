// What a listener asks of resources beside that each element is right: invariants, references, profiles.
//
// Pure. What is wrong with an entry of a batch is that entry's matter alone; what is wrong with anything else is the
// whole body's.

public import FHIR
import FHIRValidation
import LocatedYAML

/// What was found in a resource, and what follows from it.
public struct ResourceFindings: Sendable {
    /// Why the whole is refused; empty where it is taken.
    public private(set) var refusal: [OutcomeIssue] = []
    /// Why entries of a batch are refused, by their positions.
    public private(set) var refusedEntries: [Int: [OutcomeIssue]] = [:]
    /// What is worth telling of what is taken: warnings, and in a listener that only warns the errors as such.
    public private(set) var remarks: [OutcomeIssue] = []
    /// Whether what is taken has errors.
    public private(set) var isNonconforming = false

    /// Nothing was found.
    init() {}

    init(_ issues: [OutcomeIssue], in tree: Tree, _ validation: FHIRReception.Validation) {
        let isBatch = tree.root.type.name == "Bundle" && tree.root["type"]?.text == "batch"
        for issue in issues {
            if issue.severity != .error {
                remarks.append(issue)
            } else if validation == .warn {
                isNonconforming = true
                remarks.append(OutcomeIssue(.warning, issue.code, at: issue.expression, issue.text))
            } else if isBatch, let entry = Self.entry(of: issue) {
                refusedEntries[entry, default: []].append(issue)
            } else {
                refusal.append(issue)
            }
        }
    }

    /// What an analyst should know of what is taken, in a line; places and rules, never values.
    public var note: String? {
        let errors = refusedEntries.sorted { $0.key < $1.key }.flatMap(\.value)
        if let first = errors.first {
            let entries = refusedEntries.count == 1 ? "1 entry is" : "\(refusedEntries.count) entries are"
            return "\(entries) refused: \(first.expression): \(first.text)"
        }
        guard isNonconforming, let first = remarks.first else { return nil }
        let others = remarks.count == 1 ? "" : " (and \(remarks.count - 1) others)"
        return "does not conform: \(first.expression): \(first.text)\(others)"
    }

    /// The remarks on an entry of a Bundle.
    public func remarks(onEntry position: Int) -> [OutcomeIssue] {
        remarks.filter { Self.entry(of: $0) == position }
    }

    /// The position of the entry that an issue is about.
    private static func entry(of issue: OutcomeIssue) -> Int? {
        let start = "Bundle.entry["
        guard issue.expression.hasPrefix(start) else { return nil }
        return Int(issue.expression.dropFirst(start.count).prefix { $0 != "]" })
    }
}

/// What a listener asks of resources.
struct ResourceChecks: Sendable {
    private let validation: FHIRReception.Validation
    private let profiles: ProfileSet
    private let demanded: [ProfileSet.Profile]

    init(_ reception: FHIRReception, _ profiles: ProfileSet) {
        validation = reception.validation
        self.profiles = profiles
        demanded = reception.profiles.flatMap { profiles.profiles(named: $0.value) }
    }

    /// Looks at a resource each element of which is right.
    func findings(in tree: Tree, now: String) -> ResourceFindings {
        guard validation != .off else { return ResourceFindings() }
        let issues = ResourceValidator.furtherIssues(
            in: tree,
            now: now,
            profiles: profiles,
            demanded: demanded
        )
        return ResourceFindings(issues, in: tree, validation)
    }
}
