// What was acknowledged to senders and what arrived at the receiver, held against each other.

import Foundation
import Peers
import Synchronization

/// The books of a crash test.
final class Ledger: Sendable {
    /// What the books say in the end.
    struct Verdict: CustomStringConvertible {
        var acknowledged = 0
        var arrived = 0
        var missing: [String] = []
        var inversions: [String] = []
        /// Deliveries that arrived again under the same key.
        var repeated = 0
        /// Messages that their sender sent again because it got no answer, under keys of their own.
        var sentAgain = 0
        /// Deliveries without a key.
        var keyless = 0

        /// Whether nothing was lost, nothing was out of order, and every repetition can be recognised.
        var holds: Bool { missing.isEmpty && inversions.isEmpty && keyless == 0 && acknowledged > 0 }

        var description: String {
            """
            acknowledged            \(acknowledged)
              arrived               \(arrived)
              acknowledged, missing \(missing.count) \(missing.prefix(5).joined(separator: " "))
              out of order          \(inversions.count) \(inversions.prefix(5).joined(separator: " "))
              repeated, same key    \(repeated)
              sent again by senders \(sentAgain)
              without a key         \(keyless)
            """
        }
    }

    private struct Books {
        var acknowledged: Set<String> = []
        /// Control ids in the order of their first arrival, by patient.
        var arrivals: [String: [Int]] = [:]
        var keys: [String: Set<String>] = [:]
        var repeated = 0
        var keyless = 0
        var isOver = false
    }

    private let books = Mutex(Books())

    /// Whether senders should stop.
    var isOver: Bool { books.withLock(\.isOver) }

    /// How many messages were acknowledged so far.
    var acknowledgedCount: Int { books.withLock(\.acknowledged.count) }

    /// Tells the senders to stop.
    func end() { books.withLock { $0.isOver = true } }

    /// Notes an acknowledgment.
    func acknowledged(_ controlID: String) {
        books.withLock { _ = $0.acknowledged.insert(controlID) }
    }

    /// Notes an arrival and answers it.
    func take(_ request: HTTPReceiver.Request) -> HTTPReceiver.Answer {
        record(request)
        return .status(200)
    }

    /// Notes an arrival: the control id and the patient are read from the body.
    func record(_ request: HTTPReceiver.Request) {
        guard let arrival = Arrival(body: request.body) else { return }
        let key = request.header("Idempotency-Key")
        books.withLock { books in
            guard let key else { return books.keyless += 1 }
            let keys = books.keys[arrival.controlID] ?? []
            if keys.contains(key) { books.repeated += 1 }
            if keys.isEmpty { books.arrivals[arrival.patient, default: []].append(arrival.number) }
            books.keys[arrival.controlID, default: []].insert(key)
        }
    }

    /// Waits until so many messages were acknowledged; a minute without any progress ends the test.
    func waitForAcknowledgments(_ count: Int) async throws {
        var last = -1
        var deadline = ContinuousClock.now
        while true {
            let now = acknowledgedCount
            if now >= count { return }
            if now > last {
                last = now
                deadline = .now + .seconds(60)
            }
            guard ContinuousClock.now < deadline else {
                throw Stuck(description: "no acknowledgment for a minute after \(now)")
            }
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    /// No progress.
    struct Stuck: Error, CustomStringConvertible {
        let description: String
    }

    /// Waits until everything acknowledged arrived or patience ends, then draws the balance.
    func verdict(patience: Duration) async -> Verdict {
        let deadline = ContinuousClock.now + patience
        while ContinuousClock.now < deadline, !missing().isEmpty {
            // Cancellation ends the waiting early, and the balance says so.
            try? await Task.sleep(for: .milliseconds(50))
        }
        return books.withLock { books in
            var verdict = Verdict()
            verdict.acknowledged = books.acknowledged.count
            verdict.arrived = books.keys.count
            verdict.missing = books.acknowledged.filter { books.keys[$0] == nil }.sorted()
            verdict.repeated = books.repeated
            verdict.keyless = books.keyless
            verdict.sentAgain = books.keys.values.count { $0.count > 1 }
            for (patient, numbers) in books.arrivals {
                for (earlier, later) in zip(numbers, numbers.dropFirst()) where later < earlier {
                    verdict.inversions.append("\(patient):\(earlier)>\(later)")
                }
            }
            return verdict
        }
    }

    private func missing() -> [String] {
        books.withLock { books in books.acknowledged.filter { books.keys[$0] == nil } }
    }
}

/// A synthetic message, recognised in what was delivered, in whatever form.
struct Arrival {
    let controlID: String
    let patient: String
    let number: Int

    /// Finds the marks `C-connection-number` and `CPconnectionXpatient` of a synthetic message.
    init?(body: [UInt8]) {
        let text = String(decoding: body, as: UTF8.self)
        guard let id = text.firstMatch(of: /\bC-(\d+)-(\d+)\b/), let number = Int(id.2),
            let patient = text.firstMatch(of: /\bCP\d+X\d+\b/)
        else { return nil }
        controlID = String(id.0)
        self.number = number
        self.patient = String(patient.0)
    }
}

/// A port that is free at the moment.
enum FreePort {
    /// No port could be had.
    struct None: Error {}

    /// Asks the system for one and gives it back at once.
    static func find() throws -> Int {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw None() }
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, size) == 0 && getsockname(descriptor, $0, &size) == 0
            }
        }
        guard bound else { throw None() }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}
