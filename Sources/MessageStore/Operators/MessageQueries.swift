// The statements behind operators' pages of messages. None counts rows of a big table.

import PostgreSQL

/// Statements over messages for operators.
enum MessageQueries {
    private static let columns = """
        m.id, m.received_at, m.site, m.status, m.format, m.control_id, m.type, m.sender, octet_length(m.payload),
            m.refusal, m.deliveries
        """

    /// Newest first.
    ///
    /// Index: primary key, read backwards; a rare status is looked for among the latest `scan` messages below
    /// `before` only, so that a page never reads a whole table.
    static func latest(before: MessageID?, status: MessageStatus?, feed: FeedID?, limit: Int, scan: Int)
        -> Statement
    {
        let parameters: [Parameter] = [
            .int64(before?.rawValue ?? .max), .int16(status?.rawValue), .int16(feed?.rawValue),
            .int64(Int64(limit)),
            .int64(Int64(scan)),
        ]
        if status == nil, feed == nil {
            return Statement(
                "select \(columns) from message m where m.id < $1 order by m.id desc limit $2",
                [parameters[0], parameters[3]]
            )
        }
        return Statement(
            """
            with candidate as (
                select id, status from message where id < $1 order by id desc limit $5
            ), taken as (
                select id from candidate
                where ($2 is null or status = $2) and ($3 is null or feed_of(id) = $3) order by id desc limit $4
            )
            select \(columns) from taken t join message m on m.id = t.id order by m.id desc
            """,
            parameters
        )
    }

    /// Newest first.
    ///
    /// Index: (control_id, id) of each leaf.
    static func byControlID(_ controlID: String, before: MessageID?, limit: Int) -> Statement {
        Statement(
            "select \(columns) from message m where m.control_id = $1 and m.id < $2 order by m.id desc limit $3",
            [.text(controlID), .int64(before?.rawValue ?? .max), .int64(Int64(limit))]
        )
    }

    /// The newest message of a feed that is found by a control id and has one of these types; refused and suspect ones
    /// do not count.
    ///
    /// Index: (control_id, id) of each leaf.
    static func newest(_ controlID: String, types: [String], feed: FeedID) -> Statement {
        Statement(
            """
            select m.id from message m
            where m.control_id = $1 and m.type = any(string_to_array($2, chr(10))) and feed_of(m.id) = $3 and m.status in (1, 2, 3)
            order by m.id desc limit 1
            """,
            [.text(controlID), .text(types.joined(separator: "\n")), .int16(feed.rawValue)]
        )
    }

    /// Index: primary key of one leaf.
    static func one(_ id: MessageID) -> Statement {
        Statement(
            "select \(columns), m.payload, m.known from message m where m.id = $1",
            [.int64(id.rawValue)]
        )
    }

    /// What became of the deliveries of these messages: outcomes that say where they are now.
    ///
    /// Indexes: BRIN of the log, primary keys of pending and parked.
    static func states(_ ids: [MessageID]) -> Statement {
        Statement(
            """
            select message, route, part, destination, '{}'::int8[], outcome from delivery_log
                where message = any($1) and outcome in (1, 4)
            union all select message, route, part, destination, keys, 102::int2 from pending where message = any($1)
            union all select message, route, part, destination, keys, 103::int2 from parked where message = any($1)
            """,
            [.int64s(ids.map(\.rawValue))]
        )
    }

    /// Below these ids nothing is unfinished outside pending and parked.
    static let watermarks = Statement("select id, low_id from feed")

    /// Oldest first.
    ///
    /// Index: BRIN.
    static func log(_ id: MessageID, limit: Int) -> Statement {
        Statement(
            """
            select message, route, part, destination, outcome, at, code, attempts, latency_ms, error, sent_hash, response
            from delivery_log where message = $1 order by at, ctid limit $2
            """,
            [.int64(id.rawValue), .int64(Int64(limit))]
        )
    }

    static func pending(of id: MessageID) -> Statement {
        Statement(
            "select \(pendingColumns) from pending where message = $1 order by rank, route, part",
            [.int64(id.rawValue)]
        )
    }

    /// In total order.
    ///
    /// Index: pending_order, one short scan a feed.
    static func pending(_ destination: DestinationID, after: Place?, limit: Int) -> Statement {
        let after = after ?? Place(DeliveryID(message: MessageID(rawValue: -1), route: .none, part: 0))
        return Statement(
            """
            select \(pendingColumns) from feed f cross join lateral (
                select * from pending
                where destination = $1 and feed = f.id and rank >= $2
                    and (rank, message, route, part) > ($2, $3, $4, $5)
                order by rank, route, part limit $6
            ) p order by rank, message, route, part limit $6
            """,
            [
                .int32(destination.rawValue), .int64(after.rank.rawValue),
                .int64(after.delivery.message.rawValue),
                .int32(after.delivery.route.rawValue), .int16(after.delivery.part), .int64(Int64(limit)),
            ]
        )
    }

    private static let pendingColumns =
        "message, route, part, rank, destination, reason, attempts, next_at, last_code, last_error"
}
