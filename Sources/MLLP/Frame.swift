// Content to block: the other direction of FrameDecoder.

public import NIOCore

/// Writes MLLP blocks.
public enum Frame {
    /// The block around a content, in one buffer, so that it goes out with one write.
    public static func buffer(around content: [UInt8]) -> ByteBuffer {
        var buffer = ByteBuffer()
        buffer.reserveCapacity(content.count + MLLPByte.framingCount)
        buffer.writeInteger(MLLPByte.start)
        buffer.writeBytes(content)
        buffer.writeInteger(MLLPByte.end)
        buffer.writeInteger(MLLPByte.carriageReturn)
        return buffer
    }

    /// The bytes of the block around a content.
    public static func bytes(around content: [UInt8]) -> [UInt8] {
        [MLLPByte.start] + content + [MLLPByte.end, MLLPByte.carriageReturn]
    }
}
