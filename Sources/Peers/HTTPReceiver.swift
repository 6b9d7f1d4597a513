// The other side of a delivery: an HTTP server that plays an EHR for the demo, the benchmarks and the tests.
//
// Not a FHIR server: it takes what it is sent, tells its owner, and answers what its owner says.

import NIOCore
import NIOHTTP1
import NIOPosix

/// A running receiver.
public final class HTTPReceiver: Sendable {
    /// The largest body taken, in bytes; more is answered with 413.
    public static let bodyLimit = 64 << 20

    /// One request, whole.
    public struct Request: Sendable {
        /// The method, such as `POST`.
        public let method: String
        /// The path and query as sent.
        public let path: String
        /// The header fields in order.
        public let headers: [(name: String, value: String)]
        /// The body.
        public let body: [UInt8]

        /// The first header field of this name, in any case.
        public func header(_ name: String) -> String? {
            headers.first { $0.name.lowercased() == name.lowercased() }?.value
        }
    }

    /// What the receiver does with a request.
    public enum Answer: Sendable {
        /// Answers at once.
        case status(Int, body: [UInt8] = [], headers: [(name: String, value: String)] = [])
        /// Answers after a while.
        case later(Duration, status: Int)
        /// Closes the connection without an answer.
        case hangUp
        /// Never answers.
        case silence
    }

    /// Decides about requests; called on the connection's event loop, so it must not block.
    public typealias Handler = @Sendable (Request) -> Answer

    /// The bound port.
    public let port: Int
    private let channel: any Channel
    private let group: MultiThreadedEventLoopGroup

    private init(channel: any Channel, group: MultiThreadedEventLoopGroup, port: Int) {
        self.channel = channel
        self.group = group
        self.port = port
    }

    /// Binds a port and answers from now on.
    ///
    /// - Parameters:
    ///   - host: the address to bind.
    ///   - port: 0 for any free one.
    ///   - handler: decides about each request.
    /// - Returns: the listening receiver.
    /// - Throws: the system's error when the address cannot be bound.
    public static func start(
        host: String = "127.0.0.1",
        port: Int = 0,
        handler: @escaping Handler
    ) async throws -> HTTPReceiver {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let bootstrap = ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 1024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.socketOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(ReceiverHandler(handler))
                }
            }
        do {
            let channel = try await bootstrap.bind(host: host, port: port).get()
            return HTTPReceiver(channel: channel, group: group, port: channel.localAddress?.port ?? port)
        } catch {
            try? await group.shutdownGracefully()  // The bind error is the one to tell.
            throw error
        }
    }

    /// Closes the port and every connection.
    public func stop() async {
        // Both fail only when already closed.
        try? await channel.close()
        try? await group.shutdownGracefully()
    }
}

/// One connection of the receiver.
private final class ReceiverHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let handler: HTTPReceiver.Handler
    private var head: HTTPRequestHead?
    private var body: [UInt8] = []

    init(_ handler: @escaping HTTPReceiver.Handler) { self.handler = handler }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            self.head = head
            body.removeAll(keepingCapacity: false)
        case .body(let buffer):
            guard body.count + buffer.readableBytes <= HTTPReceiver.bodyLimit else {
                return respond(context, 413, [], [], keepAlive: false)
            }
            body.append(contentsOf: buffer.readableBytesView)
        case .end:
            guard let head else { return }
            let request = HTTPReceiver.Request(
                method: head.method.rawValue,
                path: head.uri,
                headers: head.headers.map { ($0.name, $0.value) },
                body: body
            )
            body = []
            act(handler(request), context, keepAlive: head.isKeepAlive)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    private func act(_ answer: HTTPReceiver.Answer, _ context: ChannelHandlerContext, keepAlive: Bool) {
        switch answer {
        case .status(let status, let body, let headers):
            respond(context, status, headers, body, keepAlive: keepAlive)
        case .later(let delay, let status):
            let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
            context.eventLoop.scheduleTask(in: TimeAmount(delay)) {
                let (handler, context) = bound.value
                handler.respond(context, status, [], [], keepAlive: keepAlive)
            }
        case .hangUp:
            context.close(promise: nil)
        case .silence:
            break
        }
    }

    private func respond(
        _ context: ChannelHandlerContext,
        _ status: Int,
        _ headers: [(name: String, value: String)],
        _ body: [UInt8],
        keepAlive: Bool
    ) {
        var fields = HTTPHeaders(headers.map { ($0.name, $0.value) })
        fields.add(name: "Content-Length", value: String(body.count))
        if !keepAlive { fields.add(name: "Connection", value: "close") }
        let head = HTTPResponseHead(version: .http1_1, status: .init(statusCode: status), headers: fields)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        if !body.isEmpty {
            context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: body)))), promise: nil)
        }
        let done = context.writeAndFlush(wrapOutboundOut(.end(nil)))
        if !keepAlive {
            let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
            done.whenComplete { _ in bound.value.close(promise: nil) }
        }
    }
}
