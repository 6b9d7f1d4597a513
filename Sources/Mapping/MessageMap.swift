// A message map, ready to run.

import FHIR
import FHIRPath
public import HL7v2
public import LocatedYAML

/// Turns messages of one structure into Bundles.
public struct MessageMap: Sendable {
    /// Its name, such as `ORU_R01`.
    public let name: String
    /// The structure of the messages it takes.
    public let structure: Structure
    let plan: Plan
    let blocks: Plan.Run
    /// The maps that fill the Bundle itself.
    let bundleUses: Plan.Run
    /// The number of its outermost list, and how many names that gives.
    let frame: Int
    let aliases: Int
    let kind: MapSource.BundleKind
    /// Whether what no rule read travels along; such a map records what it reads in every run.
    let keepsUnmapped: Bool
    let members: Plan.BundleMembers
    let location: SourceLocation

    /// Maps a message.
    ///
    /// A pure function: the same message and context give the same outcome. It is bounded in steps and depth.
    public func run(_ message: Message, in context: MapContext) -> MapOutcome {
        var run = MapRun(plan, over: message, as: structure, in: context, isTraced: keepsUnmapped)
        defer { run.giveBack() }
        return finish(&run)
    }

    /// Maps a message and says where every value came from, and what was not read.
    ///
    /// The outcome is that of ``run(_:in:)``; it takes up to three times as long.
    ///
    /// - Parameters:
    ///   - message: the message.
    ///   - context: what the map may read beside it.
    ///   - limit: how many values, the first ones, and how many unread places are told of.
    /// - Returns: what came out, and its lineage.
    public func trace(
        _ message: Message,
        in context: MapContext,
        limit: Int = .max
    ) -> (outcome: MapOutcome, trace: MapTrace) {
        var run = MapRun(plan, over: message, as: structure, in: context, isTraced: true)
        let outcome = finish(&run)
        return (outcome, run.mapTrace(of: outcome.bundle, limit: limit))
    }

    /// The places of all rules that the map can run, those of the maps it uses among them.
    public var rules: Set<SourceLocation> {
        RuleSurvey(plan: plan).rules(of: blocks, uses: bundleUses)
    }

    private func finish(_ run: inout MapRun) -> MapOutcome {
        do {
            try run.run(blocks, number: Int32(frame), aliases: aliases)
            try run.fillBundle(bundleUses, members)
        } catch {
            let reason = "the message asks for more work than a map may do"
            let problem = MapProblem(severity: .error, location: nil, rule: location, reason: reason)
            return MapOutcome(bundle: nil, problems: run.mapProblems() + [problem])
        }
        run.isPatching = kind == .transaction || kind == .batch
        run.writePendingReferences()
        if keepsUnmapped { run.keepUnread() }
        run.tidyMerged()
        run.checkRequirements()
        let problems = run.mapProblems()
        guard !problems.contains(where: { $0.severity == .error }) else {
            return MapOutcome(bundle: nil, problems: problems)
        }
        do {
            return MapOutcome(bundle: try run.bundle(kind, members), problems: problems)
        } catch {
            let problem = MapProblem(
                severity: .error,
                location: nil,
                rule: location,
                reason: "the Bundle could not be written"
            )
            return MapOutcome(bundle: nil, problems: problems + [problem])
        }
    }
}
