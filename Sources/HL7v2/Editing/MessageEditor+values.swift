// Values as an edited message can hold them: texts escaped and in its character set, and parts of the message moved to
// a place of another depth, as a component's subcomponents are a field's components (HL7 v2.9 §2.7.2).

/// A text as a message says it.
public struct EscapedText: Hashable, Sendable {
    /// The bytes.
    public let bytes: [UInt8]
    /// How many characters the message's set does not have; each became `?`.
    public let substitutions: Int
}

extension MessageEditor {
    /// A text with the message's delimiters escaped, in its character set.
    ///
    /// - Parameters:
    ///   - text: what is to be said.
    ///   - breaksLines: whether line ends become `\.br\`, as in FT and TX, else hexadecimal sequences.
    /// - Returns: the bytes, and how many characters the set does not have.
    public func escaped(_ text: String, breaksLines: Bool = false) -> EscapedText {
        var utf8 = Array(text.utf8)
        let isOrdinary = utf8.allSatisfy { $0 < 0x80 && $0 >= 0x20 }
        if isOrdinary || !breaksLines {
            utf8 = EscapeSequences.encode(utf8, delimiters: message.delimiters)
        } else {
            let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
            let escaped = lines.map { EscapeSequences.encode($0.utf8, delimiters: message.delimiters) }
            var mark: [UInt8] = [0x20]
            if let escape = message.delimiters.escape { mark = [escape] + Array(".br".utf8) + [escape] }
            utf8 = Array(escaped.joined(separator: mark))
        }
        if isOrdinary { return EscapedText(bytes: utf8, substitutions: 0) }
        let separators = [message.delimiters.field] + message.delimiters.encodingCharacters
        let substitute: Unicode.Scalar = separators.contains(UInt8(ascii: "?")) ? "x" : "?"
        let encoded = message.encodingOfValues.encode(
            String(decoding: utf8, as: UTF8.self),
            substitute: substitute
        )
        return EscapedText(bytes: encoded.bytes, substitutions: encoded.substitutions)
    }

    /// A part of the message as it stands, for a place of a level.
    ///
    /// Components become subcomponents on the way down and the reverse on the way up; what is deeper than the place can
    /// hold is read as its first part.
    public func copy(_ element: Element, to level: Element.Level) -> [UInt8] {
        let bytes = message.rawBytes(element)
        guard let outer = Self.depth(element.level), let inner = Self.depth(level), outer != inner,
            !message.isNull(element)
        else { return Array(bytes) }
        let delimiters = message.delimiters
        if inner < outer {
            guard outer == 1, inner == 0, let subcomponent = delimiters.subcomponent else {
                return Array(bytes)
            }
            return bytes.map { $0 == subcomponent ? delimiters.component : $0 }
        }
        guard outer == 0, inner == 1, let subcomponent = delimiters.subcomponent else {
            return message.firstValue(of: element).map { Array(message.rawBytes($0)) } ?? []
        }
        guard let repetition = message.repetition(1, of: element) else { return [] }
        let components = message.rawBytes(repetition).split(
            separator: delimiters.component,
            omittingEmptySubsequences: false
        )
        let firsts = components.map { $0.prefix { $0 != subcomponent } }
        return Array(firsts.joined(separator: [subcomponent]))
    }

    private static func depth(_ level: Element.Level) -> Int? {
        switch level {
        case .segment: nil
        case .field, .repetition: 0
        case .component: 1
        case .subcomponent: 2
        }
    }
}

extension Message {
    /// The set in which values are written among the message's bytes.
    ///
    /// A message that declares none and is not ASCII is taken for what its bytes are read as.
    fileprivate var encodingOfValues: CharacterEncoding {
        let characters = index.characters
        guard characters.encoding == .ascii, !characters.isPlain else { return characters.encoding }
        return warnings.contains(.invalidCharacters) ? characters.fallback : .utf8
    }
}
