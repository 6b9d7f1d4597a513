// A whole engine for one test: a site of the test's own, a private PostgreSQL, a receiver, and its log.

import Foundation
import LocatedYAML
import Logging
import MLLP
import Mapping
import Peers
import Routing
import ServiceLifecycle
import Synchronization
import Testing

@testable import Engine

/// An engine at work on a temporary folder.
final class EngineHarness: Sendable {
    let addresses: Engine.Addresses
    let log: LogBook
    private let group: ServiceGroup
    private let running: Task<Void, any Error>

    private init(
        addresses: Engine.Addresses,
        log: LogBook,
        group: ServiceGroup,
        running: Task<Void, any Error>
    ) {
        self.addresses = addresses
        self.log = log
        self.group = group
        self.running = running
    }

    /// Starts an engine and waits until it accepts messages.
    static func start(
        _ files: [SiteFile],
        secrets: [String: String] = [:],
        state: TemporaryFolder
    ) async throws -> EngineHarness {
        var diagnostics = Diagnostics()
        let lookup = Secrets { secrets[$0] }
        let site = Site.compile(files, secrets: lookup, into: &diagnostics)
        let loaded = LoadedSite(site: try #require(site, "\(diagnostics.sorted)"), files: files)
        var options = Engine.Options(site: loaded, secrets: lookup, build: "test")
        options.stateFolder = state.path
        options.usesAnyPorts = true
        let log = LogBook()
        let logger = Logger(label: "corridor") { _ in log.handler() }
        let ready = AsyncStream<Engine.Addresses>.makeStream()
        let engine = Engine(options, logger: logger) { addresses in
            ready.continuation.yield(addresses)
            ready.continuation.finish()
        }
        let group = ServiceGroup(
            services: [engine],
            logger: Logger(label: "") { _ in SwiftLogNoOpLogHandler() }
        )
        let running = Task {
            defer { ready.continuation.finish() }
            try await group.run()
        }
        for await addresses in ready.stream {
            return EngineHarness(addresses: addresses, log: log, group: group, running: running)
        }
        // The stream ended without an address: the engine ended before it was ready.
        try await running.value
        throw NotReady()
    }

    /// The engine ended before it was ready.
    struct NotReady: Error {}

    /// The shipped site, its receiver at this port.
    static func shippedSite(receiver: HTTPReceiver) -> (files: [SiteFile], secrets: [String: String]) {
        (SiteFolder.shipped, ["EHR_URL": "http://127.0.0.1:\(receiver.port)/fhir"])
    }

    /// Ends the engine gracefully.
    func stop() async throws {
        await group.triggerGracefulShutdown()
        try await running.value
    }

    /// A connection to one of the engine's listeners.
    func connect(to listener: String) async throws -> MLLPClient {
        try await MLLPClient.connect(host: "127.0.0.1", port: try #require(addresses.listeners[listener]))
    }
}

/// A folder that is removed with its owner; short, as it holds unix sockets.
final class TemporaryFolder: Sendable {
    let path = "/tmp/ct-\(UInt32.random(in: 0 ... .max))"

    deinit {
        try? FileManager.default.removeItem(atPath: path)  // What is left is the system's to clean.
    }
}

/// Every line logged by a test's engine.
final class LogBook: Sendable {
    private let lines = Mutex<[String]>([])

    /// Everything logged so far.
    var text: String { lines.withLock { $0.joined(separator: "\n") } }

    /// A handler that writes here, at every level.
    func handler() -> some LogHandler { Handler(book: self) }

    fileprivate func add(_ line: String) { lines.withLock { $0.append(line) } }

    private struct Handler: LogHandler {
        let book: LogBook
        var logLevel: Logger.Level = .trace
        var metadata: Logger.Metadata = [:]

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let all = metadata.merging(event.metadata ?? [:]) { $1 }
            book.add("\(event.level) \(event.message) \(all)")
        }
    }
}

/// What a receiver got, waited for with a deadline.
final class Inbox: Sendable {
    private struct State {
        var requests: [HTTPReceiver.Request] = []
        var answer: @Sendable (HTTPReceiver.Request) -> HTTPReceiver.Answer = { _ in .status(200) }
    }

    private let state = Mutex(State())

    /// Everything that came in, refused requests included.
    var requests: [HTTPReceiver.Request] { state.withLock(\.requests) }

    /// Answers differently from now on.
    func answer(_ answer: @escaping @Sendable (HTTPReceiver.Request) -> HTTPReceiver.Answer) {
        state.withLock { $0.answer = answer }
    }

    /// Takes a request.
    func take(_ request: HTTPReceiver.Request) -> HTTPReceiver.Answer {
        state.withLock { state in
            state.requests.append(request)
            return state.answer
        }(request)
    }

    /// Waits until a condition on what came in holds.
    func wait(
        _ what: Comment,
        for limit: Duration = .seconds(30),
        until condition: ([HTTPReceiver.Request]) -> Bool
    ) async throws {
        let deadline = ContinuousClock.now + limit
        while !condition(requests) {
            guard ContinuousClock.now < deadline else {
                Issue.record("\(what) did not come in time; \(requests.count) requests did")
                throw CancellationError()
            }
            try await Task.sleep(for: .milliseconds(5))
        }
    }
}
