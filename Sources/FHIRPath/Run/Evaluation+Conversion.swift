// Functions of single values: conversions, and what is done with text.
//
// A value that does not convert yields nothing and is reported with its place, never with its content.

import HL7v2

extension Evaluation {
    /// Applies a function to one item.
    mutating func converted(
        _ item: Item,
        by function: Function,
        _ first: Items,
        _ second: Items
    ) -> Items {
        switch function {
        case .toDate, .toDateTime, .toInstant, .toTime: return Items(temporal(item, function))
        case .toInteger: return Items(integer(item))
        case .toDecimal: return Items(decimal(item))
        case .toBoolean: return Items(boolean(item))
        case .text: return Items(readableText(of: item, isWhole: false).map { .text($0) })
        case .wholeText: return Items(readableText(of: item, isWhole: true).map { .text($0) })
        case .raw: return Items(element(of: item).map { .text(message.rawText($0)) })
        default: break
        }
        guard let text = text(of: item) else { return .none }
        return textual(text, function, first, second)
    }

    private mutating func temporal(_ item: Item, _ function: Function) -> Item? {
        guard let text = text(of: item), !text.isEmpty else { return nil }
        let place = element(of: item)
        if function == .toTime {
            guard let time = (Timestamp(time: text) ?? Timestamp(text))?.time else {
                return malformed("time", at: place)
            }
            return .time(time)
        }
        guard let timestamp = timestamp(of: item) else { return malformed("date", at: place) }
        switch function {
        case .toDate: return .date(timestamp.date)
        case .toInstant:
            guard timestamp.minute != nil else { return malformed("date with time", at: place) }
            return .dateTime(dateTime(timestamp))
        default: return .dateTime(dateTime(timestamp))
        }
    }

    private mutating func integer(_ item: Item) -> Item? {
        if case .integer = item { return item }
        guard let text = text(of: item) else { return nil }
        if NumberText.isDecimal(text), let value = Int64(NumberText.canonical(text)) {
            return .integer(value)
        }
        return malformed("whole number", at: element(of: item))
    }

    private mutating func decimal(_ item: Item) -> Item? {
        guard let text = text(of: item) else { return nil }
        if NumberText.isDecimal(text) { return .decimal(NumberText.canonical(text)) }
        return malformed("number", at: element(of: item))
    }

    private mutating func boolean(_ item: Item) -> Item? {
        if case .boolean = item { return item }
        guard let text = text(of: item) else { return nil }
        switch text.lowercased() {
        case "true", "t", "yes", "y", "1", "1.0": return .boolean(true)
        case "false", "f", "no", "n", "0", "0.0": return .boolean(false)
        default: return malformed("yes or no value", at: element(of: item))
        }
    }

    /// Reports a value that does not convert, and yields nothing.
    mutating func malformed(_ expected: String, at element: Element?) -> Item? {
        report(.malformed(expected), at: element)
        return nil
    }

    // MARK: Text

    private mutating func textual(_ value: String, _ function: Function, _ first: Items, _ second: Items)
        -> Items
    {
        switch function {
        case .toString: return .one(.text(value))
        case .trim: return Items(Self.trimmed(value).map { .text($0) })
        case .upper: return .one(.text(value.uppercased()))
        case .lower: return .one(.text(value.lowercased()))
        case .length: return .one(.integer(Int64(value.count)))
        case .substring: return Items(substring(value, first, second).map { .text($0) })
        case .pad: return .one(.text(padded(value, first, second)))
        default: break
        }
        guard let argument = text(of: first) else { return .none }
        switch function {
        case .startsWith: return .one(.boolean(value.hasPrefix(argument)))
        case .endsWith: return .one(.boolean(value.hasSuffix(argument)))
        case .contains: return .one(.boolean(argument.isEmpty || value.contains(argument)))
        case .indexOf:
            let found = value.firstRange(of: argument)
            return .one(
                .integer(found.map { Int64(value.distance(from: value.startIndex, to: $0.lowerBound)) } ?? -1)
            )
        case .replace: return .one(.text(Self.replacing(argument, in: value, with: text(of: second) ?? "")))
        case .split:
            guard !argument.isEmpty else { return Items(value.map { .text(String($0)) }) }
            return Items(Self.pieces(of: value, separatedBy: argument).map { .text($0) })
        default: return .none
        }
    }

    /// Replaces bytes, which for whole UTF-8 texts is replacing characters; the library's generic way is far slower.
    private static func replacing(_ old: String, in text: String, with new: String) -> String {
        let bytes = Array(text.utf8)
        let pattern = Array(old.utf8)
        guard !pattern.isEmpty, pattern.count <= bytes.count else { return text }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var position = 0
        while position < bytes.count {
            if bytes[position...].starts(with: pattern) {
                result.append(contentsOf: new.utf8)
                position += pattern.count
            } else {
                result.append(bytes[position])
                position += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// Splits at bytes, for the reason that `replacing` has.
    private static func pieces(of text: String, separatedBy separator: String) -> [String] {
        let bytes = Array(text.utf8)
        let pattern = Array(separator.utf8)
        var pieces: [String] = []
        var start = 0
        var position = 0
        while position + pattern.count <= bytes.count {
            if bytes[position..<position + pattern.count].elementsEqual(pattern) {
                pieces.append(String(decoding: bytes[start..<position], as: UTF8.self))
                position += pattern.count
                start = position
            } else {
                position += 1
            }
        }
        pieces.append(String(decoding: bytes[start...], as: UTF8.self))
        return pieces
    }

    private static func trimmed(_ text: String) -> String? {
        // Printing ASCII at both ends, as nearly always: nothing to trim, and no characters to be made out.
        if let first = text.utf8.first, let last = text.utf8.last, (0x21...0x7E).contains(first),
            (0x21...0x7E).contains(last)
        {
            return text
        }
        let inner = text.drop(while: \.isWhitespace)
        guard let end = inner.lastIndex(where: { !$0.isWhitespace }) else { return nil }
        return String(inner[...end])
    }

    private mutating func substring(_ text: String, _ start: Items, _ length: Items) -> String? {
        guard case .one(.integer(let start)) = start, start >= 0, start < Int64(text.count) else {
            return nil
        }
        let rest = text.dropFirst(Int(start))
        guard case .one(.integer(let length)) = length else { return String(rest) }
        return String(rest.prefix(Int(clamping: max(0, length))))
    }

    /// The text filled up on the left to a width of at most 200.
    private mutating func padded(_ value: String, _ width: Items, _ filler: Items) -> String {
        guard case .one(.integer(let width)) = width else { return value }
        let missing = min(Int(clamping: width), 200) - value.count
        guard missing > 0, let fill = (text(of: filler) ?? " ").first else { return value }
        return String(repeating: fill, count: missing) + value
    }
}
