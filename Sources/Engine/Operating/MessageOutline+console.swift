// A laid-out message as the lines of the console's message page.

import Console
import HL7v2

extension MessageOutline {
    /// The lines of the page, groups as headings.
    var parsedLines: [ParsedLine] {
        let odd = Set(unexpectedSegments)
        return nodes.flatMap { Self.lines($0, depth: 0, odd: odd) }
    }

    private static func lines(_ node: Node, depth: Int, odd: Set<Int>) -> [ParsedLine] {
        switch node {
        case .group(let name, let nodes):
            return [.group(name: name, depth: depth)]
                + nodes.flatMap { lines($0, depth: depth + 1, odd: odd) }
        case .segment(let position, let name, let title, let fields):
            let segment = ParsedSegment(
                name: name,
                title: title ?? "",
                depth: depth,
                remark: odd.contains(position) ? "the structure does not expect it here" : nil,
                fields: fields.flatMap { Self.fields($0, of: name) }
            )
            return [.segment(segment)]
        }
    }

    private static func fields(_ field: Field, of segment: String) -> [ParsedField] {
        field.repetitions.map { repetition in
            let index = repetition.number == 1 ? "" : "[\(repetition.number)]"
            let location = "\(segment)-\(field.number)\(index)"
            return ParsedField(
                location: location,
                name: field.title ?? "",
                value: text(of: repetition),
                parts: repetition.parts.flatMap { parts($0, below: location) }
            )
        }
    }

    private static func parts(_ part: Part, below location: String) -> [ParsedPart] {
        let own = "\(location).\(part.number)"
        guard part.parts.isEmpty else { return part.parts.flatMap { parts($0, below: own) } }
        return [ParsedPart(location: own, name: part.title ?? "", value: text(of: part))]
    }

    private static func text(of part: Part) -> String {
        part.isNull ? "\"\"" : part.value ?? ""
    }
}
