// A sender without manners: writes any bytes, frames or not, and reads what comes back.

import MLLP
import NIOCore
import NIOPosix

enum RawPeer {
    /// When a conversation is over.
    enum End: Sendable {
        /// So many replies were read.
        case replies(Int)
        /// The other side has closed.
        case closed
    }

    /// Writes bytes to a port of this machine and reads until the end; then closes.
    ///
    /// - Returns: the content of each reply.
    static func talk(to port: Int, _ bytes: [UInt8], until end: End) async throws -> [[UInt8]] {
        try await within(.seconds(60), "the answer to raw bytes") {
            let channel = try await ClientBootstrap(group: NIOSingletons.posixEventLoopGroup)
                .connect(host: "127.0.0.1", port: port) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                    }
                }
            return try await channel.executeThenClose { inbound, outbound in
                try await outbound.write(ByteBuffer(bytes: bytes))
                var received: [UInt8] = []
                if case .replies(0) = end { return [] }
                for try await buffer in inbound {
                    received += Array(buffer.readableBytesView)
                    if case .replies(let count) = end, replies(in: received).count >= count { break }
                }
                return replies(in: received)
            }
        }
    }

    /// A frame around a message.
    static func frame(_ content: some Sequence<UInt8>) -> [UInt8] { [0x0B] + content + [0x1C, 0x0D] }

    private static func replies(in bytes: [UInt8]) -> [[UInt8]] {
        let whole = bytes.split(separator: 0x1C, omittingEmptySubsequences: false).dropLast()
        return whole.map { Array($0.drop { $0 == 0x0D || $0 == 0x0B }) }
    }
}
