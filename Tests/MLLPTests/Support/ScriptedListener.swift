// A receiver that writes fixed bytes: at once when a connection opens, or whenever something comes in.

import NIOCore
import NIOPosix

struct ScriptedListener {
    private let channel: any Channel

    var port: Int { channel.localAddress?.port ?? 0 }

    static func start(
        sending greeting: [UInt8] = [],
        answering answer: [UInt8] = [],
        closing closesAfterAnswer: Bool = false
    ) async throws -> ScriptedListener {
        let channel = try await ServerBootstrap(group: NIOSingletons.posixEventLoopGroup)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        ScriptHandler(
                            greeting: greeting,
                            answer: answer,
                            closesAfterAnswer: closesAfterAnswer
                        )
                    )
                }
            }
            .bind(host: "127.0.0.1", port: 0)
            .get()
        return ScriptedListener(channel: channel)
    }

    func stop() async throws {
        try await channel.close().get()
    }
}

private final class ScriptHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let greeting: [UInt8]
    private let answer: [UInt8]
    private let closesAfterAnswer: Bool

    init(greeting: [UInt8], answer: [UInt8], closesAfterAnswer: Bool) {
        self.greeting = greeting
        self.answer = answer
        self.closesAfterAnswer = closesAfterAnswer
    }

    func channelActive(context: ChannelHandlerContext) {
        write(greeting, context)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        write(answer, context)
        if closesAfterAnswer { context.close(mode: .output, promise: nil) }
    }

    private func write(_ bytes: [UInt8], _ context: ChannelHandlerContext) {
        if !bytes.isEmpty { context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil) }
    }
}
