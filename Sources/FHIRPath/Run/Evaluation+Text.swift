// Items as text, numbers, dates; null and absent values have none.

public import FHIR
import Foundation
import HL7v2

extension Evaluation {
    /// The text of an item: a location's deepest first value, a row's code; `nil` for the explicit null.
    public mutating func text(of item: Item) -> Text? {
        switch item {
        case .element(let element): return text(of: element)
        case .text(let text), .decimal(let text), .date(let text), .dateTime(let text), .time(let text):
            return text
        case .boolean(let value): return texts.keep(value ? "true" : "false")
        case .integer(let value): return texts.keep(String(value))
        case .row(let table, let row): return program.rows[Int(table)][Int(row)].code
        case .group, .call, .node: return nil
        }
    }

    /// The text of an element: its bytes where they stand if they can be taken as they are.
    mutating func text(of element: Element) -> Text? {
        if element.level == .segment { return nil }
        note(.element(element))
        if message.isNull(element) {
            hasReadNull = true
            return nil
        }
        if let range = message.plainValue(of: element) {
            return range.isEmpty ? nil : Text(.message, range)
        }
        let text = message.text(element)
        return text.isEmpty ? nil : texts.keep(text)
    }

    /// The text of an item as the library's.
    public mutating func string(of item: Item) -> String? {
        guard let text = text(of: item) else { return nil }
        return texts.string(text)
    }

    /// The text of an item in the form of a FHIR primitive, as far as it can be had; the format's own check is
    /// still to be made.
    public mutating func text(of item: Item, as format: PrimitiveFormat) -> Text? {
        switch format {
        case .date: return dateText(of: item)
        case .dateTime, .instant:
            if case .dateTime(let text) = item { return text }
            guard let timestamp = timestamp(of: item) else { return text(of: item) }
            return dateTime(timestamp)
        case .time:
            if case .time(let text) = item { return text }
            guard let text = text(of: item) else { return nil }
            guard let timestamp = texts.withBytes(text, { Timestamp(time: $0) }), timestamp.minute != nil
            else { return text }
            return texts.make { timestamp.appendTime(to: &$0) }
        case .decimal, .integer, .positiveInt, .unsignedInt:
            guard let text = text(of: item) else { return nil }
            return canonicalNumber(text) ?? text
        case .boolean:
            guard let text = text(of: item) else { return nil }
            return truthWord(text) ?? text
        default: return text(of: item)
        }
    }

    private mutating func dateText(of item: Item) -> Text? {
        if case .date(let text) = item { return text }
        guard let timestamp = timestamp(of: item) else { return text(of: item) }
        return texts.make { timestamp.appendDate(to: &$0) }
    }

    /// HL7's `Y` and `N` as FHIR says them.
    private mutating func truthWord(_ text: Text) -> Text? {
        let letter = texts.withBytes(text) { $0.count == 1 ? $0[0] : 0 }
        switch letter {
        case UInt8(ascii: "Y"): return texts.keep("true")
        case UInt8(ascii: "N"): return texts.keep("false")
        default: return nil
        }
    }

    /// What the row of a table that an item is says.
    public mutating func translatedCode(of item: Item) -> TranslatedCode? {
        guard case .row(let table, let row) = item else { return nil }
        return program.rows[Int(table)][Int(row)]
    }

    /// Whether an item is what a table says of a code that it does not have: that the value cannot be told.
    public func isAbsent(_ item: Item) -> Bool {
        guard case .row(let table, let row) = item else { return false }
        return program.tables[Int(table)].unmapped == .absent(row)
    }

    /// The text of the first item.
    mutating func text(of items: Items) -> Text? {
        guard let item = first(of: items) else { return nil }
        return text(of: item)
    }

    /// The text of the first item as the library's.
    mutating func string(of items: Items) -> String? {
        guard let item = first(of: items) else { return nil }
        return string(of: item)
    }

    /// Appends the texts of items to a key, `~` between them.
    public mutating func appendJoinedText(_ items: Items, to bytes: inout [UInt8]) {
        let start = bytes.count
        for position in 0..<items.count {
            if bytes.count > start { bytes.append(UInt8(ascii: "~")) }
            let item = item(position, of: items)
            if let text = text(of: item) { texts.append(text, to: &bytes) }
        }
    }

    /// The texts of items as one, `~` between them.
    public mutating func joinedText(_ items: Items) -> [UInt8] {
        var bytes: [UInt8] = []
        appendJoinedText(items, to: &bytes)
        return bytes
    }

    /// The texts of items as one, `~` between them; that of one item stays where it stands.
    public mutating func wholeText(of items: Items) -> Text {
        if case .many = items { return texts.keep(joinedText(items)) }
        return text(of: items) ?? texts.keep("")
    }

    /// The element that an item stands for.
    mutating func element(of item: Item) -> Element? {
        if case .element(let element) = item { element } else { nil }
    }

    /// The text for people: layout sequences as line ends, and with `isWhole` nothing cut at `^` and `&`.
    mutating func readableText(of item: Item, isWhole: Bool) -> Text? {
        guard case .element(let element) = item, element.level != .segment, !message.isNull(element) else {
            return text(of: item)
        }
        guard element.level <= .repetition, isWhole || isTextResult(element) else { return text(of: item) }
        note(.whole(element))
        if let range = message.plainRange(of: element) { return Text(.message, range) }
        let text = message.formattedText(element)
        return text.isEmpty ? nil : texts.keep(text)
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
            guard let text = text(of: item), isDecimal(text) else { return nil }
            return Decimal(string: texts.string(text))
        }
    }

    /// Whether a text is a number as messages write them.
    mutating func isDecimal(_ text: Text) -> Bool {
        texts.withBytes(text) { NumberText.isDecimal($0) }
    }

    /// A number as FHIR writes it; `nil` where the text is none.
    mutating func canonicalNumber(_ text: Text) -> Text? {
        switch texts.withBytes(text, { NumberText.canonical($0) }) {
        case .none: return nil
        case .some(.same): return text
        case .some(.digits(let digits)): return text.part(digits)
        case .some(.written(let bytes)): return texts.keep(bytes)
        }
    }

    /// The date and time that an item says, in HL7's form or FHIR's.
    mutating func timestamp(of item: Item) -> Timestamp? {
        switch item {
        case .date(let text), .dateTime(let text): return texts.withBytes(text) { Timestamp(fhir: $0) }
        case .element, .text:
            guard let text = text(of: item) else { return nil }
            return texts.withBytes(text) { Timestamp($0) ?? Timestamp(fhir: $0) }
        default: return nil
        }
    }

    /// A FHIR dateTime with the zone of the message or the listener where none was sent.
    mutating func dateTime(_ timestamp: Timestamp) -> Text {
        let zone = zone
        return texts.make { bytes in timestamp.appendDateTime(to: &bytes) { zone.offset(at: $0) } }
    }
}

/// How numbers may be written in messages (HL7 v2.9 §2.A NM).
enum NumberText {
    /// How FHIR writes a number that a message has.
    enum Canonical {
        /// The same way.
        case same
        /// By a part of the bytes.
        case digits(Range<Int>)
        /// Otherwise.
        case written([UInt8])
    }

    /// Whether a text is `[+-]digits[.digits]`, a digit on the left of the point being optional as senders do.
    static func isDecimal(_ text: Span<UInt8>) -> Bool {
        var digits = 0
        var points = 0
        for index in text.indices {
            switch text[index] {
            case 48...57: digits += 1
            case UInt8(ascii: "."): points += 1
            case UInt8(ascii: "+"), UInt8(ascii: "-"): if index > 0 { return false }
            default: return false
            }
        }
        return digits > 0 && points <= 1 && text[text.count - 1] != UInt8(ascii: ".")
            && digits <= maximumDigits
    }

    /// As many digits as `Decimal` keeps.
    private static let maximumDigits = 38

    /// The number as FHIR writes decimals: no plus, a digit before the point, no leading zeros; `nil` for none.
    static func canonical(_ text: Span<UInt8>) -> Canonical? {
        guard isDecimal(text) else { return nil }
        var start = 0
        let isNegative = text[0] == UInt8(ascii: "-")
        if isNegative || text[0] == UInt8(ascii: "+") { start = 1 }
        while start + 1 < text.count, text[start] == UInt8(ascii: "0"), (48...57).contains(text[start + 1]) {
            start += 1
        }
        let lacksDigit = text[start] == UInt8(ascii: ".")
        if !lacksDigit {
            if start == 0 || isNegative && start == 1 { return .same }
            if !isNegative { return .digits(start..<text.count) }
        }
        var bytes: [UInt8] = []
        if isNegative { bytes.append(UInt8(ascii: "-")) }
        if lacksDigit { bytes.append(UInt8(ascii: "0")) }
        for index in start..<text.count { bytes.append(text[index]) }
        return .written(bytes)
    }
}
