// What waits for the store to answer: refills, payloads of deliveries without content, progress.

import Dispatch
import Logging
import MessageStore

extension Dispatcher {
    /// How often progress is reported and the lanes look at what waits long.
    private static var tickInterval: Duration { .seconds(1) }

    /// Tells the lanes the time and the store the progress, until cancelled.
    func tick() async {
        while !Task.isCancelled {
            // Cancellation ends the sleep early, which is all that it has to do.
            try? await Task.sleep(for: Self.tickInterval)
            tellAll(.timePassed)
            store.report { feeds in progress(of: feeds) }
        }
    }

    /// Reads from the store and tells the lanes what came of it.
    func perform(_ job: StoreJob) async {
        switch job {
        case .refill(let number, let destination, let after, let limit):
            do {
                let page = try await store.refill(destination, after: after, limit: limit, clock: clock)
                tell(number, .refilled(page))
            } catch {
                logger.debug("A refill failed and is tried again", metadata: ["error": "\(error)"])
                tell(number, .refillFailed)
            }
        case .content(let start):
            do {
                try await fetchContent(start)
            } catch {
                logger.debug("A payload could not be fetched yet", metadata: ["error": "\(error)"])
                tell(start.destination, .contentUnavailable(start.ticket))
            }
        }
    }

    private func fetchContent(_ start: Start) async throws {
        guard let content = try await store.content(of: start.delivery.id.message) else {
            let facts = AttemptFacts(error: "the message is not stored any more", delivery: start.delivery)
            tell(start.destination, .unrenderable(start.ticket, reason: .contentMissing), facts: facts)
            return
        }
        var complete = start
        complete.delivery.content = content
        queue.async { [complete] in self.send(complete) }
    }
}
