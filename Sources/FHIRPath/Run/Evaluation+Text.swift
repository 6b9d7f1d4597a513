// Items as text, numbers, dates; null and absent values have none.

public import FHIR
import Foundation
import HL7v2

extension Evaluation {
    /// The text of an item: a location's deepest first value, a row's code; `nil` for the explicit null.
    public mutating func text(of item: Item) -> String? {
        switch item {
        case .element(let element):
            if element.level == .segment || message.isNull(element) { return nil }
            let text = message.text(element)
            return text.isEmpty ? nil : text
        case .text(let text), .decimal(let text), .date(let text), .dateTime(let text), .time(let text):
            return text
        case .boolean(let value): return value ? "true" : "false"
        case .integer(let value): return String(value)
        case .row(let table, let row): return program.tables[Int(table)].rows[Int(row)].code
        case .group, .call, .node: return nil
        }
    }

    /// The text of an item in the form of a FHIR primitive, as far as it can be had; the format's own check is
    /// still to be made.
    public mutating func text(of item: Item, as format: PrimitiveFormat) -> String? {
        switch format {
        case .date: return dateText(of: item)
        case .dateTime, .instant:
            if case .dateTime(let text) = item { return text }
            guard let timestamp = timestamp(of: item) else { return text(of: item) }
            return dateTime(timestamp)
        case .time:
            if case .time(let text) = item { return text }
            guard let text = text(of: item) else { return nil }
            return Timestamp(time: text)?.time ?? text
        case .decimal, .integer, .positiveInt, .unsignedInt:
            guard let text = text(of: item) else { return nil }
            return NumberText.isDecimal(text) ? NumberText.canonical(text) : text
        case .boolean: return text(of: item).map { Self.truthWords[$0] ?? $0 }
        default: return text(of: item)
        }
    }

    private mutating func dateText(of item: Item) -> String? {
        switch item {
        case .date(let text): text
        default: timestamp(of: item)?.date ?? text(of: item)
        }
    }

    private static let truthWords = ["Y": "true", "N": "false"]

    /// The row of a table that an item is.
    public mutating func row(of item: Item) -> CodeTable.Row? {
        guard case .row(let table, let row) = item else { return nil }
        return program.tables[Int(table)].rows[Int(row)]
    }

    /// The text of the only item.
    mutating func text(of items: Items) -> String? {
        guard let item = items.first else { return nil }
        return text(of: item)
    }

    /// The element that an item stands for.
    mutating func element(of item: Item) -> Element? {
        if case .element(let element) = item { element } else { nil }
    }

    /// The text for people: layout sequences as line ends, and with `isWhole` nothing cut at `^` and `&`.
    mutating func readableText(of item: Item, isWhole: Bool) -> String? {
        guard case .element(let element) = item, element.level != .segment, !message.isNull(element) else {
            return text(of: item)
        }
        guard element.level <= .repetition, isWhole || isTextResult(element) else { return text(of: item) }
        let text = message.formattedText(element)
        return text.isEmpty ? nil : text
    }

    /// Whether a field is an OBX-5 that OBX-2 says is text; an empty OBX-2 says so too.
    ///
    /// Senders forget to escape `&` and `^` in text, and a result must not be cut there.
    private mutating func isTextResult(_ element: Element) -> Bool {
        let segment = element.segment
        guard element.field == 5, message.segmentName(segment) == "OBX" else { return false }
        guard let type = message.field(2, ofSegment: segment) else { return true }
        return ["ST", "TX", "FT"].contains(message.text(type))
    }

    /// The number of an item; texts that are none have none.
    mutating func number(of item: Item) -> Decimal? {
        switch item {
        case .integer(let value): return Decimal(value)
        case .boolean, .group, .call, .node, .date, .dateTime, .time: return nil
        default:
            guard let text = text(of: item), NumberText.isDecimal(text) else { return nil }
            return Decimal(string: text)
        }
    }

    /// The date and time that an item says, in HL7's form or FHIR's.
    mutating func timestamp(of item: Item) -> Timestamp? {
        switch item {
        case .date(let text), .dateTime(let text): return Timestamp(fhir: text)
        case .element, .text:
            guard let text = text(of: item) else { return nil }
            return Timestamp(text) ?? Timestamp(fhir: text)
        default: return nil
        }
    }

    /// A FHIR dateTime with the zone of the message or the listener where none was sent.
    mutating func dateTime(_ timestamp: Timestamp) -> String {
        timestamp.dateTime { zone.offset(at: $0) }
    }
}

/// How numbers may be written in messages (HL7 v2.9 §2.A NM).
enum NumberText {
    /// Whether a text is `[+-]digits[.digits]`, a digit on the left of the point being optional as senders do.
    static func isDecimal(_ text: String) -> Bool {
        var digits = 0
        var points = 0
        for (index, byte) in text.utf8.enumerated() {
            switch byte {
            case 48...57: digits += 1
            case UInt8(ascii: "."): points += 1
            case UInt8(ascii: "+"), UInt8(ascii: "-"): if index > 0 { return false }
            default: return false
            }
        }
        return digits > 0 && points <= 1 && text.utf8.last != UInt8(ascii: ".") && digits <= 38
    }

    /// The number as FHIR writes decimals: no plus, a digit before the point, no leading zeros.
    static func canonical(_ text: String) -> String {
        var digits = text.utf8[...]
        let isNegative = digits.first == UInt8(ascii: "-")
        if isNegative || digits.first == UInt8(ascii: "+") { digits = digits.dropFirst() }
        while digits.first == UInt8(ascii: "0"), let second = digits.dropFirst().first,
            (48...57).contains(second)
        {
            digits = digits.dropFirst()
        }
        let lacksDigit = digits.first == UInt8(ascii: ".")
        if digits.count == text.utf8.count, !lacksDigit { return text }
        return (isNegative ? "-" : "") + (lacksDigit ? "0" : "") + Substring(digits)
    }
}
