// A client of HTTP without manners: writes any bytes and reads what comes back until the connection ends.

import NIOCore
import NIOPosix

enum RawHTTP {
    /// Writes bytes to a port of this machine and reads until the other side closes.
    ///
    /// - Parameters:
    ///   - port: the port.
    ///   - parts: what is written, one after the other.
    ///   - answers: how many answers end the conversation, where the other side does not close.
    /// - Returns: everything that came back.
    /// - Throws: when the connection fails or nothing comes.
    static func talk(to port: Int, _ parts: [UInt8]..., answers: Int = 1) async throws -> String {
        try await talk(to: port, parts: parts, answers: answers)
    }

    /// The same with texts.
    static func talk(to port: Int, _ parts: String..., answers: Int = 1) async throws -> String {
        try await talk(to: port, parts: parts.map { Array($0.utf8) }, answers: answers)
    }

    private static func talk(to port: Int, parts: [[UInt8]], answers: Int) async throws -> String {
        try await within(.seconds(60), "the answer to raw bytes") {
            let channel = try await ClientBootstrap(group: NIOSingletons.posixEventLoopGroup)
                .connect(host: "127.0.0.1", port: port) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                    }
                }
            return try await channel.executeThenClose { inbound, outbound in
                for part in parts { try await outbound.write(ByteBuffer(bytes: part)) }
                var received: [UInt8] = []
                for try await buffer in inbound {
                    received += Array(buffer.readableBytesView)
                    if wholeAnswers(in: String(decoding: received, as: UTF8.self)) >= answers { break }
                }
                return String(decoding: received, as: UTF8.self)
            }
        }
    }

    /// How many answers have come with their bodies.
    private static func wholeAnswers(in text: String) -> Int {
        var rest = text[...]
        var count = 0
        while let end = rest.firstRange(of: "\r\n\r\n") {
            let head = rest[..<end.lowerBound]
            let length = head.firstMatch(of: /(?i)\r\ncontent-length: (\d+)/).flatMap { Int($0.1) } ?? 0
            let body = rest[end.upperBound...]
            guard body.utf8.count >= length else { break }
            if head.firstMatch(of: /^HTTP\/1\.1 100/) == nil { count += 1 }
            rest = body[body.utf8.index(body.startIndex, offsetBy: length)...]
        }
        return count
    }
}
