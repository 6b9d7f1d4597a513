// Edits of fields: which repetitions are meant, and the bytes that are written there.

import FHIRPath
import HL7v2

extension EditRun {
    /// Writes a value at a place of the segment at hand.
    mutating func set(
        _ value: EditValue,
        at target: EditTarget,
        _ place: Place,
        _ condition: Root?
    ) throws(EvaluationStopped) {
        guard case .element(let segment) = place.item else { return }
        let slot = editor.slot(ofSegment: segment.segment)
        try forEachRepetition(of: target, segment, condition) { run, path throws(EvaluationStopped) in
            guard let bytes = try run.bytes(of: value, for: path.level) else { return }
            run.write(bytes, at: path, of: slot)
        }
    }

    /// Empties a place of the segment at hand, or writes the explicit null there.
    mutating func blank(
        _ target: EditTarget,
        _ place: Place,
        isNull: Bool,
        _ condition: Root?
    ) throws(EvaluationStopped) {
        guard case .element(let segment) = place.item else { return }
        let slot = editor.slot(ofSegment: segment.segment)
        try forEachRepetition(of: target, segment, condition) { run, path throws(EvaluationStopped) in
            // What is not there needs no separators to be empty.
            guard isNull || run.isThere(path, segment) else { return }
            run.write(isNull ? Array("\"\"".utf8) : [], at: path, of: slot)
        }
    }

    /// Leaves out the thing at hand, or repetitions of a field of it.
    mutating func drop(
        _ target: EditTarget,
        _ place: Place,
        _ condition: Root?
    ) throws(EvaluationStopped) {
        guard target.field > 0, case .element(let segment) = place.item else {
            for slot in slots(of: place.item) { editor.drop(slot) }
            return
        }
        let slot = editor.slot(ofSegment: segment.segment)
        try forEachRepetition(of: target, segment, condition) { run, path throws(EvaluationStopped) in
            guard let repetition = path.repetition, run.isThere(path, segment) else { return }
            run.editor.remove(repetition: repetition, ofField: path.field, of: slot)
        }
    }

    mutating func write(_ bytes: [UInt8], at path: FieldPath, of slot: MessageEditor.Slot) {
        guard !editor.write(bytes, at: path, of: slot) else { return }
        report(
            .error,
            "\(editor.name(of: slot))-\(path.field)",
            "the message declares no delimiter for this part",
            rule: evaluation.rule
        )
    }

    /// Does something for each repetition that a target names and a condition holds for, with it at hand.
    private mutating func forEachRepetition(
        of target: EditTarget,
        _ segment: Element,
        _ condition: Root?,
        _ body: (inout EditRun, FieldPath) throws(EvaluationStopped) -> Void
    ) throws(EvaluationStopped) {
        let outer = evaluation.focus
        defer { evaluation.focus = outer }
        for (number, element) in try repetitions(of: target, segment) {
            evaluation.focus = outer
            evaluation.focus.item = element.map { .element($0) }
            if let condition {
                guard try evaluation.holds(condition) else { continue }
            }
            let path = FieldPath(
                target.field,
                repetition: number,
                component: target.component,
                subcomponent: target.subcomponent
            )
            try body(&self, path)
        }
    }

    /// The repetitions that a target names, by their numbers, with what stands there.
    private mutating func repetitions(
        of target: EditTarget,
        _ segment: Element
    ) throws(EvaluationStopped) -> [(number: Int?, element: Element?)] {
        let message = editor.message
        let field = message.field(target.field, ofSegment: segment.segment)
        let all = field.map { message.repetitions(of: $0) } ?? []
        switch target.repetitions {
        case .whole: return [(nil, field)]
        case .number(let number): return [(number, all.first { $0.repetition == number })]
        case .last: return all.last.map { [($0.repetition, $0)] } ?? []
        case .all: return all.map { ($0.repetition, $0) }
        case .matching(let condition):
            let outer = evaluation.focus
            defer { evaluation.focus = outer }
            var kept: [(number: Int?, element: Element?)] = []
            for (index, repetition) in all.enumerated() {
                evaluation.focus = outer.on(.element(repetition), position: index + 1)
                if try evaluation.holds(condition) { kept.append((repetition.repetition, repetition)) }
            }
            return kept
        }
    }

    /// Whether there is anything at a place of the message as received.
    private mutating func isThere(_ path: FieldPath, _ segment: Element) -> Bool {
        let message = editor.message
        guard let field = message.field(path.field, ofSegment: segment.segment) else { return false }
        guard let number = path.repetition else { return true }
        guard let repetition = message.repetition(number, of: field) else { return false }
        guard let component = path.component else { return true }
        guard let part = message.component(component, of: repetition) else { return false }
        return path.subcomponent.map { message.subcomponent($0, of: part) != nil } ?? true
    }
}
