// Edits of whole segments: adding, moving, numbering.

import FHIRPath
import HL7v2

extension EditRun {
    /// Adds a segment beside each anchor, with the anchor at hand.
    mutating func add(_ addition: Addition, _ edit: Edit) throws(EvaluationStopped) {
        let count = try things(of: addition.anchor).count
        if count == 0 {
            let anchor = addition.anchor.name
            report(
                .warning,
                nil,
                "there is no \(anchor) beside which \(addition.name) could stand",
                rule: edit.rule
            )
        }
        try forEach(addition.anchor, edit) { run, place throws(EvaluationStopped) in
            let isEdge = addition.side == .before
            let anchors = run.slots(of: place.item)
            guard let anchor = isEdge ? anchors.first : anchors.last else { return }
            var fields: [(FieldPath, [UInt8])] = []
            var isMade = addition.fields.allSatisfy { $0.value.isConstant }
            for field in addition.fields {
                run.evaluation.rule = field.rule
                guard let bytes = try run.bytes(of: field.value, for: field.path.level), !bytes.isEmpty else {
                    continue
                }
                if !field.value.isConstant { isMade = true }
                fields.append((field.path, bytes))
            }
            // Constants alone are no segment where the message could have said more.
            guard isMade else { return }
            let slot = run.editor.add(addition.name, addition.side, anchor)
            for (path, bytes) in fields { run.write(bytes, at: path, of: slot) }
        }
    }

    /// Puts segments or groups beside another, in the order in which they stand.
    mutating func move(
        _ target: EditTarget,
        _ side: MessageEditor.Side,
        _ anchor: EditTarget,
        _ edit: Edit
    ) throws(EvaluationStopped) {
        var moved: [MessageEditor.Slot] = []
        try forEach(target, edit) { run, place throws(EvaluationStopped) in
            moved += run.slots(of: place.item)
        }
        guard !moved.isEmpty else { return }
        let anchors = try things(of: anchor)
        let edge = (side == .before ? anchors.first : anchors.last).map { slots(of: $0) } ?? []
        guard let slot = side == .before ? edge.first : edge.last else {
            report(.warning, nil, "there is no \(anchor.name) beside which it could stand", rule: edit.rule)
            return
        }
        guard !moved.contains(slot) else { return }
        for segment in moved { editor.move(segment, side, slot) }
    }

    /// Numbers the set ids of a segment in the order in which it stands now: from 1 within the group in which it
    /// repeats, by itself or with its own group (HL7 v2.9 §2A.2.69, SI).
    mutating func renumber(_ target: EditTarget, _ edit: Edit) throws(EvaluationStopped) {
        guard let name = target.segment else { return }
        var named: Set<MessageEditor.Slot> = []
        try forEach(target, edit) { run, place throws(EvaluationStopped) in
            named.formUnion(run.slots(of: place.item))
        }
        var counts: [[Int]: Int] = [:]
        var owner = GroupTree.Occurrence.root
        for slot in editor.slots {
            if let segment = editor.segment(of: slot), let groups {
                owner = groups.occurrence(ofSegment: segment)
            }
            // Those that were added belong where they stand.
            let isAdded = editor.segment(of: slot) == nil && isAtHand(owner)
            guard editor.name(of: slot) == name, isAdded || named.contains(slot) else { continue }
            let number = counts[counter(of: name, in: owner), default: 0] + 1
            counts[counter(of: name, in: owner)] = number
            let path = FieldPath(
                target.field,
                component: target.component,
                subcomponent: target.subcomponent
            )
            write(Array(String(number).utf8), at: path, of: slot)
        }
    }

    private mutating func isAtHand(_ owner: GroupTree.Occurrence) -> Bool {
        groups.map { owner.isInside(evaluation.focus.group, of: $0) } ?? true
    }

    /// What a segment is counted within.
    private mutating func counter(of name: SegmentName, in owner: GroupTree.Occurrence) -> [Int] {
        guard let groups else { return [] }
        let structure = groups.structure
        var current = owner
        if structure.place(of: name, in: groups.group(of: current))?.repeats == true || name.isLocal {
            return [current.index]
        }
        while let parent = groups.parent(of: current) {
            if structure[groups.group(of: current)].repeats {
                return [parent.index, Int(groups.group(of: current).rawValue)]
            }
            current = parent
        }
        return [current.index]
    }
}
