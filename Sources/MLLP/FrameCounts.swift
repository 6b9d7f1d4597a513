// What a decoder has seen, in numbers.

/// Counts of what stood in a stream.
public struct FrameCounts: Sendable, Hashable {
    /// Complete blocks.
    public var frames = 0
    /// Bytes outside any block.
    public var bytesOutside = 0
    /// Blocks that were begun and not ended.
    public var cutFrames = 0
    /// Blocks past the limit.
    public var oversizedFrames = 0
    /// Blocks that were taken although their final CR was missing.
    public var missingEnds = 0

    /// Starts at zero.
    public init() {}
}
