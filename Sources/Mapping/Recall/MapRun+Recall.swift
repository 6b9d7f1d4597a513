// Writing again what a rule wrote for the same bytes, and noticing what is worth it.
//
// Only what went well is remembered: no problem, no reference to something that is named later, nothing missing. What
// goes wrong goes wrong anew each time, and is told with its place.

import FHIR
import FHIRPath
import HL7v2

extension MapRun {
    /// A rule or a map under way whose outcome is to be remembered.
    struct Recording {
        /// The maps that emitted on the way, by their entries.
        var effects: [Int32] = []
        /// Whether something happened that cannot be repeated.
        var isSpoiled = false
    }

    /// How things stood when a recording began.
    struct Beginning {
        let nodes: Int
        let problems: Int
        let waiting: Int
        let checks: Int
        let steps: Int
    }

    /// Writes what a rule says, from memory where the bytes it reads are known.
    mutating func recallOrWrite(
        _ number: Int32,
        _ rule: Plan.Rule,
        to parent: TreeBuilder.Node
    ) throws(EvaluationStopped) -> Written {
        guard let inputs = plan.ruleInputs[Int(number)] else {
            return try write(rule.value, of: rule, to: parent)
        }
        return try recallOrWrite(rule.value, of: rule, to: parent, unit: Int(number), inputs)
    }

    /// Writes the value that a switch chose, from memory where it alone reads known bytes.
    mutating func recallOrWrite(
        branch value: Int32,
        of rule: Plan.Rule,
        to parent: TreeBuilder.Node
    ) throws(EvaluationStopped) -> Written {
        let branch = Int(plan.branchOfValue[Int(value)])
        guard branch >= 0 else { return try write(value, of: rule, to: parent) }
        let unit = plan.rules.count + plan.functions.count + branch
        return try recallOrWrite(value, of: rule, to: parent, unit: unit, plan.branchInputs[branch])
    }

    private mutating func recallOrWrite(
        _ value: Int32,
        of rule: Plan.Rule,
        to parent: TreeBuilder.Node,
        unit: Int,
        _ inputs: Inputs
    ) throws(EvaluationStopped) -> Written {
        guard recollections.terms != nil, patched < 0, recollections.isWorthwhile(unit: unit, of: unitCount),
            isUntouched(rule, in: parent), makeKey(unit, inputs)
        else { return try write(value, of: rule, to: parent) }
        let entry = recollections.find(key, unit: unit)
        if entry >= 0, let written = recall(entry, below: parent) { return written }
        let beginning = begin()
        let key = takeKey()
        let written = try write(value, of: rule, to: parent)
        let recording = end(beginning)
        note(recording.effects)
        guard isWorthKeeping(recording, beginning, unit: unit) else { return written }
        let fragment = recollections.keep(below: parent, of: builder, since: beginning.nodes)
        _ = recollections.remember(
            key,
            fragment: fragment,
            written: written,
            effects: recording.effects
        )
        return written
    }

    /// Rules are numbered first, then maps, then the values of switches.
    var unitCount: Int { plan.rules.count + plan.functions.count + plan.branchInputs.count }

    /// Whether nothing stands yet where a rule for a single value writes; an empty element would be filled instead.
    private mutating func isUntouched(_ rule: Plan.Rule, in parent: TreeBuilder.Node) -> Bool {
        guard rule.isSingle, let first = rule.candidates.first, let last = rule.candidates.last else {
            return true
        }
        return !builder.hasAny(
            from: plan.members[Int(first)],
            through: plan.members[Int(last)],
            in: parent
        )
    }

    /// Writes what an entry holds; `nil` where what it needs has become something else in this message.
    private mutating func recall(_ number: Int32, below parent: TreeBuilder.Node) -> Written? {
        let entry = recollections.entries[Int(number)]
        guard canRecall(entry) else { return nil }
        let effects = recollections.effects[Int(entry.effects.lowerBound)..<Int(entry.effects.upperBound)]
        note(effects)
        for effect in effects { _ = recallEmission(effect) }
        builder.paste(entry.fragment, of: recollections.fragments, below: parent)
        return entry.written
    }

    // MARK: Recording

    /// Begins to watch what is done.
    mutating func begin() -> Beginning {
        recordings.append(Recording())
        return Beginning(
            nodes: builder.nodeCount,
            problems: evaluation.problems.count + problems.count,
            waiting: pending.count,
            checks: checks.count,
            steps: evaluation.steps
        )
    }

    /// Ends watching; what is spoiled spoils what it is part of.
    mutating func end(_ beginning: Beginning) -> Recording {
        var recording = recordings.removeLast()
        if evaluation.problems.count + problems.count != beginning.problems
            || pending.count != beginning.waiting
            || !isComplete(since: beginning.checks)
        {
            recording.isSpoiled = true
        }
        if recording.isSpoiled { spoil() }
        return recording
    }

    /// What is under way depends on something that may be different next time.
    mutating func spoil() {
        if let last = recordings.indices.last { recordings[last].isSpoiled = true }
    }

    /// Maps emitted something while another outcome is recorded.
    mutating func note(_ effects: some Collection<Int32>) {
        if let last = recordings.indices.last { recordings[last].effects.append(contentsOf: effects) }
    }

    /// Whether what was done can be repeated, and took longer than remembering it.
    mutating func isWorthKeeping(_ recording: Recording, _ beginning: Beginning, unit: Int) -> Bool {
        guard !recording.isSpoiled, recollections.hasRoom else { return false }
        let effort = evaluation.steps - beginning.steps + builder.nodeCount - beginning.nodes
        recollections.took(effort, unit: unit, least: Self.leastEffort)
        return effort >= Self.leastEffort
    }

    /// Steps and elements that take as long as looking for a key and copying what is found.
    private static let leastEffort = 5

    /// Whether everything has what its type requires, among what is to be checked at the end.
    private mutating func isComplete(since count: Int) -> Bool {
        for index in count..<checks.count where !missing(in: checks[index]).isEmpty { return false }
        return true
    }

    // MARK: Keys

    /// Puts together what a rule or map reads; whether that can be a key.
    mutating func makeKey(_ unit: Int, _ inputs: Inputs) -> Bool {
        key.removeAll()
        key.append(UInt32(truncatingIfNeeded: unit))
        if inputs.readsValue {
            guard case .element(let element)? = evaluation.focus.item else { return false }
            key.append(element.level.rawValue)
            append(element)
        }
        if inputs.fields != 0 {
            let segment = Int(evaluation.focus.segment)
            guard segment >= 0 else { return false }
            key.append(evaluation.message.segmentName(segment).packed)
            append(inputs.fields, ofSegment: segment)
        }
        append(inputs.header, ofSegment: 0)
        return key.count <= Recollections.keyLimit
    }

    /// The key that was looked for, while others are.
    mutating func takeKey() -> ByteSink {
        var taken = ByteSink(capacity: Recollections.keyLimit)
        swap(&taken, &key)
        return taken
    }

    mutating func append(_ fields: UInt64, ofSegment segment: Int) {
        var rest = fields
        while rest != 0 {
            let number = rest.trailingZeroBitCount
            rest &= rest - 1
            append(evaluation.message.field(number, ofSegment: segment))
        }
    }

    /// Appends the length and the bytes of an element; of what is absent another length than that of any.
    private mutating func append(_ element: Element?) {
        guard let element else { return key.append(UInt32.max) }
        key.append(UInt32(truncatingIfNeeded: element.count))
        guard element.count <= Recollections.keyLimit else { return }
        // Unsafe memory: an element lies inside its message.
        evaluation.message.bytes.withUnsafeBytes { bytes in
            if let base = bytes.baseAddress { key.append(base + element.range.lowerBound, element.count) }
        }
    }

    /// Gives the memory back for the next run.
    mutating func giveBack() {
        guard recollections.terms != nil else { return }
        var used = Recollections()
        swap(&used, &recollections)
        plan.recollections.give(used)
    }
}
