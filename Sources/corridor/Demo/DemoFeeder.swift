// The demo's hospital: the fixtures, over and over, each time under a control ID of its own.

import Engine
import Foundation
import HL7v2
import MLLP
import ServiceLifecycle
import Synchronization

/// Sends synthetic messages to the listeners that want them, at an even pace.
final class DemoFeeder: Service {
    private let rate: Double
    private let listeners = Mutex<[String: Int]?>(nil)
    private let ready = AsyncStream<Void>.makeStream()

    /// Prepares a feeder that sends `rate` messages a second.
    init(rate: Double) { self.rate = rate }

    /// Sends from now on, to the listeners at these ports.
    func begin(_ ports: [String: Int]) {
        listeners.withLock { $0 = ports }
        ready.continuation.yield()
        ready.continuation.finish()
    }

    /// Sends until graceful shutdown.
    func run() async throws {
        await cancelWhenGracefulShutdown {
            for await _ in self.ready.stream {}
            await self.feed(self.listeners.withLock { $0 } ?? [:])
        }
    }

    private func feed(_ ports: [String: Int]) async {
        let messages = EmbeddedFiles.fixtures.compactMap { Fixture(bytes: $0.bytes) }
        var clients: [Int: MLLPClient] = [:]
        let start = Int(Date.now.timeIntervalSince1970)
        var number = 0
        while !Task.isCancelled {
            for message in messages where !Task.isCancelled {
                number += 1
                guard let port = ports[message.listener] else { continue }
                await send(message.named("DEMO-\(start)-\(number)"), to: port, &clients)
                // Cancellation ends the pause, and then the loops.
                try? await Task.sleep(for: .seconds(1 / rate))
            }
        }
        for client in clients.values { await client.close() }
    }

    private func send(_ bytes: [UInt8], to port: Int, _ clients: inout [Int: MLLPClient]) async {
        do {
            let client: MLLPClient
            if let open = clients[port], open.isOpen {
                client = open
            } else {
                client = try await MLLPClient.connect(host: "127.0.0.1", port: port)
                clients[port] = client
            }
            _ = try await client.send(bytes)
        } catch {
            // As a hospital's sender would: the next message tries a new connection.
            clients[port] = nil
        }
    }
}

/// A fixture that can be sent again and again.
private struct Fixture {
    /// The listener of the shipped site that takes such messages.
    let listener: String
    private let bytes: [UInt8]
    private let controlID: Range<Int>

    init?(bytes: [UInt8]) {
        // Malformed fixtures are not sent: the demo shows a good day.
        guard let message = try? Message(bytes), let field = message.field(10, ofSegment: 0) else {
            return nil
        }
        switch message.header.messageCode {
        case "ADT": listener = "patients"
        case "ORU": listener = "lab"
        case "RDE": listener = "pharmacy"
        default: return nil
        }
        self.bytes = bytes
        controlID = field.range
    }

    /// The message with another MSH-10.
    func named(_ name: String) -> [UInt8] {
        var renamed = bytes
        renamed.replaceSubrange(controlID, with: Array(name.utf8))
        return renamed
    }
}
