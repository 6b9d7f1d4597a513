// What is still to be delivered: the tail of a feed after a restart or take-over, and what was spilled to `pending`.

import PostgreSQL

extension MessageStore {
    /// A page of a claimed feed's unfinished deliveries, tail and pending merged in total order.
    ///
    /// Begin with `after: nil` and go on with the page's `next`. What waits for the destinations in `saturated` is
    /// left in `pending`, to be refilled later. Messages accepted under the claim itself do not appear.
    public func recover(
        _ claim: FeedClaim,
        after: MessageID?,
        saturated: Set<DestinationID> = [],
        limit: Int = 500
    ) async throws(StoreError) -> RecoveredPage {
        let start = after.map { MessageID(rawValue: $0.rawValue + 1) } ?? MessageID(rawValue: 0)
        let tail = try await tailPage(claim, from: max(start, claim.watermark), limit: limit)
        let pending = try await pendingPage(claim, from: start, saturated: saturated, limit: limit)
        // Only what lies below the end of both pages is complete.
        let end = [tail.end, pending.end].compactMap(\.self).min()
        let deliveries = (tail.deliveries + pending.deliveries)
            .filter { delivery in end.map { delivery.place.rank <= $0 } ?? true }
            .sorted { $0.place < $1.place }
        return RecoveredPage(deliveries: deliveries, next: end)
    }

    /// The next deliveries of this process's feeds that wait in `pending` for a destination, in total order.
    ///
    /// Sees everything that was settled before the call. Fewer than `limit` may come though more wait, because a
    /// page is bounded in bytes too; none comes only when none is left.
    public func refill(
        _ destination: DestinationID,
        after: Place?,
        limit: Int = 500
    ) async throws(StoreError) -> [QueuedDelivery] {
        await settleWriter.barrier()
        let rows = try await read(
            RecoveryStatements.refill(
                destination,
                feeds: acceptWriter.ownedFeeds,
                after: after,
                limit: limit,
                bytes: configuration.limits.pageBytes
            ),
            "refill"
        )
        return try PendingRows.deliveries(rows)
    }

    /// Deliveries of stored messages that no log row settles; `end` is the last message looked at when there are more.
    private func tailPage(
        _ claim: FeedClaim,
        from: MessageID,
        limit: Int
    ) async throws(StoreError) -> (deliveries: [QueuedDelivery], end: MessageID?) {
        let rows = try await read(
            RecoveryStatements.tail(
                claim.feed,
                from: from,
                below: claim.firstNewID,
                limit: limit,
                bytes: configuration.limits.pageBytes
            ),
            "recover the tail"
        )
        let tail = try TailRows(rows)
        guard let last = tail.messages.last?.message.id else { return ([], nil) }
        let settled = try await settledDeliveries(claim.feed, from: from, through: last)
        let deliveries = tail.messages.flatMap { entry in
            entry.planned.compactMap { planned -> QueuedDelivery? in
                let id = DeliveryID(message: entry.message.id, route: planned.route, part: planned.part)
                return settled.contains(id) ? nil : QueuedDelivery(inTail: planned, of: entry.message)
            }
        }
        return (deliveries, tail.hasMore ? last : nil)
    }

    private func settledDeliveries(
        _ feed: FeedID,
        from: MessageID,
        through last: MessageID
    ) async throws(StoreError) -> Set<DeliveryID> {
        let rows = try await read(
            RecoveryStatements.settled(feed, from: from, through: last),
            "recover the log"
        )
        return try decode { () throws(DatabaseError) in
            var settled: Set<DeliveryID> = []
            for row in rows.all { settled.insert(try row.delivery(0)) }
            return settled
        }
    }

    /// Pending deliveries by rank; `end` is the last complete rank when there are more.
    private func pendingPage(
        _ claim: FeedClaim,
        from: MessageID,
        saturated: Set<DestinationID>,
        limit: Int
    ) async throws(StoreError) -> (deliveries: [QueuedDelivery], end: MessageID?) {
        let rows = try await read(
            RecoveryStatements.pending(
                claim.feed,
                from: from,
                saturated: saturated,
                limit: limit,
                bytes: configuration.limits.pageBytes
            ),
            "recover what is pending"
        )
        let deliveries = try PendingRows.deliveries(rows)
        guard try PendingRows.hasMore(rows), let last = deliveries.last?.place.rank else {
            return (deliveries, nil)
        }
        // The last rank may go on behind the page; leave it to the next one, unless it is all there is.
        let complete = deliveries.filter { $0.place.rank < last }
        guard let end = complete.last?.place.rank else {
            return (try await wholeRank(claim, last), last)
        }
        return (complete, end)
    }

    /// All pending deliveries of one rank, which are the parts and routes of one message.
    private func wholeRank(_ claim: FeedClaim, _ rank: MessageID) async throws(StoreError) -> [QueuedDelivery]
    {
        let rows = try await read(RecoveryStatements.rank(claim.feed, rank), "recover what is pending")
        return try PendingRows.deliveries(rows)
    }
}
