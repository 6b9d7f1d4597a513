// The delimiters that a header segment declares: its fourth byte, and the encoding characters after it.
//
// A delimiter that the header leaves out is not a delimiter at all in that message: with `MSH|^~\|` an
// ampersand is data (HL7 v2.9 §2.5.4). Delimiters hold for one message; a file's and a batch's headers have
// their own.

/// The field separator and the encoding characters of one message.
public struct Delimiters: Hashable, Sendable {
    /// Separates fields; MSH-1.
    public let field: UInt8
    /// Separates components.
    public let component: UInt8
    /// Separates repetitions of a field.
    public let repetition: UInt8?
    /// Starts and ends an escape sequence.
    public let escape: UInt8?
    /// Separates subcomponents.
    public let subcomponent: UInt8?
    /// Ends a value that was cut; declared since version 2.7.
    public let truncation: UInt8?

    /// The delimiters that the standard recommends: `|^~\&`.
    public static let standard = Delimiters(
        field: UInt8(ascii: "|"),
        component: UInt8(ascii: "^"),
        repetition: UInt8(ascii: "~"),
        escape: UInt8(ascii: "\\"),
        subcomponent: UInt8(ascii: "&"),
        truncation: nil
    )

    /// Names the delimiters one by one.
    ///
    /// The caller answers for their being distinct.
    public init(
        field: UInt8,
        component: UInt8,
        repetition: UInt8?,
        escape: UInt8?,
        subcomponent: UInt8?,
        truncation: UInt8?
    ) {
        self.field = field
        self.component = component
        self.repetition = repetition
        self.escape = escape
        self.subcomponent = subcomponent
        self.truncation = truncation
    }

    /// Reads the delimiters from the first bytes of a header segment.
    ///
    /// An escape character that stands there twice in a row is taken for one.
    ///
    /// - Parameter header: the segment's bytes, from its name on; bytes after the second separator are ignored.
    /// - Throws: ``ParseError/delimiters(_:)``.
    init(header: some Collection<UInt8>) throws(ParseError) {
        let bytes = header.dropFirst(3)
        guard let field = bytes.first else { throw .delimiters(.missing) }
        guard Self.mayDelimit(field) else { throw .delimiters(.unusable) }
        // No array is made for five bytes: this runs for every message.
        var characters: (UInt8?, UInt8?, UInt8?, UInt8?, UInt8?) = (nil, nil, nil, nil, nil)
        var count = 0
        var isEscapeDoubled = false
        for byte in bytes.dropFirst() {
            if byte == field || byte == UInt8(ascii: "\r") || byte == UInt8(ascii: "\n") { break }
            guard Self.mayDelimit(byte) else { throw .delimiters(.unusable) }
            // A sender that escaped the escape character, as programs' texts do: `^~\\&`.
            if count == 3, byte == characters.2, !isEscapeDoubled {
                isEscapeDoubled = true
                continue
            }
            let isKnown =
                byte == characters.0 || byte == characters.1 || byte == characters.2 || byte == characters.3
            guard !isKnown else { throw .delimiters(.repeated) }
            switch count {
            case 0: characters.0 = byte
            case 1: characters.1 = byte
            case 2: characters.2 = byte
            case 3: characters.3 = byte
            case 4: characters.4 = byte
            default: throw .delimiters(.tooMany)
            }
            count += 1
        }
        guard let component = characters.0 else { throw .delimiters(.missing) }
        self.init(
            field: field,
            component: component,
            repetition: characters.1,
            escape: characters.2,
            subcomponent: characters.3,
            truncation: characters.4
        )
    }

    /// The encoding characters in the order of MSH-2.
    public var encodingCharacters: [UInt8] {
        [component, repetition, escape, subcomponent, truncation].compactMap { $0 }
    }

    /// Letters, digits, blanks and control characters cannot delimit.
    private static func mayDelimit(_ byte: UInt8) -> Bool {
        switch byte {
        case 48...57, 65...90, 97...122: false
        case ...32, 127...: false
        default: true
        }
    }
}
