// One MLLP connection as a sender: frames out, replies matched to them in order. `corridor send`, tests and
// the load generator use it. It does not reconnect and does not read what a reply says.

public import NIOCore
import NIOPosix

/// A connection to an MLLP receiver.
///
/// Any number of tasks and threads may send at once. Up to `depth` frames are on the wire without a reply;
/// the rest wait their turn. Whatever goes wrong with one frame ends the connection and all frames on it,
/// because after that replies cannot be matched to frames any more; only `notStored` is a clear answer.
public final class MLLPClient: Sendable {
    /// Takes the reply to a frame, on the client's event loop.
    public typealias Completion = @Sendable (Result<[UInt8], MLLPClientError>) -> Void

    /// Says what a frame that came in is to the one that waits for its reply.
    public typealias Matching = @Sendable (_ received: [UInt8]) -> Match

    /// What a frame that came in is.
    public enum Match: Sendable {
        /// The reply.
        case reply
        /// Nothing that the sender waits for; the wait goes on, no longer than before.
        case stepOver
        /// The reply to another frame: the connection ends with `unexpectedReply`.
        case foreign
    }

    /// What ends the wait for a frame.
    public enum Ending: Hashable, Sendable {
        /// Its reply.
        case reply
        /// In release 2 its commit, which gives an empty reply; in release 1 its reply.
        case commit
    }

    /// How a client behaves, with its limits.
    public struct Configuration: Sendable {
        /// What is spoken beside content blocks.
        ///
        /// In release 2 each frame waits for the commit of the one before it, and each reply is committed.
        public var release: MLLPRelease
        /// How long the connection may take.
        public var connectTimeout: Duration
        /// How long a reply may take, from the moment at which its frame is written.
        public var replyTimeout: Duration
        /// How long a reply's trailing 1C waits for its CR before it ends the reply without one.
        public var missingEnd: Duration
        /// Frames on the wire without a reply; 1 waits for each reply before the next frame.
        public var depth: Int
        /// Frames waiting to be written; one more fails with `overloaded`.
        public var waiting: Int
        /// The most bytes of a reply.
        public var replyBytes: Int
        /// Whether a frame that comes while nothing waits for a reply is dropped; else it ends the connection.
        ///
        /// Drop them only where every `send` has its `matching`.
        public var dropsStrayFrames: Bool
        /// Prepares the transport before any byte is sent, on its event loop: TLS goes here.
        public var transport: MLLPServer.TransportSetUp?

        /// The defaults suit a sender that waits for each reply.
        public init(
            release: MLLPRelease = .first,
            connectTimeout: Duration = .seconds(10),
            replyTimeout: Duration = .seconds(30),
            missingEnd: Duration = .milliseconds(1500),
            depth: Int = 1,
            waiting: Int = 4096,
            replyBytes: Int = 1024 * 1024,
            dropsStrayFrames: Bool = false,
            transport: MLLPServer.TransportSetUp? = nil
        ) {
            self.release = release
            self.connectTimeout = connectTimeout
            self.replyTimeout = replyTimeout
            self.missingEnd = missingEnd
            self.depth = depth
            self.waiting = waiting
            self.replyBytes = replyBytes
            self.dropsStrayFrames = dropsStrayFrames
            self.transport = transport
        }
    }

    private let channel: any Channel
    private let handler: NIOLoopBound<ClientConnectionHandler>

    private init(channel: any Channel, handler: NIOLoopBound<ClientConnectionHandler>) {
        self.channel = channel
        self.handler = handler
    }

    /// Connects to a receiver.
    ///
    /// - Parameters:
    ///   - host: a name or an address.
    ///   - port: the receiver's port.
    ///   - configuration: timeouts and limits.
    ///   - group: event loops to use; nil for the process's shared ones.
    /// - Returns: the open connection.
    /// - Throws: `connectFailed` or `connectTimeout`.
    public static func connect(
        host: String,
        port: Int,
        configuration: Configuration = Configuration(),
        group: (any EventLoopGroup)? = nil
    ) async throws(MLLPClientError) -> MLLPClient {
        do {
            return try await connection(host: host, port: port, configuration, group).get()
        } catch {
            throw MLLPClientError(connecting: error)
        }
    }

    /// Connects to a receiver and calls back on the connection's event loop.
    ///
    /// For senders that wait for nobody; otherwise like the other one.
    public static func connect(
        host: String,
        port: Int,
        configuration: Configuration,
        group: (any EventLoopGroup)? = nil,
        completion: @escaping @Sendable (Result<MLLPClient, MLLPClientError>) -> Void
    ) {
        connection(host: host, port: port, configuration, group).whenComplete { outcome in
            completion(outcome.mapError { MLLPClientError(connecting: $0) })
        }
    }

    private static func connection(
        host: String,
        port: Int,
        _ configuration: Configuration,
        _ group: (any EventLoopGroup)?
    ) -> EventLoopFuture<MLLPClient> {
        ClientBootstrap(group: group ?? NIOSingletons.posixEventLoopGroup)
            .connectTimeout(TimeAmount(configuration.connectTimeout))
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try configuration.transport?(channel)
                    let handler = ClientConnectionHandler(configuration: configuration)
                    try channel.pipeline.syncOperations.addHandler(handler)
                }
            }
            .connect(host: host, port: port)
            .flatMapThrowing { channel in
                let handler = try channel.pipeline.syncOperations.handler(
                    type: ClientConnectionHandler.self
                )
                return MLLPClient(
                    channel: channel,
                    handler: NIOLoopBound(handler, eventLoop: channel.eventLoop)
                )
            }
    }

    /// Whether the connection stands.
    public var isOpen: Bool { channel.isActive }

    /// Sends a frame's content and calls back with the content of its reply.
    ///
    /// The completion runs on the client's event loop, where a further `send` is written without a hop: a
    /// load generator sends the next frame from there.
    ///
    /// - Parameters:
    ///   - content: the frame's content.
    ///   - ending: whether a commit is enough.
    ///   - matching: says of each frame that comes in its turn whether it is the reply, on the client's event loop;
    ///     nil takes the first for it.
    ///   - completion: takes the reply, or why there is none.
    public func send(
        _ content: [UInt8],
        endingWith ending: Ending = .reply,
        matching: Matching? = nil,
        completion: @escaping Completion
    ) {
        let exchange = ClientExchange(
            content: content,
            ending: ending,
            matching: matching,
            completion: completion
        )
        if channel.eventLoop.inEventLoop {
            handler.value.send(exchange)
        } else {
            channel.eventLoop.execute { self.handler.value.send(exchange) }
        }
    }

    /// Sends a frame's content and waits for the content of its reply.
    ///
    /// Cancelling the task closes the connection: a frame that was written cannot be taken back.
    public func send(_ content: [UInt8]) async throws(MLLPClientError) -> [UInt8] {
        let outcome = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                send(content) { continuation.resume(returning: $0) }
                if Task.isCancelled { closeSoon() }
            }
        } onCancel: {
            closeSoon()
        }
        return try outcome.get()
    }

    /// Closes the connection; frames without a reply end with `closedHere`.
    public func close() async {
        closeSoon()
        // The future fails only when the channel was closed with an error, which its frames have got.
        try? await channel.closeFuture.get()
    }

    /// Closes the connection without waiting for it; frames without a reply end with `closedHere`.
    public func closeSoon() {
        channel.eventLoop.execute { self.handler.value.close(.closedHere) }
    }
}

extension MLLPClientError {
    fileprivate init(connecting error: any Error) {
        switch error {
        case let error as MLLPClientError:
            self = error
        case ChannelError.connectTimeout:
            self.init(.connectTimeout)
        case let error as NIOConnectionError where error.connectionErrors.contains(where: \.isTimeout):
            self.init(.connectTimeout)
        case let error as NIOConnectionError:
            let refusals = error.connectionErrors.compactMap { $0.error as? MLLPClientError }
            if let refusal = refusals.first {
                self = refusal
                return
            }
            let system = error.connectionErrors.compactMap { ($0.error as? IOError)?.errnoCode }.first
            self.init(.connectFailed, systemError: system)
        case let error as IOError:
            self.init(.connectFailed, systemError: error.errnoCode)
        default:
            self.init(.connectFailed)
        }
    }
}

extension SingleConnectionFailure {
    fileprivate var isTimeout: Bool {
        if case .some(.connectTimeout) = error as? ChannelError { true } else { false }
    }
}
