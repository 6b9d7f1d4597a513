// Values as text: the deepest first value, unescaped and decoded from the message's character set.

extension Message {
    /// The character set that the message declares by MSH-18, shows by its first bytes, or is assumed to be in.
    public var characterEncoding: CharacterEncoding { index.characters.declared }

    /// The bytes of an element as they stand.
    public func rawBytes(_ element: Element) -> ArraySlice<UInt8> { index.bytes[element.range] }

    /// An element as it stands, delimiters and escape sequences included.
    public func rawText(_ element: Element) -> String { decode(rawBytes(element)) }

    /// An element's value: of a composite its first repetition's first component's first subcomponent.
    ///
    /// Layout sequences stay as they are; ``formattedText(_:)`` turns them into lines. The explicit null is
    /// given as its two quotation marks, see ``isNull(_:)``. An empty first part is an empty text.
    public func text(_ element: Element) -> String {
        guard element.level != .segment, !isAtomic(element) else { return rawText(element) }
        if element.count <= Self.shortValue, index.characters.isPlain,
            let range = shortPlainValue(of: element)
        {
            return String(decoding: index.bytes[range], as: UTF8.self)
        }
        return unescaped(firstValueRange(of: element))
    }

    /// An element's whole content unescaped, without looking for components in it.
    ///
    /// Right for simple datatypes, where senders forget to escape `^` and `&`.
    public func wholeText(_ element: Element) -> String {
        isAtomic(element) ? rawText(element) : unescaped(element.range)
    }

    /// FT and TX content as plain text: layout commands become line ends, repetitions become paragraphs.
    ///
    /// Components are not looked for, as those types have none.
    public func formattedText(_ element: Element) -> String {
        repetitions(of: element).map { repetition in
            unescaped(rawBytes(repetition), layout: FormattedText.plain)
        }.joined(separator: "\n")
    }

    /// Where the value that ``text(_:)`` gives lies, if its bytes are its text: ASCII without an escape character.
    ///
    /// `nil` where it must be unescaped or decoded; an empty range where there is no value. Most values are read
    /// this way, and cost no string.
    public func plainValue(of element: Element) -> Range<Int>? {
        guard element.level != .segment, !isAtomic(element) else { return nil }
        if element.count <= Self.shortValue, index.characters.isPlain { return shortPlainValue(of: element) }
        let range = firstValueRange(of: element)
        return isPlain(range) ? range : nil
    }

    /// Longer ones are searched by `memchr`, once for each delimiter.
    private static let shortValue = 64

    /// The same in one pass, for a message of ASCII.
    private func shortPlainValue(of element: Element) -> Range<Int>? {
        let range = element.range
        // A delimiter that does not end the value, or is not declared, is replaced by one that does; a CR stands
        // in no element.
        let last = UInt8(ascii: "\r")
        let subcomponent = element.level < .subcomponent ? delimiters.subcomponent ?? last : last
        let component = element.level < .component ? delimiters.component : last
        let repetition = element.level < .repetition ? delimiters.repetition ?? last : last
        let end = index.bytes.firstOf(
            subcomponent,
            component,
            repetition,
            delimiters.escape ?? last,
            in: range
        )
        guard end < range.upperBound, index.bytes[end] == delimiters.escape else {
            return range.lowerBound..<end
        }
        return nil
    }

    /// Where an element's whole content lies, if that is its text also for people: one repetition of ASCII
    /// without an escape character.
    public func plainRange(of element: Element) -> Range<Int>? {
        guard element.level != .segment, !isAtomic(element), isPlain(element.range) else { return nil }
        if element.level == .field, let delimiter = delimiters.repetition,
            index.bytes.first(delimiter, in: element.range) < element.range.upperBound
        {
            return nil
        }
        return element.range
    }

    private func isPlain(_ range: Range<Int>) -> Bool {
        if let escape = delimiters.escape, index.bytes.first(escape, in: range) < range.upperBound {
            return false
        }
        if index.characters.isPlain { return true }
        return index.bytes[range].allSatisfy { $0 < 0x80 }
    }

    private func unescaped(_ range: Range<Int>) -> String {
        let bytes = index.bytes[range]
        guard let escape = delimiters.escape, index.bytes.first(escape, in: range) < range.upperBound else {
            return decode(bytes)
        }
        return unescaped(bytes) { _ in nil }
    }

    private func unescaped(
        _ bytes: ArraySlice<UInt8>,
        layout: @escaping (ArraySlice<UInt8>) -> [UInt8]?
    ) -> String {
        let characters = index.characters
        let decoded = EscapeSequences.decode(
            bytes,
            delimiters: delimiters,
            meanings: .init(layout: layout, hexadecimal: characters.inCopy, followsSwitches: true)
        )
        if decoded.hasSwitches {
            let text = ShiftedText(base: characters.encoding, fallback: characters.fallback)
            return text.read(decoded.bytes[...]).string
        }
        // A hexadecimal sequence may hold what the message otherwise has not: bytes beyond ASCII.
        return characters.encoding.decode(decoded.bytes[...], fallback: characters.fallback)
    }

    func decode(_ bytes: ArraySlice<UInt8>) -> String {
        let characters = index.characters
        return characters.isPlain
            ? String(decoding: bytes, as: UTF8.self)
            : characters.encoding.decode(bytes, fallback: characters.fallback)
    }

    /// Where the first repetition's first component's first subcomponent lies; may be empty.
    private func firstValueRange(of element: Element) -> Range<Int> {
        var end = element.range.upperBound
        let start = element.range.lowerBound
        func cut(at delimiter: UInt8?) {
            if let delimiter { end = index.bytes.first(delimiter, in: start..<end) }
        }
        if element.level < .repetition { cut(at: delimiters.repetition) }
        if element.level < .component { cut(at: delimiters.component) }
        if element.level < .subcomponent { cut(at: delimiters.subcomponent) }
        return start..<end
    }
}
