// The three bytes of MLLP release 1 (HL7 v2.9 Appendix C): a block is 0B, data, 1C 0D.

enum MLLPByte {
    /// Opens a block: `<SB>`, vertical tab.
    static let start: UInt8 = 0x0B
    /// Ends a block's data, when a carriage return follows: `<EB>`, file separator.
    static let end: UInt8 = 0x1C
    /// Completes the end of a block.
    static let carriageReturn: UInt8 = 0x0D
    /// Bytes that framing adds to a message.
    static let framingCount = 3
}
