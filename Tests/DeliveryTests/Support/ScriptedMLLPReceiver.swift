// An MLLP receiver without a mind of its own: for each frame it writes what a test's script says, or nothing, and
// closes when told to.

import NIOCore
import NIOPosix
import Synchronization

final class ScriptedMLLPReceiver: Sendable {
    /// What follows a frame.
    struct Step: Sendable {
        /// Bytes to write, each piece with a flush of its own.
        var pieces: [[UInt8]] = []
        var closes = false

        static let silence = Step()
        static let close = Step(closes: true)

        /// Whole replies, framed.
        static func reply(_ replies: [UInt8]...) -> Step {
            Step(pieces: replies.map { [0x0B] + $0 + [0x1C, 0x0D] })
        }

        /// A reply, framed, after which the connection ends.
        static func replyAndClose(_ reply: [UInt8]) -> Step {
            Step(pieces: [[0x0B] + reply + [0x1C, 0x0D]], closes: true)
        }

        /// A reply, byte by byte.
        static func split(_ reply: [UInt8]) -> Step {
            Step(pieces: ([0x0B] + reply + [0x1C, 0x0D]).map { [$0] })
        }
    }

    /// Says what follows a frame; `number` counts them from 1 over all connections.
    typealias Script = @Sendable (_ frame: [UInt8], _ number: Int) -> Step

    /// What it got.
    final class Log: Sendable {
        private let state = Mutex((frames: [[UInt8]](), connections: 0))

        var frames: [[UInt8]] { state.withLock(\.frames) }
        var connections: Int { state.withLock(\.connections) }

        fileprivate func connected() { state.withLock { $0.connections += 1 } }

        fileprivate func add(_ frame: [UInt8]) -> Int {
            state.withLock {
                $0.frames.append(frame)
                return $0.frames.count
            }
        }
    }

    let log: Log
    private let channel: any Channel

    var port: Int { channel.localAddress?.port ?? 0 }

    private init(_ channel: any Channel, _ log: Log) {
        self.channel = channel
        self.log = log
    }

    static func start(_ script: @escaping Script) async throws -> ScriptedMLLPReceiver {
        let log = Log()
        let channel = try await ServerBootstrap(group: NIOSingletons.posixEventLoopGroup)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(ScriptHandler(log: log, script: script))
                }
            }
            .bind(host: "127.0.0.1", port: 0)
            .get()
        return ScriptedMLLPReceiver(channel, log)
    }

    func stop() async throws {
        try await channel.close().get()
    }
}

private final class ScriptHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let log: ScriptedMLLPReceiver.Log
    private let script: ScriptedMLLPReceiver.Script
    private var bytes: [UInt8] = []

    init(log: ScriptedMLLPReceiver.Log, script: @escaping ScriptedMLLPReceiver.Script) {
        self.log = log
        self.script = script
    }

    func channelActive(context: ChannelHandlerContext) {
        log.connected()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        bytes += unwrapInboundIn(data).readableBytesView
        while let end = bytes.firstRange(of: [0x1C, 0x0D]) {
            let frame = Array(bytes[..<end.lowerBound].dropFirst())
            bytes.removeSubrange(..<end.upperBound)
            let step = script(frame, log.add(frame))
            for piece in step.pieces {
                context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: piece)), promise: nil)
            }
            if step.closes { context.close(promise: nil) }
        }
    }
}
