// The matchers of texts and identifiers. They assume valid UTF-8 and look at ASCII only.

enum TextFormat {
    /// Longest `id` (FHIR R4, "id").
    static let maximumIdentifierLength = 64

    /// Not empty, and no control characters but tab, line feed and carriage return.
    static func isText(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        for index in range where bytes[index] < 0x20 && !isSpace(bytes[index]) { return false }
        return !range.isEmpty
    }

    /// Words of printing characters, one blank between them, none around them.
    static func isCode(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var afterSpace = true
        for index in range {
            let space = bytes[index] <= 0x20
            if space && (afterSpace || !isSpace(bytes[index])) { return false }
            afterSpace = space
        }
        return !afterSpace
    }

    /// No blanks; may not be empty, because an element without content does not exist.
    static func hasNoSpace(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        let hasSpace = EightBytes.any(
            bytes,
            range,
            inEight: { EightBytes.below(0x21, in: $0) != 0 },
            inOne: { $0 <= 0x20 }
        )
        return !hasSpace && !range.isEmpty
    }

    /// 1 to 64 letters, digits, hyphens and dots.
    static func isIdentifier(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        for index in range {
            switch bytes[index] {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."):
                continue
            default: return false
            }
        }
        return !range.isEmpty && range.count <= maximumIdentifierLength
    }

    /// `urn:oid:` and numbers without leading zeros, the first of them 0 to 2, at least two.
    static func isOID(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var cursor = TextCursor(bytes: range)
        guard cursor.skip("urn:oid:", bytes), let root = cursor.next(bytes),
            root >= UInt8(ascii: "0"), root <= UInt8(ascii: "2"), !cursor.isAtEnd
        else { return false }
        while !cursor.isAtEnd {
            guard cursor.skip(character: ".", bytes), NumberFormat.skipNaturalNumber(&cursor, bytes) else {
                return false
            }
        }
        return true
    }

    /// `urn:uuid:` and a UUID in lower case.
    static func isUUID(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var cursor = TextCursor(bytes: range)
        guard cursor.skip("urn:uuid:", bytes), cursor.remaining == 36 else { return false }
        for position in 0..<36 {
            guard let byte = cursor.next(bytes) else { return false }
            let isHyphen = position == 8 || position == 13 || position == 18 || position == 23
            if isHyphen ? byte != UInt8(ascii: "-") : !isLowerHexadecimal(byte) { return false }
        }
        return true
    }

    /// Groups of four of the alphabet, blanks between groups.
    static func isBase64(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var count = 0
        for index in range {
            let byte = bytes[index]
            if isBase64Letter(byte) {
                count &+= 1
            } else if !isSpace(byte) || count & 3 != 0 {
                return false
            }
        }
        return count > 0 && count & 3 == 0
    }

    @inline(__always)
    static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0a || byte == 0x0d
    }

    private static func isLowerHexadecimal(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"): true
        default: false
        }
    }

    @inline(__always)
    private static func isBase64Letter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "="):
            true
        default: false
        }
    }
}
