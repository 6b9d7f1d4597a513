// Listens for MLLP senders and hands their frames to a receiver. It knows nothing of HL7: what a frame says,
// whether it is stored and how it is answered is the receiver's business.

public import Logging
public import NIOCore
import NIOPosix

/// A listening MLLP endpoint.
public final class MLLPServer: Sendable {
    /// Prepares the transport of a new connection before any byte is read, on its event loop: TLS goes here.
    public typealias TransportSetUp = @Sendable (any Channel) throws -> Void

    /// Where and how to listen.
    public struct Configuration: Sendable {
        /// The address to bind, `0.0.0.0` or `::` for all.
        public var host: String
        /// The port to bind; 0 for any free one, see `MLLPServer.port`.
        public var port: Int
        /// What is spoken beside content blocks.
        public var release: MLLPRelease
        /// The server's limits.
        public var limits: MLLPServerLimits
        /// Threads for the connections, when the server brings its own event loops.
        ///
        /// One is enough for 70,000 replies a second, and replies of one commit then need one hop.
        public var eventLoops: Int
        /// Connections that the kernel holds until they are accepted.
        public var backlog: Int32
        /// Prepares the transport of each connection.
        public var transport: TransportSetUp?

        /// Puts a configuration together.
        public init(
            host: String = "127.0.0.1",
            port: Int,
            release: MLLPRelease = .first,
            limits: MLLPServerLimits = MLLPServerLimits(),
            eventLoops: Int = 1,
            backlog: Int32 = 256,
            transport: TransportSetUp? = nil
        ) {
            self.host = host
            self.port = port
            self.release = release
            self.limits = limits
            self.eventLoops = eventLoops
            self.backlog = backlog
            self.transport = transport
        }
    }

    /// The port that is bound.
    public let port: Int
    private let channel: any Channel
    private let registry: ConnectionRegistry
    /// Present when the server brought its own event loops, which then end with it.
    private let ownGroup: MultiThreadedEventLoopGroup?

    private init(
        channel: any Channel,
        registry: ConnectionRegistry,
        ownGroup: MultiThreadedEventLoopGroup?
    ) {
        self.channel = channel
        self.registry = registry
        self.ownGroup = ownGroup
        port = channel.localAddress?.port ?? 0
    }

    /// Binds the port and takes connections from now on.
    ///
    /// - Parameters:
    ///   - configuration: where to listen and the limits.
    ///   - receiver: takes the frames.
    ///   - group: event loops shared with others; nil for the server's own.
    ///   - logger: gets what senders do wrong, by size.
    /// - Returns: the listening server.
    /// - Throws: the system's error when the address cannot be bound.
    public static func start(
        _ configuration: Configuration,
        receiver: any FrameReceiver,
        group: (any EventLoopGroup)? = nil,
        logger: Logger
    ) async throws -> MLLPServer {
        let ownGroup =
            group == nil ? MultiThreadedEventLoopGroup(numberOfThreads: configuration.eventLoops) : nil
        let registry = ConnectionRegistry(connectionLimit: configuration.limits.connections)
        do {
            let loops: any EventLoopGroup = group ?? ownGroup ?? NIOSingletons.posixEventLoopGroup
            let channel = try await bootstrap(configuration, on: loops) { channel in
                try addHandler(to: channel, configuration, registry, receiver, logger)
            }.bind(host: configuration.host, port: configuration.port).get()
            return MLLPServer(channel: channel, registry: registry, ownGroup: ownGroup)
        } catch {
            // The bind's error is the one to report; a group that does not stop holds only a thread.
            try? await ownGroup?.shutdownGracefully()
            throw error
        }
    }

    /// The server in numbers.
    public var counts: MLLPServerCounts { registry.counts }

    /// Stops reading on all connections, and on those still to come, until `resumeReading`.
    ///
    /// Frames that were handed over before keep their tokens.
    ///
    /// - Parameter limit: how long a connection may stand paused before it is closed; nil for any time.
    public func pauseReading(closingAfter limit: Duration? = nil) {
        registry.setPause(.init(closesAfter: limit))
        for connection in registry.all { connection.pauseReading(closingAfter: limit) }
    }

    /// Reads again.
    public func resumeReading() {
        registry.setPause(nil)
        for connection in registry.all { connection.resumeReading() }
    }

    /// Stops: takes no more connections and frames, answers what is under way, closes.
    ///
    /// - Parameter limit: how long the replies under way may take; then connections are closed without.
    public func stop(within limit: Duration = .seconds(10)) async {
        guard registry.stopAdmitting() else {
            await untilNoConnectionIsOpen()
            return
        }
        // Closing fails only when the channel is closed already.
        try? await channel.close()
        for connection in registry.all { connection.end() }
        let registry = self.registry
        let deadline = channel.eventLoop.scheduleTask(in: TimeAmount(limit)) {
            for connection in registry.all { connection.close() }
        }
        await untilNoConnectionIsOpen()
        deadline.cancel()
        // Nothing of ours runs on the loops any more; a failure would leave only an idle thread.
        try? await ownGroup?.shutdownGracefully()
    }

    private func untilNoConnectionIsOpen() async {
        await withCheckedContinuation { continuation in
            registry.whenEmpty { continuation.resume() }
        }
    }

    // MARK: Channels.

    private static func bootstrap(
        _ configuration: Configuration,
        on group: any EventLoopGroup,
        setUp: @escaping @Sendable (any Channel) throws -> Void
    ) -> ServerBootstrap {
        ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: configuration.backlog)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelOption(.socketOption(.so_keepalive), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try setUp(channel) }
            }
    }

    private static func addHandler(
        to channel: any Channel,
        _ configuration: Configuration,
        _ registry: ConnectionRegistry,
        _ receiver: any FrameReceiver,
        _ logger: Logger
    ) throws {
        let remoteAddress = channel.remoteAddress.map(addressText) ?? "unknown"
        guard let admitted = registry.admit(remoteAddress: remoteAddress, eventLoop: channel.eventLoop) else {
            throw ConnectionRefused()
        }
        do {
            try configuration.transport?(channel)
            let handler = ServerConnectionHandler(
                connection: admitted.connection,
                release: configuration.release,
                limits: configuration.limits,
                registry: registry,
                receiver: receiver,
                logger: logger
            )
            try channel.pipeline.syncOperations.addHandler(handler)
            if let pause = admitted.pause { handler.pauseReading(closingAfter: pause.closesAfter) }
        } catch {
            registry.remove(admitted.connection)
            throw error
        }
    }

    private static func addressText(_ address: SocketAddress) -> String {
        "\(address.ipAddress ?? "unix"):\(address.port ?? 0)"
    }
}

/// Ends a connection that the registry does not admit; never leaves the module.
private struct ConnectionRefused: Error {}
