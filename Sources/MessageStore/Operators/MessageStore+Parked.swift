// What was given up, and what an operator may do about it: look, group, retry, discard.

import PostgreSQL

extension MessageStore {
    /// How many parked deliveries the groups look at.
    static let groupLimit = 10_000
    /// How many newer deliveries a release guard looks at.
    static let guardLimit = 5_000

    /// What is parked, in order, after a delivery.
    public func parked(
        destination: DestinationID? = nil,
        reason: String? = nil,
        after: DeliveryID? = nil,
        limit: Int = 50
    ) async throws(StoreError) -> [ParkedDelivery] {
        let rows = try await read(
            ParkedQueries.list(destination: destination, reason: reason, after: after, limit: limit),
            "list what is parked"
        )
        return try decode { () throws(DatabaseError) in
            try rows.all.map { row throws(DatabaseError) in try row.parkedDelivery() }
        }
    }

    /// What is parked, by destination and reason.
    public func parkedGroups() async throws(StoreError) -> ParkedGroups {
        let rows = try await read(ParkedQueries.groups(scan: Self.groupLimit), "group what is parked")
        return try decode { () throws(DatabaseError) in
            var groups: [ParkedGroup] = []
            var looked = 0
            for row in rows.all {
                groups.append(
                    ParkedGroup(
                        destination: DestinationID(rawValue: try row.integer(3, as: Int32.self)),
                        reason: try row.text(4),
                        count: try row.integer(5, as: Int.self),
                        first: try row.delivery(0)
                    )
                )
                looked = try row.integer(6, as: Int.self)
            }
            return ParkedGroups(groups: groups, isComplete: looked < Self.groupLimit)
        }
    }

    /// What releasing these would overtake.
    public func releaseGuards(_ deliveries: [DeliveryID]) async throws(StoreError) -> [ReleaseGuard] {
        var guards: [ReleaseGuard] = []
        for delivery in deliveries {
            let rows = try await read(
                ParkedQueries.newerDelivered(delivery, scan: Self.guardLimit),
                "look what was delivered since"
            )
            guards.append(
                try decode { () throws(DatabaseError) in
                    var newer: [MessageID] = []
                    var looked = 0
                    for row in rows.all {
                        newer.append(MessageID(rawValue: try row.integer(0)))
                        looked = try row.integer(1, as: Int.self)
                    }
                    return ReleaseGuard(
                        delivery: delivery,
                        newerDelivered: newer.reversed(),
                        isComplete: looked < Self.guardLimit
                    )
                }
            )
        }
        return guards
    }

    /// Moves parked deliveries to `pending`, at the tail of their feeds, in the order received.
    ///
    /// Their owners are told by `released`. One that was parked before it was routed has no destination and stays
    /// parked. Works from any process; the owner of a feed gives places that exceed everything of that feed.
    public func retry(_ deliveries: [DeliveryID]) async throws(StoreError) -> OperatorOutcome {
        let ordered = Set(deliveries).sorted()
        var sequences: [FeedID: MessageIDSequence] = [:]
        let ranks = ordered.map { delivery in
            let feed = delivery.message.feed
            if let rank = acceptWriter.nextRank(of: feed) { return rank }
            let start = MessageIDSequence(feed: feed, after: MessageID(rawValue: 0))
            return sequences[feed, default: start].next(now: configuration.clock())
        }
        let rows = try await read(ParkedQueries.release(ordered, ranks: ranks, schema: schema), "retry")
        return try outcome(of: ordered, rows)
    }

    /// Discards parked deliveries for good; the reason is logged with each.
    public func discard(_ deliveries: [DeliveryID], reason: String) async throws(StoreError)
        -> OperatorOutcome
    {
        let ordered = Set(deliveries).sorted()
        let logged = Sanitised.text(reason, limit: configuration.limits.errorBytes)
        let rows = try await read(ParkedQueries.discard(ordered, reason: logged), "discard")
        return try outcome(of: ordered, rows)
    }

    private func outcome(of asked: [DeliveryID], _ rows: Rows) throws(StoreError) -> OperatorOutcome {
        let changed = try decode { () throws(DatabaseError) in
            try rows.all.map { row throws(DatabaseError) in try row.delivery(0) }
        }
        let done = Set(changed)
        return OperatorOutcome(changed: changed.sorted(), missing: asked.filter { !done.contains($0) })
    }
}
