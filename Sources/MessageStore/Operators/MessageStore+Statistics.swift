// The stat rows, which owners write about once a second. Pages read only these, whatever the backlog.

import PostgreSQL

extension MessageStore {
    /// The stat rows of all feeds, by number.
    public func feedStatistics() async throws(StoreError) -> [FeedStatistics] {
        let rows = try await read(
            Statement(
                """
                select f.id, f.name, f.owner, f.low_id, greatest(f.updated_at, s.updated_at), coalesce(s.accepted, 0),
                    coalesce(s.unrouted, 0), coalesce(s.filtered, 0), coalesce(s.refused, 0), coalesce(s.suspect, 0)
                from feed f left join feed_stat s on s.feed = f.id order by f.id
                """
            ),
            "read feed statistics"
        )
        return try decode { () throws(DatabaseError) in
            try rows.all.map { row throws(DatabaseError) in
                FeedStatistics(
                    feed: FeedID(rawValue: try row.integer(0, as: Int16.self)),
                    name: try row.text(1),
                    owner: try row.text(2),
                    watermark: MessageID(rawValue: try row.integer(3)),
                    messages: [
                        .accepted: try row.integer(5), .unrouted: try row.integer(6),
                        .filtered: try row.integer(7),
                        .refused: try row.integer(8), .suspect: try row.integer(9),
                    ],
                    updatedAt: try row.moment(4)
                )
            }
        }
    }

    /// The stat rows of all destinations, feeds added up, by number.
    public func destinationStatistics() async throws(StoreError) -> [DestinationStatistics] {
        let rows = try await read(
            Statement(
                """
                select d.id, d.name, coalesce(sum(s.delivered), 0)::int8, coalesce(sum(s.failed), 0)::int8,
                    coalesce(sum(s.discarded), 0)::int8, coalesce(sum(s.parked), 0)::int8,
                    coalesce(sum(s.waiting), 0)::int8, coalesce(sum(s.in_flight), 0)::int8, min(s.oldest_at),
                    coalesce(max(s.updated_at), 'epoch')
                from destination d left join destination_stat s on s.destination = d.id
                group by d.id, d.name order by d.id
                """
            ),
            "read destination statistics"
        )
        return try decode { () throws(DatabaseError) in
            try rows.all.map { row throws(DatabaseError) in
                DestinationStatistics(
                    destination: DestinationID(rawValue: try row.integer(0, as: Int32.self)),
                    name: try row.text(1),
                    delivered: try row.integer(2),
                    failedAttempts: try row.integer(3),
                    discarded: try row.integer(4),
                    parked: try row.integer(5),
                    waiting: try row.integer(6),
                    inFlight: try row.integer(7),
                    oldestReceivedAt: try row.optionalMoment(8),
                    updatedAt: try row.moment(9)
                )
            }
        }
    }
}
