// The store as the senders use it, with the site versions of what comes out of it made ready first.
//
// Rendering must not wait; so whatever is read back brings the version it was accepted under into memory.

import Delivery
import Foundation
import MessageStore

/// A store whose deliveries can be rendered at once.
struct VersionedStore: DeliveryStore {
    let store: MessageStore
    let archive: SiteArchive
    let watch: DeliveryWatch

    func settle(_ settlements: [Settlement]) {
        watch.settled(settlements)
        store.settle(settlements)
    }

    func refill(
        _ destination: DestinationID,
        after: Place?,
        limit: Int,
        clock: DeliveryClock
    ) async throws -> [LaneDelivery] {
        let queued = try await store.refill(destination, after: after, limit: limit)
        try await archive.prepare(Set(queued.map(\.message.site)))
        return queued.map { LaneDelivery($0, clock: clock) }
    }

    func content(of message: MessageID) async throws -> DeliveryContent? {
        let content = try await store.content(of: message)
        if let content { try await archive.prepare([content.site]) }
        return content
    }

    func report(_ collect: ([FeedID]) -> [FeedProgress]) { store.report(collect) }

    /// Reads a page of a claimed feed's unfinished deliveries; what is pending stays there and is refilled later.
    func recover(
        _ claim: FeedClaim,
        after: MessageID?,
        saturated: Set<DestinationID>
    ) async throws -> (deliveries: [RecoveredDelivery], next: MessageID?) {
        let page = try await store.recover(claim, after: after, saturated: saturated)
        try await archive.prepare(Set(page.deliveries.map(\.message.site)))
        let deliveries = page.deliveries.map {
            RecoveredDelivery(destination: $0.destination, LaneDelivery($0, clock: .system))
        }
        return (deliveries, page.next)
    }
}

extension SiteArchive {
    /// Brings versions into memory; one that cannot be had parks its deliveries when they are rendered.
    func prepare(_ versions: Set<SiteVersion>) async throws(StoreError) {
        for version in versions { _ = try await runtime(of: version) }
    }
}
