// Well-formed UTF-8 of more than one byte (Unicode 15, table 3-7).

enum UTF8Sequence {
    /// The length of the sequence that starts at `position` with a byte above 127; 0 if it is malformed.
    static func length(_ bytes: [UInt8], at position: Int) -> Int {
        let first = bytes[position]
        let rest = bytes.count - position - 1
        func follows(_ offset: Int, _ range: ClosedRange<UInt8> = 0x80...0xbf) -> Bool {
            offset <= rest && range.contains(bytes[position + offset])
        }
        switch first {
        case 0xc2...0xdf: return follows(1) ? 2 : 0
        case 0xe0: return follows(1, 0xa0...0xbf) && follows(2) ? 3 : 0
        case 0xed: return follows(1, 0x80...0x9f) && follows(2) ? 3 : 0
        case 0xe1...0xef: return follows(1) && follows(2) ? 3 : 0
        case 0xf0: return follows(1, 0x90...0xbf) && follows(2) && follows(3) ? 4 : 0
        case 0xf1...0xf3: return follows(1) && follows(2) && follows(3) ? 4 : 0
        case 0xf4: return follows(1, 0x80...0x8f) && follows(2) && follows(3) ? 4 : 0
        default: return 0
        }
    }
}
