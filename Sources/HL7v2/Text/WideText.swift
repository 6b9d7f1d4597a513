// UTF-16 and UTF-32. MSH-18 cannot be read before decoding, so the first bytes have to tell.

enum WideText {
    /// How the units of a message lie.
    struct Form: Hashable {
        let encoding: CharacterEncoding
        let isBigEndian: Bool
        /// Whether a byte order mark stands before the text.
        var isMarked = false

        /// Bytes of a unit.
        var width: Int { encoding == .utf32 ? 4 : 2 }
    }

    /// Whether bytes start as UTF-16 or UTF-32 does.
    static func isWide(_ bytes: [UInt8]) -> Bool { form(of: bytes[...]) != nil }

    /// The UTF-8 form of a message and what it was in, or `nil` when the bytes are neither UTF-16 nor UTF-32.
    static func decode(_ bytes: [UInt8]) -> (text: [UInt8], encoding: CharacterEncoding)? {
        // Most messages start so, and need no further look.
        if bytes.starts(withPair: 0x4D, 0x53) { return nil }
        return form(of: bytes[...]).map { (read(bytes[...], as: $0).utf8, $0.encoding) }
    }

    /// The text of bytes in one of the two; the high byte comes first where nothing says otherwise.
    static func read(_ bytes: ArraySlice<UInt8>, in encoding: CharacterEncoding) -> DecodedText {
        let form = form(of: bytes)
        let known = form?.encoding == encoding ? form : markedLittleEndian(bytes, encoding)
        return read(bytes, as: known ?? Form(encoding: encoding, isBigEndian: true))
    }

    /// Writes text with the high byte first, after a byte order mark.
    static func encode(_ text: String, in encoding: CharacterEncoding) -> [UInt8] {
        encode(text, as: Form(encoding: encoding, isBigEndian: true, isMarked: true))
    }

    /// Writes text in a form.
    static func encode(_ text: String, as form: Form) -> [UInt8] {
        let marked = form.isMarked ? "\u{FEFF}" + text : text
        let units =
            form.width == 4 ? marked.unicodeScalars.map(\.value) : marked.utf16.map { UInt32($0) }
        let shifts = (0..<form.width).map { UInt32(8 * (form.isBigEndian ? form.width - 1 - $0 : $0)) }
        return units.flatMap { unit in shifts.map { UInt8(truncatingIfNeeded: unit >> $0) } }
    }

    /// The bytes before the first line end, in whatever form they are; all of them where there is none.
    static func firstLine(of bytes: [UInt8]) -> ArraySlice<UInt8> {
        guard let form = form(of: bytes[...]) else {
            return bytes.prefix { $0 != 0x0D && $0 != 0x0A }
        }
        let width = form.width
        for offset in stride(from: 0, through: bytes.count - width, by: width) {
            let low = form.isBigEndian ? offset + width - 1 : offset
            let isEnd = bytes[low] == 0x0D || bytes[low] == 0x0A
            if isEnd, bytes[offset..<offset + width].count(where: { $0 == 0 }) == width - 1 {
                return bytes[..<offset]
            }
        }
        return bytes[...]
    }

    private static func read(_ bytes: ArraySlice<UInt8>, as form: Form) -> DecodedText {
        let width = form.width
        let order = form.isBigEndian ? Array(0..<width) : (0..<width).reversed()
        var units: [UInt32] = []
        units.reserveCapacity(bytes.count / width)
        var offset = bytes.startIndex
        while offset + width <= bytes.endIndex {
            units.append(order.reduce(0) { $0 << 8 | UInt32(bytes[offset + $1]) })
            offset += width
        }
        if units.first == 0xFEFF { units.removeFirst() }
        let text =
            width == 4
            ? String(decoding: units, as: UTF32.self)
            : String(decoding: units.map { UInt16(truncatingIfNeeded: $0) }, as: UTF16.self)
        return DecodedText(utf8: Array(text.utf8), isValid: offset == bytes.endIndex)
    }

    private static func markedLittleEndian(_ bytes: ArraySlice<UInt8>, _ encoding: CharacterEncoding) -> Form?
    {
        bytes.starts(with: [0xFF, 0xFE])
            ? Form(encoding: encoding, isBigEndian: false, isMarked: true) : nil
    }

    /// By a byte order mark, or by the zero bytes around the first letter of a header.
    static func form(of bytes: ArraySlice<UInt8>) -> Form? {
        guard bytes.count >= 4 else { return nil }
        // Four bytes without an array: this runs for every message.
        let at = bytes.startIndex
        switch (bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]) {
        case (0, 0, 0xFE, 0xFF):
            return Form(encoding: .utf32, isBigEndian: true, isMarked: true)
        // NUL bytes also stand before messages in ASCII; there the next letter follows at once.
        case (0, 0, 0, 0x42), (0, 0, 0, 0x46), (0, 0, 0, 0x4D):
            guard bytes.count >= 8, bytes[at + 4] == 0 else { return nil }
            return Form(encoding: .utf32, isBigEndian: true)
        case (0xFF, 0xFE, 0, 0):
            return Form(encoding: .utf32, isBigEndian: false, isMarked: true)
        case (0x42, 0, 0, 0), (0x46, 0, 0, 0), (0x4D, 0, 0, 0):
            return Form(encoding: .utf32, isBigEndian: false)
        case (0xFE, 0xFF, _, _): return Form(encoding: .utf16, isBigEndian: true, isMarked: true)
        case (0xFF, 0xFE, _, _): return Form(encoding: .utf16, isBigEndian: false, isMarked: true)
        case (0, 0x4D, 0, 0x53), (0, 0x46, 0, 0x48), (0, 0x42, 0, 0x48):
            return Form(encoding: .utf16, isBigEndian: true)
        case (0x4D, 0, 0x53, 0), (0x46, 0, 0x48, 0), (0x42, 0, 0x48, 0):
            return Form(encoding: .utf16, isBigEndian: false)
        default: return nil
        }
    }
}

extension [UInt8] {
    fileprivate func starts(withPair first: UInt8, _ second: UInt8) -> Bool {
        count > 1 && self[0] == first && self[1] == second
    }
}
