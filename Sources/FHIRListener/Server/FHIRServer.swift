// The HTTP server of one FHIR listener: binds, answers, and stops when it is told to.

import HTTPTypes
import Hummingbird
import HummingbirdCore
public import Logging
public import NIOCore
import Routing
import ServiceLifecycle
import Synchronization

/// A FHIR endpoint.
public final class FHIRServer: Sendable {
    /// Where and how to listen.
    public struct Configuration: Sendable {
        /// The address to bind.
        public var host: String
        /// The port to bind; 0 lets the system choose.
        public var port: Int
        /// Connections at once; more wait in the system's queue.
        public var connections: Int
        /// Prepares the transport of a new connection before any byte is read: TLS goes here.
        public var transport: (@Sendable (any Channel) throws -> Void)?

        /// Puts a configuration together.
        public init(
            host: String,
            port: Int,
            connections: Int,
            transport: (@Sendable (any Channel) throws -> Void)? = nil
        ) {
            self.host = host
            self.port = port
            self.connections = connections
            self.transport = transport
        }
    }

    /// Bytes of all header fields of a request.
    static let headerBytes = 32 << 10
    /// The most header fields of a request.
    static let headerCount = 200

    private let configuration: Configuration
    private let responder: FHIRResponder
    private let logger: Logger
    private let group = Mutex<ServiceGroup?>(nil)

    /// Prepares an endpoint.
    public init(_ configuration: Configuration, listener: FHIRListener, logger: Logger) {
        self.configuration = configuration
        responder = FHIRResponder(listener: listener, isSecure: configuration.transport != nil)
        self.logger = logger
    }

    /// Listens until ``stop()`` or cancellation.
    ///
    /// - Parameter listening: called once with the bound port.
    /// - Throws: the system's error when the address cannot be bound.
    public func run(listening: @escaping @Sendable (_ port: Int) -> Void) async throws {
        // Hummingbird would tell of its own start; the feed says it once.
        var quiet = logger
        quiet.logLevel = max(logger.logLevel, .warning)
        let application = Application(
            responder: responder,
            server: HTTPServerBuilder { [configuration, responder] respond in
                SecuredChannel(
                    base: HTTP1Channel(
                        responder: { request, writer, channel in
                            if Self.waits(request, limit: responder.reception.bodyLimit) {
                                try await writer.writeInformationalHead(HTTPResponse(status: .continue))
                            }
                            try await respond(request, writer, channel)
                        },
                        configuration: HTTP1Channel.Configuration(
                            additionalChannelHandlers: [MalformedRequestHandler()],
                            idleTimeout: TimeAmount(responder.reception.idleTimeout),
                            httpDecoderConfiguration: .init(
                                maxHeaderFieldSize: Self.headerBytes,
                                maxHeaderListSize: Self.headerBytes,
                                maxHeaderFieldCount: Self.headerCount
                            )
                        )
                    ),
                    transport: configuration.transport
                )
            },
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.host, port: configuration.port),
                availableConnectionsDelegate: MaximumAvailableConnections(
                    configuration.connections,
                    logger: quiet
                )
            ),
            onServerRunning: { listening($0.localAddress?.port ?? 0) },
            logger: quiet
        )
        let group = ServiceGroup(configuration: .init(services: [.init(service: application)], logger: quiet))
        self.group.withLock { $0 = group }
        try await group.run()
    }

    /// Whether a client keeps its body back until it is asked for it (RFC 9110 §10.1.1); one that is too large is not
    /// asked for.
    private static func waits(_ request: Request, limit: Int) -> Bool {
        guard request.headers[.expect]?.lowercased() == "100-continue" else { return false }
        return request.headers[.contentLength].flatMap { Int($0) } ?? 0 <= limit
    }

    /// Takes no more connections, and ends ``run(listening:)`` once the requests under way are answered.
    public func stop() async {
        await group.withLock { $0 }?.triggerGracefulShutdown()
    }
}
