// One walk over a tree, asking at each element for what must hold there.

import FHIR
import FHIRPath

struct ValidationRun {
    private let tree: Tree
    private let profiles: ProfileSet
    private let demanded: [ProfileSet.Profile]
    private let invariants: Invariants
    private let known: KnownTypes
    private let runner: InvariantRunner
    private let references: ReferenceRules
    private var check: ProfileCheck
    /// The claims to profiles that are not known and were told of.
    private var unknownClaims: Set<String> = []
    private(set) var issues: [OutcomeIssue] = []

    /// The types at which something is looked at, by their numbers.
    private struct KnownTypes {
        let bundle: TypeID?
        let entry: TypeID?
        let reference: TypeID?
        let `extension`: TypeID?

        init(_ definitions: Definitions) {
            bundle = definitions.type(named: "Bundle")
            entry = definitions.type(named: "Bundle.entry")
            reference = definitions.type(named: "Reference")
            `extension` = definitions.type(named: "Extension")
        }
    }

    /// Where the walk is.
    private struct Surroundings {
        /// The resource that references are read in.
        var resource: Tree.Index
        /// The type of the Bundle whose entries these are.
        var bundle: String?
    }

    init(_ tree: Tree, now: String, profiles: ProfileSet, demanded: [ProfileSet.Profile]) {
        self.tree = tree
        invariants = .of(tree.definitions)
        // Profiles are of one version and mean nothing in another.
        let isSame = tree.definitions.isSame(as: profiles.storage.schema.definitions)
        self.profiles = isSame ? profiles : .empty
        self.demanded = isSame ? demanded : []
        known = KnownTypes(tree.definitions)
        let targets = ReferenceTargets(tree)
        var environment = TreeEnvironment(now: now)
        environment.knowledge = self.profiles.knowledge(environment, targets)
        runner = InvariantRunner(tree: tree, environment: environment)
        references = ReferenceRules(tree: tree, targets: targets)
        check = ProfileCheck(tree, self.profiles.storage, runner, targets)
    }

    mutating func look() {
        look(at: tree.rootIndex, member: nil, Surroundings(resource: tree.rootIndex))
    }

    private mutating func look(at index: Tree.Index, member: Member?, _ around: Surroundings) {
        let type = tree.type(at: index)
        for rule in invariants.rules(of: type, member: member) { check(rule, at: index) }
        var inside = around
        if tree.definitions.isResource(type) {
            // What is contained refers to what stands beside it, in the resource that contains both.
            let isContained = member.map { tree.definitions.name(of: $0) == "contained" } ?? false
            if !isContained { inside.resource = index }
            checkProfiles(at: index, type, isContained: isContained)
            if type == known.bundle { inside.bundle = tree.node(at: index)["type"]?.text }
        } else if type == known.reference {
            checkReference(at: index, around)
        } else if type == known.extension {
            if !profiles.isEmpty { check.checkExtension(at: index, member) }
        } else if type == known.entry {
            checkEntry(at: index)
        }
        take()
        var child = tree.firstChild(of: index)
        while let current = child {
            look(at: current, member: tree.member(at: current), inside)
            child = tree.nextSibling(of: current, in: index)
        }
    }

    // MARK: What the standard says

    private mutating func check(_ rule: Invariant, at index: Tree.Index) {
        guard issues.count < 2 * ResourceValidator.issueLimit else { return }
        switch runner.outcome(of: rule.expression, at: index) {
        case .holds: break
        case .fails:
            let severity: OutcomeIssue.Severity = rule.isError ? .error : .warning
            report(severity, .invariant, "the rule \(rule.key) does not hold: \(rule.text)", at: index)
        case .unknown:
            report(.warning, .tooCostly, "the rule \(rule.key) could not be checked", at: index)
        }
    }

    private mutating func checkReference(at index: Tree.Index, _ around: Surroundings) {
        let node = tree.node(at: index)
        if let problem = references.problem(of: node, in: around.resource) {
            report(.error, .structure, problem, at: index)
        }
        if let bundle = around.bundle, references.isLost(node, in: around.resource, of: bundle) {
            report(.warning, .notFound, "the reference is to nothing in the Bundle", at: index)
        }
    }

    /// The address of an entry ends as its resource is called (FHIR R4, "Bundle", fullUrl).
    private mutating func checkEntry(at index: Tree.Index) {
        let entry = tree.node(at: index)
        guard let resource = entry["resource"], let id = resource["id"]?.text,
            let address = entry["fullUrl"]?.text, address.hasPrefix("http"),
            address.split(separator: "/").last.map({ $0 != id }) ?? true
        else { return }
        report(.warning, .value, "fullUrl and the resource's id disagree", at: index)
    }

    // MARK: Profiles

    /// Checks a resource against the profiles that it claims, and those demanded of its type.
    private mutating func checkProfiles(at index: Tree.Index, _ type: TypeID, isContained: Bool) {
        var positions: Set<Int> = []
        if !isContained {
            for profile in demanded where check.isAbout(profile.position, type) {
                positions.insert(profile.position)
            }
        }
        if let meta = tree.node(at: index)["meta"] {
            for claim in meta.children(named: "profile") {
                guard let address = claim.text else { continue }
                if let position = profiles.storage.positions[CanonicalAddress(address).url] {
                    checkVersion(of: position, CanonicalAddress(address), at: claim.index)
                    if check.isAbout(position, type) {
                        positions.insert(position)
                    } else {
                        report(
                            .error,
                            .structure,
                            "the profile is of another type of resource",
                            at: claim.index
                        )
                    }
                } else if !isStandard(address, type), unknownClaims.insert(address).inserted {
                    report(.warning, .notFound, "the profile is not known here", at: claim.index)
                }
            }
        }
        // A profile says all that those say which it is based on.
        let implied = positions.reduce(into: Set<Int>()) {
            $0.formUnion(profiles.storage.profiles[$1].ancestors)
        }
        for position in positions.subtracting(implied).sorted() { check.check(index, against: position) }
    }

    private mutating func checkVersion(of position: Int, _ address: CanonicalAddress, at index: Tree.Index) {
        guard let version = address.version, version != profiles.storage.profiles[position].version else {
            return
        }
        report(.warning, .notFound, "another version of the profile is known here", at: index)
    }

    /// Whether an address is that of the standard's own definition of a type.
    private func isStandard(_ address: String, _ type: TypeID) -> Bool {
        let url = CanonicalAddress(address).url
        guard url.hasPrefix(ProfileNames.standardBase),
            let named = tree.definitions.type(named: String(url.dropFirst(ProfileNames.standardBase.count)))
        else { return false }
        return tree.definitions.type(type, isA: named)
    }

    private mutating func take() {
        guard !check.issues.isEmpty else { return }
        issues += check.issues
        check.issues = []
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
