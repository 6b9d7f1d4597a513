// A small HTTP/1.1 server that does what a test tells it to, good manners or not.
// It reads heads and bodies with Content-Length only, which is all that the client writes.

import NIOCore
import NIOPosix
import Synchronization

/// What the server does with a request.
enum Script: Sendable {
    /// Answers and keeps the connection.
    case answer(String)
    /// Answers and closes.
    case answerAndClose(String)
    /// Says nothing.
    case hang
    /// Closes without a word.
    case close
    /// Closes with a reset.
    case reset
    /// Writes a beginning and then nothing more.
    case begin(String)
    /// Writes a head and then body bytes for as long as somebody reads.
    case endless(String)

    static func plain(_ status: Int, _ body: String = "", headers: [String] = []) -> Script {
        let lines = ["HTTP/1.1 \(status) Test", "Content-Length: \(body.utf8.count)"] + headers
        return .answer(lines.joined(separator: "\r\n") + "\r\n\r\n" + body)
    }
}

/// A request as the server saw it.
struct SeenRequest: Sendable {
    let head: String
    let body: [UInt8]
    /// Which of the server's connections it came on, from 1.
    let connection: Int

    var line: String { head.prefix { $0 != "\r\n" }.description }

    func header(_ name: String) -> String? {
        head.split(separator: "\r\n").first { $0.lowercased().hasPrefix(name.lowercased() + ":") }
            .map { $0.dropFirst(name.count + 1).trimmingPrefix { $0 == " " }.description }
    }
}

final class ScriptedServer: Sendable {
    private struct State {
        var connections = 0
        var seen: [SeenRequest] = []
    }

    private let channel: any Channel
    private let state: Shared

    /// What connections and tests share.
    fileprivate final class Shared: Sendable {
        private let state = Mutex(State())
        let script: @Sendable (SeenRequest) -> Script

        init(script: @escaping @Sendable (SeenRequest) -> Script) {
            self.script = script
        }

        var connections: Int { state.withLock(\.connections) }
        var seen: [SeenRequest] { state.withLock(\.seen) }

        func connect() -> Int {
            state.withLock { state in
                state.connections += 1
                return state.connections
            }
        }

        func see(_ request: SeenRequest) {
            state.withLock { $0.seen.append(request) }
        }
    }

    private init(channel: any Channel, state: Shared) {
        self.channel = channel
        self.state = state
    }

    static func start(_ script: @escaping @Sendable (SeenRequest) -> Script) async throws -> ScriptedServer {
        let state = Shared(script: script)
        let channel = try await ServerBootstrap(group: NIOSingletons.posixEventLoopGroup)
            .serverChannelOption(.backlog, value: 256)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(ScriptHandler(state: state))
                }
            }
            .bind(host: "127.0.0.1", port: 0)
            .get()
        return ScriptedServer(channel: channel, state: state)
    }

    var port: Int { channel.localAddress?.port ?? 0 }
    var url: String { "http://127.0.0.1:\(port)/path" }
    var connections: Int { state.connections }
    var seen: [SeenRequest] { state.seen }

    func stop() async throws {
        try await channel.close().get()
    }
}

private final class ScriptHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let state: ScriptedServer.Shared
    private var connection = 0
    private var input: [UInt8] = []
    private var flood: ByteBuffer?

    init(state: ScriptedServer.Shared) {
        self.state = state
    }

    func channelActive(context: ChannelHandlerContext) {
        connection = state.connect()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        input += unwrapInboundIn(data).readableBytesView
        while let request = nextRequest() {
            state.see(request)
            perform(state.script(request), context)
        }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        pour(context)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    private func nextRequest() -> SeenRequest? {
        let end = Array("\r\n\r\n".utf8)
        guard let headEnd = input.firstRange(of: end) else { return nil }
        let head = String(decoding: input[..<headEnd.lowerBound], as: UTF8.self)
        let probe = SeenRequest(head: head, body: [], connection: connection)
        let length = probe.header("Content-Length").flatMap { Int($0) } ?? 0
        guard input.count >= headEnd.upperBound + length else { return nil }
        let body = Array(input[headEnd.upperBound..<headEnd.upperBound + length])
        input.removeFirst(headEnd.upperBound + length)
        return SeenRequest(head: head, body: body, connection: connection)
    }

    private func perform(_ script: Script, _ context: ChannelHandlerContext) {
        switch script {
        case .answer(let text), .begin(let text):
            write(text, context)
        case .answerAndClose(let text):
            write(text, context)
            context.close(mode: .output, promise: nil)
        case .hang:
            break
        case .close:
            context.close(promise: nil)
        case .reset:
            // Closing with a linger time of zero makes the kernel send a reset.
            let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
            let provider = context.channel as? any SocketOptionProvider
            provider?.setSoLinger(linger(l_onoff: 1, l_linger: 0)).whenComplete { _ in
                bound.value.close(promise: nil)
            }
        case .endless(let head):
            write(head, context)
            flood = ByteBuffer(repeating: 0x78, count: 64 * 1024)
            pour(context)
        }
    }

    private func write(_ text: String, _ context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
    }

    private func pour(_ context: ChannelHandlerContext) {
        guard let flood else { return }
        while context.channel.isActive, context.channel.isWritable {
            context.writeAndFlush(wrapOutboundOut(flood), promise: nil)
        }
    }
}
