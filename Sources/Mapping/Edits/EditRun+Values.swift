// What a right side yields, as bytes for the place it goes to. Nothing means that the place stays as it is.

import FHIRPath
import HL7v2

extension EditRun {
    /// The bytes of a value for a place of a level; `nil` where there is nothing to write.
    mutating func bytes(of value: EditValue, for level: Element.Level) throws(EvaluationStopped) -> [UInt8]? {
        try bytes(of: value.source, value, for: level)
    }

    private mutating func bytes(
        of source: EditValue.Source,
        _ value: EditValue,
        for level: Element.Level
    ) throws(EvaluationStopped) -> [UInt8]? {
        switch source {
        case .constant(let text): return written(text, value.form)
        case .condition(let condition, let then, let otherwise):
            guard let chosen = try evaluation.holds(condition) ? then : otherwise else { return nil }
            return try bytes(of: chosen, value, for: level)
        case .expression(let root, let copying):
            let items = try evaluation.evaluate(root)
            var parts: [[UInt8]] = []
            for item in evaluation.list(items) {
                guard let part = bytes(of: item, value, copying, for: level) else { continue }
                parts.append(part)
                if level != .field { break }
            }
            guard !parts.isEmpty else { return nil }
            if parts.count > 1, editor.message.delimiters.repetition == nil { return parts[0] }
            return Array(parts.joined(separator: [editor.message.delimiters.repetition ?? 0x20]))
        }
    }

    private mutating func bytes(
        of item: Item,
        _ value: EditValue,
        _ copying: EditValue.Copying,
        for level: Element.Level
    ) -> [UInt8]? {
        switch item {
        case .element(let element):
            switch copying {
            case .asItStands: return Array(editor.message.rawBytes(element))
            case .shifted: return editor.copy(element, to: level)
            case .firstValue:
                return editor.message.firstValue(of: element).map { Array(editor.message.rawBytes($0)) }
            }
        case .row where value.isCoded: return coded(item, value.form)
        case .boolean(let isTrue): return written(isTrue ? "true" : "false", value.form, type: "boolean")
        case .date: return text(of: item, value.form, type: "date")
        case .dateTime: return text(of: item, value.form, type: "dateTime")
        case .time: return text(of: item, value.form, type: "time")
        default: return text(of: item, value.form, type: "string")
        }
    }

    private mutating func text(of item: Item, _ form: FieldForm, type: String) -> [UInt8]? {
        guard let text = evaluation.string(of: item), !text.isEmpty else { return nil }
        return written(text, form, type: type)
    }

    /// Code, text and coding system of a table's row.
    private mutating func coded(_ item: Item, _ form: FieldForm) -> [UInt8]? {
        guard let row = evaluation.translatedCode(of: item) else { return nil }
        var parts: [[UInt8]] = []
        for text in [row.code, row.display, row.system] {
            let string = text.map { evaluation.texts.string($0) } ?? ""
            parts.append(written(string, .text) ?? [])
        }
        while parts.last?.isEmpty == true { parts.removeLast() }
        return parts.isEmpty ? nil : Array(parts.joined(separator: [editor.message.delimiters.component]))
    }

    /// A text as the message says it; what its character set lacks is said as a warning.
    private mutating func written(_ text: String, _ form: FieldForm, type: String = "string") -> [UInt8]? {
        let isPlain = type == "string"
        guard let text = isPlain ? text : form.text(text, type: type) else { return nil }
        let breaksLines = if case .lines = form { true } else { false }
        let escaped = editor.escaped(text, breaksLines: breaksLines)
        if escaped.substitutions > 0 {
            report(
                .warning,
                nil,
                "the message's character set lacks \(escaped.substitutions) of the characters written",
                rule: evaluation.rule
            )
        }
        return escaped.bytes
    }
}
