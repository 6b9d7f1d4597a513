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
        case .plus: return Items(plus(item, first, second))
        case .toInteger: return Items(integer(item))
        case .toDecimal: return Items(decimal(item))
        case .toBoolean: return Items(boolean(item))
        case .text: return Items(readableText(of: item, isWhole: false).map { .text($0) })
        case .wholeText: return Items(readableText(of: item, isWhole: true).map { .text($0) })
        case .raw:
            guard let element = element(of: item) else { return .none }
            note(.whole(element))
            return .one(.text(texts.keep(message.rawText(element))))
        default: break
        }
        guard let text = text(of: item) else { return .none }
        return textual(text, function, first, second)
    }

    private mutating func temporal(_ item: Item, _ function: Function) -> Item? {
        guard let text = text(of: item), !text.isEmpty else { return nil }
        let place = element(of: item)
        if function == .toTime {
            let timestamp = texts.withBytes(text) { Timestamp(time: $0) ?? Timestamp($0) }
            guard let timestamp, timestamp.minute != nil else { return malformed("time", at: place) }
            return .time(texts.make { timestamp.appendTime(to: &$0) })
        }
        if let known = moments.result(of: text, by: function, in: texts) {
            return function == .toDate ? .date(known) : .dateTime(known)
        }
        guard let timestamp = timestamp(of: item) else { return malformed("date", at: place) }
        if function == .toInstant, timestamp.minute == nil { return malformed("date with time", at: place) }
        let isDate = function == .toDate
        let result = isDate ? texts.make { timestamp.appendDate(to: &$0) } : dateTime(timestamp)
        moments.remember(KnownMoments.Conversion(source: text, function: function, result: result))
        return isDate ? .date(result) : .dateTime(result)
    }

    private mutating func integer(_ item: Item) -> Item? {
        if case .integer = item { return item }
        guard let text = text(of: item) else { return nil }
        if let number = canonicalNumber(text), let value = Int64(texts.string(number)) {
            return .integer(value)
        }
        return malformed("whole number", at: element(of: item))
    }

    private mutating func decimal(_ item: Item) -> Item? {
        guard let text = text(of: item) else { return nil }
        if let number = canonicalNumber(text) { return .decimal(number) }
        return malformed("number", at: element(of: item))
    }

    private mutating func boolean(_ item: Item) -> Item? {
        if case .boolean = item { return item }
        guard let text = string(of: item) else { return nil }
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

    private mutating func textual(_ value: Text, _ function: Function, _ first: Items, _ second: Items)
        -> Items
    {
        switch function {
        case .toString: return .one(.text(value))
        case .trim: return Items(trimmed(value).map { .text($0) })
        case .upper: return .one(.text(texts.keep(texts.string(value).uppercased())))
        case .lower: return .one(.text(texts.keep(texts.string(value).lowercased())))
        case .length: return .one(.integer(Int64(texts.string(value).count)))
        case .substring: return Items(substring(texts.string(value), first, second))
        case .pad: return .one(.text(padded(value, first, second)))
        default: break
        }
        guard let argument = text(of: first) else { return .none }
        switch function {
        case .startsWith: return .one(.boolean(texts.string(value).hasPrefix(texts.string(argument))))
        case .endsWith: return .one(.boolean(texts.string(value).hasSuffix(texts.string(argument))))
        case .contains: return .one(.boolean(contains(value, argument)))
        case .indexOf: return .one(.integer(position(of: argument, in: value)))
        case .replace: return .one(.text(replacing(argument, in: value, with: text(of: second))))
        case .split: return pieces(of: value, separatedBy: argument)
        case .encode:
            let encoded = TextCoding.apply(.encode, texts.string(value), texts.string(argument))
            return Items(encoded.map { .text(texts.keep($0)) })
        default: return .none
        }
    }

    private mutating func contains(_ value: Text, _ part: Text) -> Bool {
        part.isEmpty || texts.string(value).contains(texts.string(part))
    }

    /// The characters before a part of a text, or -1.
    private mutating func position(of part: Text, in value: Text) -> Int64 {
        let text = texts.string(value)
        guard let found = text.firstRange(of: texts.string(part)) else { return -1 }
        return Int64(text.distance(from: text.startIndex, to: found.lowerBound))
    }

    /// Replaces bytes, which for whole UTF-8 texts is replacing characters.
    private mutating func replacing(_ old: Text, in text: Text, with new: Text?) -> Text {
        var result: [UInt8] = []
        var start = 0
        for place in places(of: old, in: text) {
            texts.append(text.part(start..<place), to: &result)
            if let new { texts.append(new, to: &result) }
            start = place + old.range.count
        }
        texts.append(text.part(start..<text.range.count), to: &result)
        return texts.keep(result)
    }

    /// Splits at bytes, for the reason that `replacing` has; without a separator into characters.
    private mutating func pieces(of text: Text, separatedBy separator: Text) -> Items {
        var collector = ItemCollector()
        guard !separator.isEmpty else {
            for character in texts.string(text) { collector.append(.text(texts.keep(String(character)))) }
            return collector.items(in: &lists)
        }
        var start = 0
        for place in places(of: separator, in: text) {
            collector.append(.text(text.part(start..<place)))
            start = place + separator.range.count
        }
        collector.append(.text(text.part(start..<text.range.count)))
        return collector.items(in: &lists)
    }

    /// Where a part stands in a text, from left to right, one place not within another.
    private mutating func places(of part: Text, in text: Text) -> [Int] {
        guard !part.isEmpty else { return [] }
        let pool = texts
        return pool.withBytes(text) { bytes in
            pool.withBytes(part) { pattern in
                var places: [Int] = []
                var position = 0
                while position + pattern.count <= bytes.count {
                    guard bytes.has(pattern, at: position) else {
                        position += 1
                        continue
                    }
                    places.append(position)
                    position += pattern.count
                }
                return places
            }
        }
    }

    private mutating func trimmed(_ text: Text) -> Text? {
        // ASCII, as nearly always: a part of the text where it stands, and no characters to be made out.
        let inner: Range<Int>? = texts.withBytes(text) { bytes in
            var start = 0
            var end = bytes.count
            while start < end, Self.isBlank(bytes[start]) { start += 1 }
            while start < end, Self.isBlank(bytes[end - 1]) { end -= 1 }
            guard start < end else { return start..<start }
            return bytes[start] < 0x80 && bytes[end - 1] < 0x80 ? start..<end : nil
        }
        if let inner { return inner.isEmpty ? nil : text.part(inner) }
        let string = texts.string(text)
        let rest = string.drop(while: \.isWhitespace)
        guard let end = rest.lastIndex(where: { !$0.isWhitespace }) else { return nil }
        return texts.keep(String(rest[...end]))
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || (0x09...0x0D).contains(byte)
    }

    private mutating func substring(_ text: String, _ start: Items, _ length: Items) -> Item? {
        guard case .one(.integer(let start)) = start, start >= 0, start < Int64(text.count) else {
            return nil
        }
        let rest = text.dropFirst(Int(start))
        guard case .one(.integer(let length)) = length else { return .text(texts.keep(String(rest))) }
        return .text(texts.keep(String(rest.prefix(Int(clamping: max(0, length))))))
    }

    /// The text filled up on the left to a width of at most 200.
    private mutating func padded(_ text: Text, _ width: Items, _ filler: Items) -> Text {
        guard case .one(.integer(let width)) = width else { return text }
        let value = texts.string(text)
        let missing = min(Int(clamping: width), 200) - value.count
        guard missing > 0, let fill = (string(of: filler) ?? " ").first else { return text }
        return texts.keep(String(repeating: fill, count: missing) + value)
    }
}
