// Emitting again what a map emitted for the same bytes: the doctor, the ward, the sender's organization.
//
// The identity and its id are remembered with what was written. In the message at hand the resource is opened like any
// other, so what comes twice is one.

import FHIR
import FHIRPath

extension MapRun {
    /// Emits the resource of a map that is entered, from memory where the bytes it reads are known.
    mutating func recallOrEmit(_ call: DeferredCall) throws(EvaluationStopped) -> Int32? {
        let unit = plan.rules.count + Int(call.function)
        guard recollections.terms != nil, patched < 0, let inputs = plan.functionInputs[Int(call.function)],
            recollections.isWorthwhile(unit: unit, of: unitCount) || !recordings.isEmpty, !call.hasArguments,
            makeKey(unit, inputs)
        else {
            spoil()
            return try emit(map: call.function)?.opening.resource
        }
        let entry = recollections.find(key, unit: unit)
        if entry >= 0, canRecall(recollections.entries[Int(entry)]) {
            note(CollectionOfOne(entry))
            return recallEmission(entry)
        }
        let beginning = begin()
        let key = takeKey()
        let emitted = try emit(map: call.function)
        let recording = end(beginning)
        guard let emitted, emitted.opening.isRepeatable, emitted.identity.isGiven,
            isWorthKeeping(recording, beginning, unit: unit)
        else {
            spoil()
            return emitted?.opening.resource
        }
        note(CollectionOfOne(remember(key, emitted, beginning, recording)))
        return emitted.opening.resource
    }

    private mutating func remember(
        _ key: borrowing ByteSink,
        _ emitted: Emitted,
        _ beginning: Beginning,
        _ recording: Recording
    ) -> Int32 {
        let resource = resources[Int(emitted.opening.resource)]
        // Of a resource that was there already only what it is called is known: its nodes are older.
        let fragment = recollections.keep(below: resource.node, of: builder, since: beginning.nodes)
        let entry = recollections.remember(
            key,
            fragment: fragment,
            written: .variables,
            effects: recording.effects,
            emitted: Recollections.Emitted(
                emission: emitted.emission,
                identity: emitted.identity.bytes,
                id: resource.id
            ),
            isWhole: emitted.opening.state == .new
        )
        recollections.note(emitted.opening.resource, of: recollections.entries[Int(entry)].emitted)
        return entry
    }

    /// Whether everything that an entry emits is known here, or known so well that it can be emitted again.
    mutating func canRecall(_ entry: Recollections.Entry) -> Bool {
        guard !entry.effects.isEmpty || entry.emitted >= 0 else { return true }
        guard !hasUnusual else { return false }
        return entry.isWholeThroughout || hasWhatIsMissing(entry)
    }

    private mutating func hasWhatIsMissing(_ entry: Recollections.Entry) -> Bool {
        if entry.emitted >= 0, isEmitted(recollections.emitted[Int(entry.emitted)]) { return true }
        guard entry.isWhole else { return false }
        for index in entry.effects {
            let effect = recollections.entries[Int(recollections.effects[Int(index)])]
            if !effect.isWholeThroughout, !hasWhatIsMissing(effect) { return false }
        }
        return true
    }

    private mutating func isEmitted(_ emitted: Recollections.Emitted) -> Bool {
        let type = plan.emissions[Int(emitted.emission)].type
        guard let number = identityNumbers.number(of: Identity(type: type, bytes: emitted.identity))
        else {
            return false
        }
        return identities[Int(number)].resource >= 0
    }

    /// Emits what an entry holds, unless this message has it already.
    mutating func recallEmission(_ number: Int32) -> Int32 {
        let entry = recollections.entries[Int(number)]
        let known = recollections.resource(of: entry.emitted)
        if known >= 0, !resources[Int(known)].isDropped { return known }
        let emitted = recollections.emitted[Int(entry.emitted)]
        let identity = IdentityInQuestion(
            bytes: emitted.identity,
            isGiven: true,
            id: emitted.id,
            asked: 0..<0
        )
        let opened = open(emitted.emission, identity, segment: -1)
        recollections.note(opened.resource, of: entry.emitted)
        guard opened.state == .new else { return opened.resource }
        for index in entry.effects { _ = recallEmission(recollections.effects[Int(index)]) }
        builder.paste(
            entry.fragment,
            of: recollections.fragments,
            below: resources[Int(opened.resource)].node
        )
        close(opened)
        return opened.resource
    }
}
