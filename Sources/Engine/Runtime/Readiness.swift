// Tells once that the engine accepts messages: when the console and every feed of the site listen.

import Routing
import Synchronization

/// Counts who listens.
final class Readiness: Sendable {
    private struct State {
        var consolePort: Int?
        var isTold = false
    }

    private let feeds: [Feed]
    private let clusterFolder: String?
    private let settings: EngineSettings
    private let onReady: @Sendable (Engine.Addresses) -> Void
    private let state = Mutex(State())

    init(
        feeds: [Feed],
        clusterFolder: String?,
        settings: EngineSettings,
        _ onReady: @escaping @Sendable (Engine.Addresses) -> Void
    ) {
        self.feeds = feeds
        self.clusterFolder = clusterFolder
        self.settings = settings
        self.onReady = onReady
    }

    /// A feed listens now.
    func feedListens() { tellWhenComplete() }

    /// The console listens now; on port 0 it could not.
    func consoleListens(_ port: Int) {
        state.withLock { $0.consolePort = port }
        tellWhenComplete()
    }

    private func tellWhenComplete() {
        var ports: [String: Int] = [:]
        for feed in feeds {
            guard case .listening(let port) = feed.state else { return }
            ports[feed.listener.name] = port
        }
        let consolePort: Int? = state.withLock { state in
            guard !state.isTold, let port = state.consolePort else { return nil }
            state.isTold = true
            return port
        }
        guard let consolePort else { return }
        let host = settings.consoleHost == "0.0.0.0" ? "127.0.0.1" : settings.consoleHost
        onReady(
            Engine.Addresses(
                listeners: ports,
                console: "http://\(host):\(consolePort)",
                consolePort: consolePort,
                cluster: clusterFolder
            )
        )
    }
}
