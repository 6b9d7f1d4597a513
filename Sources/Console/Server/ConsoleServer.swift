// The console as a service: binds, answers until graceful shutdown, then finishes what is under way.

import Glibc
import Hummingbird
import HummingbirdCore
public import Logging
import NIOCore
public import ServiceLifecycle

/// The web server of pages, JSON, metrics and health.
public final class ConsoleServer: Service {
    private let settings: ConsoleSettings
    private let backend: any ConsoleBackend
    private let logger: Logger
    private let listening: @Sendable (Int) -> Void

    /// A console for an engine; `listening` is called once with the bound port.
    public init(
        settings: ConsoleSettings,
        backend: any ConsoleBackend,
        logger: Logger,
        listening: @escaping @Sendable (_ port: Int) -> Void = { _ in }
    ) {
        self.settings = settings
        self.backend = backend
        self.logger = logger
        self.listening = listening
    }

    /// Serves until graceful shutdown; throws when the address cannot be bound.
    public func run() async throws {
        let sampler = RateSampler(backend: backend)
        let limits = settings.limits
        // Hummingbird would tell of its own start; the console says it once, with the bound port.
        var quiet = logger
        quiet.logLevel = max(logger.logLevel, .warning)
        let application = Application(
            router: router(sampler: sampler),
            server: .http1(
                configuration: HTTP1Channel.Configuration(
                    idleTimeout: TimeAmount(limits.idleTimeout),
                    httpDecoderConfiguration: .init(
                        maxHeaderFieldSize: limits.headerBytes,
                        maxHeaderListSize: limits.headerBytes,
                        maxHeaderFieldCount: 100
                    )
                )
            ),
            configuration: ApplicationConfiguration(
                address: .hostname(settings.host, port: settings.port),
                availableConnectionsDelegate: MaximumAvailableConnections(limits.connections, logger: quiet)
            ),
            services: [sampler],
            onServerRunning: { [logger, listening] channel in
                let port = channel.localAddress?.port ?? 0
                logger.info("console is listening", metadata: ["port": "\(port)"])
                listening(port)
            },
            logger: quiet
        )
        try await application.run()
    }

    private func router(sampler: RateSampler) -> Router<ConsoleContext> {
        let reader = RequestReader(limits: settings.limits, token: ActionToken())
        let actions = OperatorActions(backend: backend, logger: logger)
        let pages = PageRoutes(backend: backend, sampler: sampler, reader: reader, actions: actions)
        let hosts = HostPolicy(configured: settings.hostNames, machine: Self.machineName)

        let router = Router(context: ConsoleContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: DeadlineMiddleware(timeout: settings.limits.requestTimeout))
        router.add(middleware: HeaderMiddleware())
        router.add(middleware: RefusalMiddleware(page: pages.refuse))
        router.add(middleware: GuardMiddleware(hosts: hosts))
        pages.add(to: router)
        APIRoutes(backend: backend, sampler: sampler, reader: reader, actions: actions).add(to: router)
        MonitoringRoutes(backend: backend).add(to: router)
        router.get("/corridor.css") { _, _ in Response.asset(Stylesheet.text, "text/css; charset=utf-8") }
        router.get("/corridor.js") { _, _ in Response.asset(Script.text, "text/javascript; charset=utf-8") }
        router.get("/corridor.svg") { _, _ in Response.asset(Icons.favicon, "image/svg+xml") }
        return router
    }

    private static var machineName: String {
        var name = [CChar](repeating: 0, count: 256)
        guard gethostname(&name, name.count - 1) == 0 else { return "localhost" }
        return String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
