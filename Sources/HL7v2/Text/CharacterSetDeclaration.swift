// What a header says about characters: MSH-18 and MSH-20 as they stand.
//
// To find them fields are counted, and to count them the set would have to be known: half of a two-byte character
// may look like a separator, also in a sender's name before MSH-18. So where there are such bytes, and what stands
// in the place of MSH-18 names no other set, the header is read in each set that has such characters, and one is
// believed that names itself where MSH-18 then is.

struct CharacterSetDeclaration {
    /// MSH-18, the sets; empty where nothing is declared.
    private(set) var names: ArraySlice<UInt8> = []
    /// MSH-20, how sets are switched; empty where nothing is declared.
    private(set) var handling: ArraySlice<UInt8> = []

    /// Finds the two fields of a message's header; a file's or batch's has none.
    init(header scan: MessageIndex.Scan, bytes: [UInt8], delimiters: Delimiters) {
        guard let header = scan.segments.first, header.name == .messageHeader else { return }
        let range = Int(header.start)..<Int(header.end)
        names = bytes[Self.field(18, of: header, scan)]
        handling = bytes[Self.field(20, of: header, scan)]
        let suspects = Self.suspects(in: bytes, range, delimiters, scan.hasHighBytes)
        guard !suspects.isEmpty, names.isEmpty || Self.sets(names, delimiters).contains(where: Self.isInDoubt)
        else {
            return
        }
        for encoding in suspects where believe(encoding, bytes[range], delimiters) { return }
    }

    /// Whether a set that is named where MSH-18 seems to be may not be what the header says.
    private static func isInDoubt(_ encoding: CharacterEncoding) -> Bool {
        encoding == .unknown || encoding == .gb18030 || encoding == .big5 || encoding.isShifted
    }

    /// The sets that MSH-18 names.
    private static func sets(_ names: ArraySlice<UInt8>, _ delimiters: Delimiters) -> [CharacterEncoding] {
        names.split { $0 == delimiters.repetition }.map { CharacterEncoding(declared: $0) }
    }

    /// The sets that the header may have to be read in: hardly ever any.
    private static func suspects(
        in bytes: [UInt8],
        _ header: Range<Int>,
        _ delimiters: Delimiters,
        _ hasHighBytes: Bool
    ) -> [CharacterEncoding] {
        let maySwitch = bytes.first(ShiftedText.escape, in: header) < header.upperBound
        let switched: [CharacterEncoding] = maySwitch ? [.jisX0208] : []
        guard hasHighBytes else { return switched }
        for offset in header.dropFirst() where bytes[offset] == delimiters.field && bytes[offset - 1] > 0x80 {
            return switched + [.gb18030, .big5]
        }
        return switched
    }

    /// Reads the header in a set; keeps what it declares if that includes the set.
    private mutating func believe(
        _ encoding: CharacterEncoding,
        _ header: ArraySlice<UInt8>,
        _ delimiters: Delimiters
    ) -> Bool {
        let ends = [delimiters.field] + delimiters.encodingCharacters
        let text =
            encoding.isShifted
            ? ShiftedText(base: .ascii, fallback: .windows1252, delimiters: ends).read(header)
            : encoding.read(header, fallback: .windows1252)
        let fields = text.utf8.split(separator: delimiters.field, omittingEmptySubsequences: false)
        guard fields.count > 17 else { return false }
        let sets = Self.sets(fields[17], delimiters)
        let isSaid =
            encoding.isShifted
            ? !sets.contains(.unknown) && sets.contains { $0.isShifted || $0 == .jisX0201 }
            : sets.first == encoding
        guard isSaid else { return false }
        names = fields[17]
        handling = fields.count > 19 ? fields[19] : []
        return true
    }

    /// Where a field of the header lies.
    ///
    /// MSH-18 stands after the 17th separator, for the first one is MSH-1 itself.
    private static func field(
        _ number: Int,
        of header: SegmentRecord,
        _ scan: MessageIndex.Scan
    ) -> Range<Int> {
        let position = Int(header.firstSeparator) + number - 2
        guard position < Int(header.endSeparator) else { return 0..<0 }
        let start = Int(scan.separators[position]) + 1
        let isLast = position + 1 == Int(header.endSeparator)
        let end = isLast ? Int(header.end) : Int(scan.separators[position + 1])
        return start..<end
    }
}
