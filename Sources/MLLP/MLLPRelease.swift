// The two releases of MLLP, and what the second adds: whoever receives a block says with a block of one byte whether
// the content is stored, and whoever sent it waits for that (ANSI/HL7 V3 TRMLLP R2-2006).
//
// Storing is all that these blocks speak of. What the receiver makes of a message is said by HL7's own
// acknowledgments, which are content blocks as any other and are committed in turn.

/// A release of MLLP.
public enum MLLPRelease: Hashable, Sendable {
    /// Blocks around messages, and nothing more.
    case first
    /// With a commit block for each content block, both ways.
    case second
}

/// A block that says whether a content block was stored; it is no message and never answered.
public enum CommitBlock: UInt8, Hashable, Sendable {
    /// `<ACK>`: stored.
    case stored = 0x06
    /// `<NAK>`: not stored; the sender may send it again.
    case notStored = 0x15

    /// Recognises a block by its content; nil for one that is content.
    public init?(_ content: [UInt8]) {
        guard content.count == 1 else { return nil }
        self.init(rawValue: content[0])
    }

    /// What stands between the block's first byte and its end.
    public var content: [UInt8] { [rawValue] }
}
