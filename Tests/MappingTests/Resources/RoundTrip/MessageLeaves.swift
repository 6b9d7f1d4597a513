// A message as its texts by place, for comparing two of them. It reads the bytes by itself, so that it does not share the
// library's mistakes; nulls, blanks at the ends and set ids count as nothing.

import Foundation
import HL7v2

/// The texts of a message.
struct MessageLeaves {
    /// A component and subcomponent within a repetition.
    struct Part: Hashable, Comparable {
        let component: Int
        let subcomponent: Int

        static func < (left: Part, right: Part) -> Bool {
            (left.component, left.subcomponent) < (right.component, right.subcomponent)
        }
    }

    /// The texts of one repetition.
    typealias Repetition = [Part: String]

    /// A segment's repetitions by field.
    struct Segment {
        let name: String
        let fields: [Int: [Repetition]]
    }

    let segments: [Segment]

    /// Reads a message, in whatever character set it is.
    init(_ message: Message) {
        let text = String(decoding: message.recoded(in: .utf8).bytes, as: UTF8.self)
        let delimiters = Array(text.unicodeScalars.dropFirst(3).prefix(5)).map(Character.init)
        segments = text.unicodeScalars.split(whereSeparator: { $0 == "\r" || $0 == "\n" })
            .map { Self.segment(String($0), delimiters) }
    }

    /// The segments of a name.
    func segments(named name: String) -> [Segment] { segments.filter { $0.name == name } }

    private static func segment(_ line: String, _ delimiters: [Character]) -> Segment {
        var fields = line.split(separator: delimiters[0], omittingEmptySubsequences: false).map(String.init)
        let name = fields.removeFirst()
        // MSH-1 and MSH-2 are the delimiters.
        let first = name == "MSH" ? 3 : 1
        if name == "MSH" { fields = Array(fields.dropFirst()) }
        var values: [Int: [Repetition]] = [:]
        for (index, field) in fields.enumerated() {
            let repetitions = field.split(separator: delimiters[2], omittingEmptySubsequences: false)
                .map { repetition(String($0), delimiters) }.filter { !$0.isEmpty }
            if !repetitions.isEmpty { values[first + index] = repetitions }
        }
        return Segment(name: name, fields: values)
    }

    private static func repetition(_ text: String, _ delimiters: [Character]) -> Repetition {
        var parts: Repetition = [:]
        let components = text.split(separator: delimiters[1], omittingEmptySubsequences: false)
        for (number, component) in components.enumerated() {
            let subcomponents = component.split(separator: delimiters[4], omittingEmptySubsequences: false)
            for (part, subcomponent) in subcomponents.enumerated() {
                let value = unescaped(String(subcomponent), delimiters).trimmingCharacters(in: .whitespaces)
                guard !value.isEmpty, value != "\"\"" else { continue }
                parts[Part(component: number + 1, subcomponent: part + 1)] = value
            }
        }
        return parts
    }

    /// A repetition as one text, with `^` and `&` between its parts.
    static func flat(_ repetition: Repetition) -> String {
        let components = Dictionary(grouping: repetition) { $0.key.component }
        let last = components.keys.max() ?? 0
        return stride(from: 1, through: last, by: 1).map { number in
            let parts = components[number] ?? []
            let texts = Dictionary(parts.map { ($0.key.subcomponent, $0.value) }, uniquingKeysWith: { $1 })
            return stride(from: 1, through: texts.keys.max() ?? 0, by: 1).map { texts[$0] ?? "" }
                .joined(separator: "&")
        }
        .joined(separator: "^")
    }

    private static func unescaped(_ text: String, _ delimiters: [Character]) -> String {
        let escape = String(delimiters[3])
        var text = text
        for (letter, index) in [("F", 0), ("S", 1), ("R", 2), ("T", 4), ("E", 3)] {
            text = text.replacing(escape + letter + escape, with: String(delimiters[index]))
        }
        return text
    }
}
