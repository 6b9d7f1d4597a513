// What one message may cost. A message beyond a limit is refused with a ``ParseError`` that names it.

/// The named limits of reading one message.
public struct MessageLimits: Hashable, Sendable {
    /// The most bytes a message may have; offsets are 32 bits wide, so no more than 4 GB.
    public var bytes: Int
    /// The most segments a message may have.
    public var segments: Int
    /// How many bytes before the header are skipped, with a warning, in search of it.
    public var leadingBytes: Int

    /// Messages of up to 64 MB and 100,000 segments.
    public static let `default` = MessageLimits()

    /// Starts from the defaults.
    public init(bytes: Int = 64 << 20, segments: Int = 100_000, leadingBytes: Int = 512) {
        self.bytes = min(bytes, Int(UInt32.max) - 1)
        self.segments = segments
        self.leadingBytes = leadingBytes
    }

    /// How many CR and LF a message may have: lines may be blank, and end in both.
    var terminators: Int { min(segments, Int(UInt32.max)) * 4 }
}
