// Writing again what a sheaf of rules wrote for the same fields, before the other rules of its list are run.
//
// Rules of a sheaf and others write to different elements and read nothing but the message, so which of them come first
// makes no difference to what comes out.

import FHIR
import FHIRPath
import HL7v2

extension MapRun {
    /// Runs the rules of a list that are remembered together.
    ///
    /// - Returns: the rules that were run, by their places in the list, and what they wrote.
    mutating func runSheaf(
        of rules: Plan.RuleSet,
        into node: TreeBuilder.Node,
        _ present: inout AtHand
    ) throws(EvaluationStopped) -> (done: UInt64, written: Written) {
        guard recollections.terms != nil, patched < 0, let first = rules.rules.first,
            plan.sheafOfRule[Int(first)] >= 0, evaluation.focus.segment >= 0
        else { return (0, .nothing) }
        let number = Int(plan.sheafOfRule[Int(first)])
        guard let choice = choice(number) else { return (0, .nothing) }
        // Rules of elements that are there already, as the note that another list wrote, are run by themselves.
        let chosen = choice.rules & ~builder.union(of: plan.sheaves[number].elements, in: node)
        guard chosen.nonzeroBitCount >= Sheaf.leastRules, makeKey(number, choice, chosen, &present)
        else { return (0, .nothing) }
        let entry = recollections.find(key)
        recollections.count(isFound: entry >= 0, plan.sheaves[number], number)
        if entry >= 0 {
            let entry = recollections.entries[Int(entry)]
            builder.paste(entry.fragment, of: recollections.fragments, below: node)
            return (chosen, entry.written)
        }
        let beginning = begin()
        let key = takeKey()
        var written = Written.nothing
        for (place, number) in rules.rules.enumerated() where chosen & 1 << UInt64(place) != 0 {
            written = max(written, try run(number, into: node, &present))
        }
        let recording = end(beginning)
        note(recording.effects)
        if !recording.isSpoiled, recording.effects.isEmpty, recollections.hasRoom {
            let fragment = recollections.keep(below: node, of: builder, since: beginning.nodes)
            _ = recollections.remember(key, fragment: fragment, written: written, effects: [])
        }
        return (chosen, written)
    }

    /// What is remembered of a sheaf; `nil` while its fields are being looked at, which this is one more time.
    private mutating func choice(_ number: Int) -> SheafState.Choice? {
        guard recollections.isLearning(number, of: plan.sheaves) else { return recollections.choice(number) }
        let segment = Int(evaluation.focus.segment)
        recollections.learn(plan.sheaves[number], number) { field, isHeader in
            let element = evaluation.message.field(field, ofSegment: isHeader ? 0 : segment)
            // A value that is not there is one like any other.
            guard let element else { return 0 }
            return evaluation.message.bytes[element.range].reduce(0xCBF2_9CE4_8422_2325) { hash, byte in
                KeyHash.mix(hash ^ UInt64(byte))
            }
        }
        return nil
    }

    /// Puts together the values of the fields that were chosen; whether that can be a key.
    private mutating func makeKey(
        _ number: Int,
        _ choice: SheafState.Choice,
        _ chosen: UInt64,
        _ present: inout AtHand
    ) -> Bool {
        let segment = Int(evaluation.focus.segment)
        let known = present.fields ?? evaluation.presentFields()
        present.fields = known
        let read = chosen == choice.rules ? choice.fields : plan.sheaves[number].fields(readBy: chosen)
        let fields = read & known
        key.removeAll()
        key.append(UInt32(truncatingIfNeeded: unitCount + number))
        key.append(evaluation.message.segmentName(segment).packed)
        // What is absent is said by the fields that are there.
        key.append(chosen)
        key.append(choice.header)
        key.append(fields)
        append(fields, ofSegment: segment)
        append(choice.header, ofSegment: 0)
        return key.count <= Recollections.keyLimit
    }
}
