// The text of a FHIR value as a field of HL7 v2 has it: dates without signs, Booleans as Y and N, numbers as digits.
//
// Precision is kept: what has no time gets none (HL7 v2.9 §2A.2.21, DTM).

import FHIR
import FHIRPath
import Foundation
import HL7v2

/// How a field's text is written, by its datatype.
enum FieldForm: Sendable {
    case text
    /// Text of several lines, whose ends are `\.br\`.
    case lines
    /// A code: Booleans are Y and N.
    case code
    case number
    case date
    case time
    case dateTime

    /// The form of a datatype's text, which is that of its first part.
    init(_ datatype: String, version: HL7v2.Version) {
        switch datatype {
        case "DT": self = .date
        case "TM": self = .time
        case "TS", "DTM": self = .dateTime
        case "NM", "SI": self = .number
        case "FT", "TX": self = .lines
        case "ID", "IS": self = .code
        default:
            let first = HL7v2.Definitions.shared.datatype(datatype)?.component(1, version: version)
            guard let first, first.datatype != datatype else {
                self = .text
                return
            }
            self = FieldForm(first.datatype, version: version)
        }
    }

    /// The text of a value; `nil` where it has none in this form.
    func text(of value: TreeValue, in tree: Tree) -> String? {
        guard let text = value.text(in: tree), !text.isEmpty else { return nil }
        return self.text(text, type: value.typeName(in: tree))
    }

    /// The text of a value of a FHIR primitive type; `nil` where it has none in this form.
    func text(_ text: String, type: String) -> String? {
        switch self {
        case .date:
            return Self.temporal(text).map { String($0.date.prefix(8)) }.flatMap { $0.isEmpty ? nil : $0 }
        case .dateTime:
            return Self.temporal(text).flatMap { $0.date.isEmpty ? nil : $0.date + $0.time + $0.offset }
        case .time: return Self.temporal(text).flatMap { $0.time.isEmpty ? nil : $0.time + $0.offset }
        case .number: return Self.number(text)
        case .code where type == "boolean": return text == "true" ? "Y" : "N"
        case .text, .lines, .code:
            guard ["date", "dateTime", "instant", "time"].contains(type) else { return text }
            return Self.temporal(text).map { $0.date + $0.time + $0.offset }
        }
    }

    /// Digits of a date, of a time, and the offset: of `2026-03-01T10:15:00.25+01:00` all three.
    private static func temporal(_ text: String) -> (date: String, time: String, offset: String)? {
        let form =
            #/
            (?<date> \d{4} (?: -\d{2} (?: -\d{2} )? )? )? T?
            (?<time> \d{2} : \d{2} (?: : \d{2} (?: \. \d+ )? )? )?
            (?<offset> Z | [+\-] \d{2} : \d{2} )?
            /#
        guard let match = text.wholeMatch(of: form) else { return nil }
        let date = String(match.date ?? "").replacing("-", with: "")
        let parts = String(match.time ?? "").replacing(":", with: "").split(separator: ".")
        let fraction = parts.count > 1 ? ".\(parts[1].prefix(4))" : ""
        let offset = match.offset.map { $0 == "Z" ? "+0000" : String($0.replacing(":", with: "")) } ?? ""
        guard !date.isEmpty || !parts.isEmpty else { return nil }
        return (date, (parts.first.map(String.init) ?? "") + fraction, offset)
    }

    /// A number without exponent; `nil` for what is none.
    private static func number(_ text: String) -> String? {
        if text.wholeMatch(of: /[+\-]?\d+(\.\d+)?/) != nil { return text }
        guard text.wholeMatch(of: /-?\d+(\.\d+)?[eE][+\-]?\d{1,3}/) != nil else { return nil }
        return Decimal(string: text)?.description
    }
}
