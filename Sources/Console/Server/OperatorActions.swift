// What operators do, each noted in the log once with its size; never with its reason, which is free text.

import Logging

/// Passes actions on to the engine and notes them.
struct OperatorActions: Sendable {
    let backend: any ConsoleBackend
    let logger: Logger

    func retry(_ deliveries: [DeliveryNumber]) async throws -> ActionOutcome {
        let outcome = try await backend.retry(deliveries)
        note("retry", ["changed": "\(outcome.changed.count)"])
        return outcome
    }

    func discard(_ deliveries: [DeliveryNumber], reason: String) async throws -> ActionOutcome {
        let outcome = try await backend.discard(deliveries, reason: reason)
        note("discard", ["changed": "\(outcome.changed.count)"])
        return outcome
    }

    func setPaused(_ paused: Bool, destination: String) async throws {
        if paused {
            try await backend.pause(destination: destination)
        } else {
            try await backend.resume(destination: destination)
        }
        note(paused ? "pause" : "resume", ["destination": "\(destination)"])
    }

    private func note(_ action: String, _ values: Logger.Metadata) {
        logger.info("operator action", metadata: values.merging(["action": "\(action)"]) { old, _ in old })
    }
}
