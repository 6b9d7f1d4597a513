// A socket without manners: sends the bytes it is told to, and keeps what comes back.

import NIOCore
import NIOPosix

final class RawPeer: Sendable {
    let received: Recorder<UInt8>
    /// Has one item once the other side has closed.
    let ended: Recorder<Void>
    private let channel: any Channel

    private init(channel: any Channel, received: Recorder<UInt8>, ended: Recorder<Void>) {
        self.channel = channel
        self.received = received
        self.ended = ended
    }

    static func connect(port: Int, reading: Bool = true) async throws -> RawPeer {
        let (received, ended) = (Recorder<UInt8>(), Recorder<Void>())
        let channel = try await ClientBootstrap(group: NIOSingletons.posixEventLoopGroup)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .channelOption(.autoRead, value: reading)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        RawHandler(received: received, ended: ended)
                    )
                }
            }
            .connect(host: "127.0.0.1", port: port)
            .get()
        return RawPeer(channel: channel, received: received, ended: ended)
    }

    func send(_ bytes: [UInt8]) async throws {
        try await channel.writeAndFlush(ByteBuffer(bytes: bytes)).get()
    }

    /// Queues bytes without waiting until the other side has taken them.
    func sendWithoutWaiting(_ bytes: [UInt8]) {
        channel.writeAndFlush(ByteBuffer(bytes: bytes), promise: nil)
    }

    func sendFrames(_ contents: [String]) async throws {
        try await send(contents.flatMap { framed($0) })
    }

    func shutDownOutput() async throws {
        try await channel.close(mode: .output).get()
    }

    func close() async {
        // A channel that is closed already is what this asks for.
        try? await channel.close().get()
    }
}

private final class RawHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let received: Recorder<UInt8>
    private let ended: Recorder<Void>
    private var hasEnded = false

    init(received: Recorder<UInt8>, ended: Recorder<Void>) {
        self.received = received
        self.ended = ended
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        received.append(contentsOf: Array(unwrapInboundIn(data).readableBytesView))
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .some(.inputClosed) = event as? ChannelEvent { end() }
    }

    func channelInactive(context: ChannelHandlerContext) {
        end()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    private func end() {
        guard !hasEnded else { return }
        hasEnded = true
        ended.append(())
    }
}
