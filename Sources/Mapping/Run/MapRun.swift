// One run of a message map over one message.
//
// Resources are built side by side in one builder; references are written at the end, when everything that can be
// referred to has been emitted; what a type requires is checked last.

import FHIR
import FHIRPath
import HL7v2

/// A message map at work; not copyable for the reason that `Evaluation` has.
struct MapRun: ~Copyable {
    /// What a value left behind.
    enum Written: Int, Comparable {
        case nothing, constants, variables
        static func < (left: Written, right: Written) -> Bool { left.rawValue < right.rawValue }
    }

    /// A resource that was emitted.
    struct Resource {
        var emission: Int32
        var node: TreeBuilder.Node
        /// In `identities`.
        let identity: Int32
        let id: StableIdentifier
        /// The segment it came from, or -1.
        var segment: Int32
        var isDropped = false
        /// By what it is referred to, once that was written.
        var url: TreeBuilder.KnownText?
    }

    /// The id of an identity, and the resource that has it now, or -1.
    struct Identified {
        let id: StableIdentifier
        var resource: Int32
    }

    /// An occurrence of an `emit` list.
    struct Frame {
        /// The list, by its number among all of the site.
        let number: Int32
        let parent: Int32
        /// What was emitted under each name.
        var named: [[Named]]
    }

    /// A named resource and what it was emitted for.
    struct Named {
        let resource: Int32
        let segment: Int32
        let group: GroupTree.Occurrence
        /// Where the repetition begins that it was emitted for, or -1.
        let place: Int
        /// What tells it from others of its name; empty without `key`.
        let key: [UInt8]
    }

    /// A reference that waits for the end.
    struct PendingReference {
        let parent: TreeBuilder.Node
        let slot: Int32
        /// Where it stands.
        let frame: Int32
        /// The number of the list that names what it points to.
        let target: Int32
        let alias: Int32
        let isPlural: Bool
        let segment: Int32
        let group: GroupTree.Occurrence
        /// Where the repetition at hand begins, or -1.
        let place: Int
        /// The key asked for; `nil` without one.
        let key: [UInt8]?
        /// The rule that asked for it.
        let rule: Int32
    }

    /// An element whose required elements are checked at the end.
    struct Check {
        let node: TreeBuilder.Node
        let requirement: Int32
        let origin: Int32
        let segment: Int32
    }

    let plan: Plan
    var evaluation: Evaluation
    var builder = TreeBuilder()
    var frames: [Frame] = []
    var frame: Int32 = 0
    var resources: [Resource] = []
    /// The ids made so far: a message names the same people many times, and a digest costs 1 µs.
    var identities: [Identified] = []
    /// Their numbers.
    var identityNumbers: IdentityTable
    var pending: [PendingReference] = []
    var checks: [Check] = []
    var problems: [RunProblem] = []
    /// The resources that came again, by number.
    var merged: Set<Int32> = []
    /// The Bundle, where maps fill it.
    var filledBundle: TreeBuilder.Node?
    /// The resource under way that patches another; -1 for none.
    var patched: Int32 = -1
    var removals: [Removal] = []
    /// Whether the Bundle has requests, so that patches are patches.
    var isPatching = false
    var depth = 0
    /// Where values came from; `nil` unless somebody asks.
    var trace: RunTrace?
    /// Which part of a message that was split it is.
    let part: Int
    /// What rules wrote in earlier runs.
    var recollections: Recollections
    /// The key that is looked for there.
    var key = ByteSink(capacity: Recollections.keyLimit)
    /// The rules and maps under way whose outcomes are to be remembered, the innermost last.
    var recordings: [Recording] = []
    /// Whether a resource was emitted that is not referred to by its own URL.
    var hasUnusual = false

    /// Maps within maps, emitted resources within them; they cost stack.
    static let depthLimit = 100

    init(
        _ plan: Plan,
        over message: Message,
        as structure: Structure,
        in context: MapContext,
        isTraced: Bool = false
    ) {
        self.plan = plan
        trace = isTraced ? RunTrace() : nil
        part = context.part
        identityNumbers = IdentityTable(capacity: message.segmentCount * 2)
        let zone = LocalZone(listener: context.zone, message: message)
        evaluation = Evaluation(
            plan.program,
            over: message,
            groups: message.groups(as: structure),
            zone: zone,
            isTraced: isTraced
        )
        if plan.program.asksForTime { evaluation.begin(Circumstances(now: context.now)) }
        // A trace wants to see everything read again.
        recollections =
            isTraced || !context.remembers
            ? Recollections()
            : plan.recollections.take(for: RecallTerms(notation: message.notation, zone: zone))
        // A laboratory result becomes 8 times its size, in a node for every 3 bytes; a document does not.
        let size = min(message.bytes.count, 8192)
        builder.reserve(nodes: size / 3, bytes: size * 8)
    }

    // MARK: Rules

    /// Fills an element by rules.
    mutating func run(
        _ rules: Plan.RuleSet,
        into node: TreeBuilder.Node
    ) throws(EvaluationStopped) -> Written {
        var present = AtHand()
        var (done, written) = try runSheaf(of: rules, into: node, &present)
        for number in rules.rules {
            let isDone = done & 1 != 0
            done >>= 1
            if !isDone { written = max(written, try run(number, into: node, &present)) }
        }
        return written
    }

    /// Runs one rule of those that fill an element.
    mutating func run(
        _ number: Int32,
        into node: TreeBuilder.Node,
        _ present: inout AtHand
    ) throws(EvaluationStopped) -> Written {
        let rule = plan.rules[Int(number)]
        if case .any(let need) = rule.need, !isPresent(need, in: &present) { return .nothing }
        evaluation.rule = rule.origin
        var parent = node
        for step in rule.path { parent = builder.existingOrNew(plan.members[Int(step)], in: parent) }
        if rule.isSingle, isOccupied(rule, in: parent) { return .nothing }
        let isPatch = patched >= 0 && resources[Int(patched)].node == node
        if isPatch { evaluation.hasReadNull = false }
        let written = try recallOrWrite(number, rule, to: parent)
        if isPatch, written == .nothing, evaluation.hasReadNull { noteRemoval(rule) }
        if written > .nothing { trace?.ran(rule.origin) }
        return written
    }

    /// What is there at hand, looked at when the first rule asks.
    struct AtHand {
        var fields: UInt64?
        var parts: UInt64?
    }

    private mutating func isPresent(_ need: Presence, in present: inout AtHand) -> Bool {
        if need.segments & evaluation.presentSegments != 0 { return true }
        if need.fields != 0 {
            let fields = present.fields ?? evaluation.presentFields()
            present.fields = fields
            if need.fields & fields != 0 { return true }
        }
        if need.parts != 0 {
            let parts = present.parts ?? evaluation.presentParts()
            present.parts = parts
            if need.parts & parts != 0 { return true }
        }
        return false
    }

    private mutating func isOccupied(_ rule: Plan.Rule, in parent: TreeBuilder.Node) -> Bool {
        guard let first = rule.candidates.first, let last = rule.candidates.last else { return false }
        // The types of a choice follow one another.
        return builder.isSet(from: plan.members[Int(first)], through: plan.members[Int(last)], in: parent)
    }

    /// Whether a map's condition holds for an item.
    mutating func isWilling(_ function: Int32, on item: Item) throws(EvaluationStopped) -> Bool {
        let outer = evaluation.focus
        evaluation.focus = outer.on(item, position: Int(outer.position))
        defer { evaluation.focus = outer }
        return try evaluation.isWilling(function)
    }

    /// Fills an element by a map, on an item that it is willing to take.
    mutating func run(
        _ function: Int32,
        on item: Item,
        into node: TreeBuilder.Node
    ) throws(EvaluationStopped) -> Written {
        let outer = evaluation.focus
        evaluation.focus = outer.on(item, position: Int(outer.position))
        defer { evaluation.focus = outer }
        return try runRules(of: function, into: node)
    }

    mutating func runRules(of function: Int32, into node: TreeBuilder.Node) throws(EvaluationStopped)
        -> Written
    {
        guard case .rules(let rules) = plan.functions[Int(function)].kind else { return .nothing }
        guard depth < Self.depthLimit else { throw EvaluationStopped() }
        depth += 1
        let rule = evaluation.rule
        defer {
            depth -= 1
            evaluation.rule = rule
        }
        let written = try run(rules, into: node)
        return rules.hasVariables && written == .constants ? .constants : written
    }

    /// Whether what rules and maps wrote makes an element: constants alone do not where more was possible.
    mutating func isKept(_ written: Written, _ rules: Plan.RuleSet, hasUses: Bool) -> Bool {
        rules.hasVariables || hasUses ? written == .variables : written > .nothing
    }

    // MARK: Problems

    mutating func report(_ reason: String, isError: Bool, origin: Int32, segment: Int32) {
        problems.append(RunProblem(reason: reason, isError: isError, origin: origin, segment: segment))
    }
}

/// A problem that is not about one value.
struct RunProblem {
    let reason: String
    let isError: Bool
    let origin: Int32
    /// The segment it is about, or -1.
    let segment: Int32
}
