// Watches the deliveries that clients of FHIR listeners wait for: what their receivers answered, and how they ended.
//
// While nobody waits, it costs a load a delivery. What it knows is lost with the process; clients then ask again.

import Delivery
import FHIRListener
import HTTPClient
import MessageStore
import Synchronization

/// The deliveries that somebody waits for.
final class DeliveryWatch: DeliveryWatching {
    private struct Watched {
        var open: Set<DeliveryID>
        var answers: [DeliveryID: ReceivedAnswer] = [:]
        var ends: [DeliveryEnd] = []
        var waiter: CheckedContinuation<[DeliveryEnd]?, Never>?
    }

    private let watched = Mutex<[MessageID: Watched]>([:])
    /// How many messages are watched, for those who only want to know whether any is.
    private let count = Atomic<Int>(0)

    /// Whether nothing is watched.
    var isIdle: Bool { watched.withLock(\.isEmpty) }

    func begin(_ message: MessageID, deliveries: [DeliveryID]) {
        let size = watched.withLock { watched in
            watched[message] = Watched(open: Set(deliveries))
            return watched.count
        }
        count.store(size, ordering: .sequentiallyConsistent)
    }

    func ends(of message: MessageID, within limit: Duration) async -> [DeliveryEnd]? {
        let timer = Task {
            try await Task.sleep(for: limit)
            finish(message, with: nil)
        }
        defer { timer.cancel() }
        return await withCheckedContinuation { continuation in
            let ends = watched.withLock { watched -> [DeliveryEnd]?? in
                guard let entry = watched[message] else { return .some(nil) }
                if entry.open.isEmpty { return .some(entry.ends) }
                watched[message]?.waiter = continuation
                return nil
            }
            guard let ends else { return }
            forget(message)
            continuation.resume(returning: ends)
        }
    }

    private func forget(_ message: MessageID) {
        let size = watched.withLock { watched in
            watched[message] = nil
            return watched.count
        }
        count.store(size, ordering: .sequentiallyConsistent)
    }

    private func finish(_ message: MessageID, with ends: [DeliveryEnd]?) {
        let waiter = watched.withLock { watched in
            defer { watched[message]?.waiter = nil }
            return watched[message]?.waiter
        }
        guard let waiter else { return }
        forget(message)
        waiter.resume(returning: ends)
    }

    /// A receiver answered.
    func received(_ reply: Reply, for delivery: DeliveryID) {
        guard count.load(ordering: .sequentiallyConsistent) > 0, let response = reply.response else { return }
        let answer = ReceivedAnswer(
            status: response.status,
            location: response.location,
            entityTag: response.entityTag,
            contentType: response.contentType,
            body: response.bodyWasCut ? [] : response.body
        )
        watched.withLock { watched in
            if watched[delivery.message] != nil { watched[delivery.message]?.answers[delivery] = answer }
        }
    }

    /// Deliveries ended, or did not.
    func settled(_ settlements: [Settlement]) {
        guard count.load(ordering: .sequentiallyConsistent) > 0 else { return }
        for settlement in settlements {
            let delivery = settlement.delivery
            let outcome: DeliveryEnd.Outcome
            switch settlement.outcome {
            case .delivered: outcome = .delivered
            case .parked(let reason, _, _): outcome = .setAside(reason: reason)
            case .discarded: outcome = .discarded
            case .deferred, .attemptFailed, .unknownOutcome: continue
            }
            let ends = watched.withLock { watched -> [DeliveryEnd]? in
                guard var entry = watched[delivery.message], entry.open.remove(delivery) != nil else {
                    return nil
                }
                let answer = entry.answers[delivery]
                entry.ends.append(
                    DeliveryEnd(destination: settlement.destination, outcome: outcome, answer: answer)
                )
                watched[delivery.message] = entry
                return entry.open.isEmpty ? entry.ends : nil
            }
            if let ends { finish(delivery.message, with: ends) }
        }
    }
}

/// A wire that tells what came back over it.
struct WatchedTransport: Transport {
    let base: DestinationTransport
    let watch: DeliveryWatch

    func send(
        _ parcel: Parcel,
        to destination: DestinationSettings,
        completion: @escaping @Sendable (Reply) -> Void
    ) {
        base.send(parcel, to: destination) { [watch] reply in
            watch.received(reply, for: parcel.id)
            completion(reply)
        }
    }
}
