// The statements of recovery and refill. Pages are bounded in rows and in payload bytes, so that a backlog of large
// messages does not fill the memory.

import PostgreSQL

/// Statements of recovery and refill.
enum RecoveryStatements {
    /// Messages of a feed in order, the first always, then as many as the bytes allow; the last column tells
    /// whether there are more.
    ///
    /// Index: primary key.
    static func tail(_ feed: FeedID, from: MessageID, below: MessageID, limit: Int, bytes: Int) -> Statement {
        Statement(
            """
            with page as (
                select id, sum(octet_length(payload)) over (order by id) - octet_length(payload) as before,
                    count(*) over () as found
                from (
                    select id, payload from message
                    where id >= $2 and id < $3 and feed_of(id) = $1 and status = 1 order by id limit $4
                ) candidate
            ), taken as (select id, found from page where before < $5)
            select m.id, m.received_at, m.site, m.status, m.format, m.control_id, m.type, m.sender, m.payload,
                m.known, m.deliveries, t.found = $4 or t.found > (select count(*) from taken)
            from taken t join message m on m.id = t.id order by m.id
            """,
            [
                .int16(feed.rawValue), .int64(from.rawValue), .int64(below.rawValue), .int64(Int64(limit)),
                .int64(Int64(bytes)),
            ]
        )
    }

    /// Which deliveries have left the tail.
    ///
    /// Index: BRIN over a short stretch of ids.
    static func settled(_ feed: FeedID, from: MessageID, through last: MessageID) -> Statement {
        Statement(
            """
            select message, route, part from delivery_log
            where message >= $1 and message <= $2 and feed_of(message) = $3 and outcome in (1, 2, 3, 4)
            """,
            [.int64(from.rawValue), .int64(last.rawValue), .int16(feed.rawValue)]
        )
    }

    private static let columns = """
        p.message, p.route, p.part, p.rank, p.destination, p.keys, p.reason, p.attempts, p.next_at, p.waiting_since,
            m.received_at, m.site, m.status, m.format, m.control_id, m.type, m.sender, m.payload, m.known
        """

    /// Index: pending_order, one short scan a destination.
    static func pending(
        _ feed: FeedID,
        from: MessageID,
        saturated: Set<DestinationID>,
        limit: Int,
        bytes: Int
    ) -> Statement {
        bounded(
            """
            select p.* from destination d cross join lateral (
                select * from pending
                where destination = d.id and feed = $1 and rank >= $2 order by rank, route, part limit $3
            ) p
            where d.id <> all($5) order by p.rank, p.message, p.route, p.part limit $3
            """,
            [
                .int16(feed.rawValue), .int64(from.rawValue), .int64(Int64(limit)), .int64(Int64(bytes)),
                .int32s(saturated.map(\.rawValue).sorted()),
            ]
        )
    }

    /// Index: pending_order, one short scan a feed.
    static func refill(
        _ destination: DestinationID,
        feeds: [FeedID],
        after: Place?,
        limit: Int,
        bytes: Int
    ) -> Statement {
        let after = after ?? Place(DeliveryID(message: MessageID(rawValue: -1), route: .none, part: 0))
        return bounded(
            """
            select p.* from unnest($1::int2[]) f(feed) cross join lateral (
                select * from pending
                where destination = $2 and feed = f.feed and rank >= $5
                    and (rank, message, route, part) > ($5, $6, $7, $8)
                order by rank, route, part limit $3
            ) p order by p.rank, p.message, p.route, p.part limit $3
            """,
            [
                .int16s(feeds.map(\.rawValue)), .int32(destination.rawValue), .int64(Int64(limit)),
                .int64(Int64(bytes)), .int64(after.rank.rawValue), .int64(after.delivery.message.rawValue),
                .int32(after.delivery.route.rawValue), .int16(after.delivery.part),
            ]
        )
    }

    static func rank(_ feed: FeedID, _ rank: MessageID) -> Statement {
        Statement(
            """
            select \(columns), false
            from destination d join pending p on p.destination = d.id and p.feed = $1 and p.rank = $2
                join message m on m.id = p.message
            order by p.rank, p.message, p.route, p.part
            """,
            [.int16(feed.rawValue), .int64(rank.rawValue)]
        )
    }

    /// The page of `candidates`, the first row always, then as many as the bytes ($4) allow out of the limit ($3).
    private static func bounded(_ candidates: String, _ parameters: [Parameter]) -> Statement {
        Statement(
            """
            with candidate as (\(candidates)), page as (
                select c.*, m.payload is not null as stored,
                    sum(octet_length(m.payload)) over (order by c.rank, c.message, c.route, c.part)
                        - octet_length(m.payload) as before,
                    count(*) over () as found
                from candidate c join message m on m.id = c.message
            ), taken as (select * from page where before < $4)
            select \(columns), p.found = $3 or p.found > (select count(*) from taken)
            from taken p join message m on m.id = p.message order by p.rank, p.message, p.route, p.part
            """,
            parameters
        )
    }
}
