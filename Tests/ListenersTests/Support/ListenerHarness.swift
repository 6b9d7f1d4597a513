// A listener on a real socket, in front of a store in memory.

import HL7v2
import Listeners
import LocatedYAML
import Logging
import MLLP
import Mapping
import MessageStore
import Routing
import Synchronization
import Testing

/// A listener at work.
struct ListenerHarness {
    let listener: MLLPListener
    let store: FakeStore
    let gate: GateBook
    private let server: MLLPServer

    /// Runs a body with a listener that has these further keys in its site.
    static func run(
        _ keys: [String] = [],
        crashGuard: any CrashGuard = NoCrashGuard(),
        _ body: (ListenerHarness) async throws -> Void
    ) async throws {
        let site = try site(keys)
        let settings = try #require(site.listeners.first)
        let intake = try #require(Intake(site: site, listener: settings))
        let store = FakeStore()
        let gate = ReadingGate()
        let listener = MLLPListener(
            setting: .init(
                intake: intake,
                numbers: SiteNumbers(
                    version: SiteVersion(rawValue: 7),
                    routes: [RouteID(rawValue: 3)],
                    destinations: [DestinationID(rawValue: 5)]
                ),
                feed: FeedID(rawValue: 2),
                clock: { 1_795_300_000_000 }
            ),
            store: store,
            crashGuard: crashGuard,
            gate: gate
        )
        let book = GateBook()
        var limits = MLLPServerLimits(linger: .milliseconds(200))
        limits.frameBytes = intake.reception.frameLimit
        let server = try await MLLPServer.start(
            .init(port: 0, release: intake.reception.release == .second ? .second : .first, limits: limits),
            receiver: listener,
            logger: Logger(label: "") { _ in SwiftLogNoOpLogHandler() }
        )
        gate.onChange { isOpen in
            book.note(isOpen)
            if isOpen { server.resumeReading() } else { server.pauseReading() }
        }
        let harness = ListenerHarness(listener: listener, store: store, gate: book, server: server)
        do {
            try await body(harness)
        } catch {
            await server.stop(within: .zero)
            throw error
        }
        await server.stop(within: .zero)
    }

    /// A connection that sends ahead without waiting for replies.
    func connect(depth: Int = 1) async throws -> MLLPClient {
        try await MLLPClient.connect(host: "127.0.0.1", port: server.port, configuration: .init(depth: depth))
    }

    /// The port that it listens on.
    var port: Int { server.port }
    /// What its server has counted.
    var counts: MLLPServerCounts { server.counts }

    /// Sends one message over a connection of its own and reads MSA-1 of its reply.
    func code(for message: [UInt8]) async throws -> String? {
        let client = try await connect()
        do {
            let reply = try await client.send(message)
            await client.close()
            return try Message(reply).text(at: Location("MSA-1"))
        } catch {
            await client.close()
            throw error
        }
    }

    private static func site(_ keys: [String]) throws -> Site {
        let text = """
            listeners:
              lab:
                type: mllp
                port: 0
                \(keys.joined(separator: "\n    "))
            destinations:
              archive:
                type: http
                url: http://127.0.0.1:1/
            routes:
              everything:
                from: lab
                when: MSH-9.1 = 'ORU'
                to: archive
            """
        var diagnostics = Diagnostics()
        let files = [SiteFile(path: "routes/lab.yaml", text: text)]
        let site = Site.compile(files, secrets: Secrets { _ in nil }, into: &diagnostics)
        return try #require(site, "\(diagnostics.sorted)")
    }
}

/// What a gate was told, in order.
final class GateBook: Sendable {
    private let notes = Mutex<[Bool]>([])

    /// True for open, false for closed.
    var changes: [Bool] { notes.withLock { $0 } }

    fileprivate func note(_ isOpen: Bool) { notes.withLock { $0.append(isOpen) } }
}

/// Small messages, told apart by their control IDs.
enum Sample {
    /// A result, with MSH-15 and MSH-16 for enhanced mode.
    static func result(
        _ controlID: String,
        type: String = "ORU^R01",
        bytes: Int = 0,
        asks: (accept: String, application: String) = ("", "")
    ) -> [UInt8] {
        let text = """
            MSH|^~\\&|LAB|NORTH|EHR|NORTH|20261122103000||\(type)|\(controlID)|P|2.5.1|||\
            \(asks.accept)|\(asks.application)\r\
            PID|1||P1^^^NORTH^MR||Testperson^Ada\r\
            NTE|1||\(String(repeating: "x", count: bytes))\r
            """
        return Array(text.utf8)
    }
}

/// Waits until a condition holds; fails the test when it does not in time.
func until(_ what: String, _ condition: () -> Bool) async throws {
    let deadline = ContinuousClock.now + .seconds(30)
    while !condition() {
        try #require(ContinuousClock.now < deadline, "this did not happen: \(what)")
        try await Task.sleep(for: .milliseconds(1))
    }
}
