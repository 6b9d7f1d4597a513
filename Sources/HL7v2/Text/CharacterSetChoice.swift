// Which character set a message's text is decoded from, and what was odd about its declaration.
//
// MSH-18 rules; its first repetition holds for the whole message, further ones and MSH-20 allow switching by
// escape sequences (HL7 v2.9 §2.14.9.18, §2.14.9.20). Received bytes are never changed: a wrong declaration
// costs a warning, and the values concerned are read as best they can be. Where a byte that looks like a
// delimiter may be part of a character, the message is read through a copy in UTF-8.

struct CharacterSetChoice: Sendable {
    /// The set that the message declares, or is assumed to be in.
    let declared: CharacterEncoding
    /// The set of the bytes that elements refer to: the declared one, or UTF-8 where they are a copy.
    private(set) var encoding: CharacterEncoding
    /// The set of bytes that are not of ``declared``.
    let fallback: CharacterEncoding
    /// Whether every byte of the message is ASCII, so that nothing needs decoding.
    private(set) var isPlain: Bool
    /// Whether escape sequences may switch sets.
    private let maySwitch: Bool
    private var isInvalid = false

    /// Looks at what a message declares.
    init(header scan: MessageIndex.Scan, bytes: [UInt8], delimiters: Delimiters, reading: CharacterReading) {
        fallback = reading.fallback
        isPlain = !scan.hasHighBytes
        var named = reading.assumed
        let declaration = CharacterSetDeclaration(header: scan, bytes: bytes, delimiters: delimiters)
        var switches = !declaration.handling.isEmpty
        if !declaration.names.isEmpty {
            let first = declaration.names.prefix {
                $0 != delimiters.repetition && $0 != delimiters.component
            }
            if !first.isEmpty { named = CharacterEncoding(declared: first) }
            switches = switches || first.count < declaration.names.count
        }
        // Wide text would have been seen by its first bytes.
        declared = named == .utf16 || named == .utf32 ? .unknown : named
        encoding = declared
        maySwitch = switches || declared.isShifted || declared == .jisX0201
    }

    /// Settles on UTF-8 for a message that came in UTF-16 or UTF-32.
    init(wide: CharacterEncoding, header scan: MessageIndex.Scan, reading: CharacterReading) {
        declared = wide
        encoding = .utf8
        fallback = reading.fallback
        isPlain = !scan.hasHighBytes
        maySwitch = false
    }

    /// The message in UTF-8, where delimiters cannot be found among its own bytes; `nil` where they can.
    func copy(of bytes: [UInt8], delimiters: Delimiters) -> DecodedText? {
        let switches = maySwitch && bytes.first(ShiftedText.escape, in: bytes.indices) < bytes.count
        if switches {
            let base = declared.isShifted ? .ascii : declared
            let ends = [delimiters.field] + delimiters.encodingCharacters
            return ShiftedText(base: base, fallback: fallback, delimiters: ends).read(bytes[...])
        }
        guard !isPlain else { return nil }
        return switch declared {
        case .gb18030, .big5, .ksX1001, .cns11643: declared.read(bytes[...], fallback: fallback)
        default: nil
        }
    }

    /// Notes that elements refer to a copy in UTF-8.
    mutating func settle(on copy: DecodedText, scan: MessageIndex.Scan) {
        encoding = .utf8
        isInvalid = !copy.isValid
        isPlain = !scan.hasHighBytes
    }

    /// Bytes that a hexadecimal sequence spells, which are in the declared set, as bytes of the copy.
    ///
    /// Line ends are what they are in any set: `\X0D0A\` is written for them also in UTF-16.
    func inCopy(_ bytes: [UInt8]) -> [UInt8] {
        guard encoding != declared, bytes.contains(where: { $0 != 0x0D && $0 != 0x0A }) else { return bytes }
        return declared.read(bytes[...], fallback: fallback).utf8
    }

    /// What was odd about the characters.
    func warnings(for bytes: [UInt8], isWide: Bool, isCopy: Bool) -> [MessageWarning] {
        if isWide { return [.wideCharacters] }
        if isCopy { return isInvalid ? [.invalidCharacters] : [] }
        guard !isPlain else { return [] }
        var warnings: [MessageWarning] = []
        switch declared {
        case .ascii: warnings.append(.undeclaredCharacters)
        case .unknown: warnings.append(.unknownCharacterSet)
        default: break
        }
        if !isValid(bytes) { warnings.append(.invalidCharacters) }
        return warnings
    }

    private func isValid(_ bytes: [UInt8]) -> Bool {
        switch declared {
        case .ascii, .utf8: return String(validating: bytes, as: UTF8.self) != nil
        case .unknown: return true
        // Without an escape sequence there is nothing in these but ASCII.
        case .jisX0208, .jisX0212: return false
        default:
            guard let table = SingleByteTable.named(declared) else { return false }
            return bytes.allSatisfy { table.point(of: $0) != nil }
        }
    }
}
