// The statements over what is parked.

import PostgreSQL

/// Statements over what is parked.
enum ParkedQueries {
    private static let columns =
        "message, route, part, destination, parked_at, reason, diagnostics, code, attempts"

    static func of(_ id: MessageID) -> Statement {
        Statement(
            "select \(columns) from parked where message = $1 order by route, part",
            [.int64(id.rawValue)]
        )
    }

    /// In order.
    ///
    /// Index: primary key.
    static func list(
        destination: DestinationID?,
        reason: String?,
        after: DeliveryID?,
        limit: Int
    ) -> Statement {
        Statement(
            """
            select \(columns) from parked
            where (message, route, part) > ($1, $2, $3) and ($4 is null or destination = $4)
                and ($5 is null or reason = $5)
            order by message, route, part limit $6
            """,
            [
                .int64(after?.message.rawValue ?? -1), .int32(after?.route.rawValue ?? -1),
                .int16(after?.part ?? -1),
                .int32(destination?.rawValue), .text(reason), .int64(Int64(limit)),
            ]
        )
    }

    /// Groups of the first `scan` parked deliveries, largest first; the last column tells how many were looked at.
    static func groups(scan: Int) -> Statement {
        Statement(
            """
            with looked as (
                select message, route, part, destination, reason from parked order by message, route, part limit $1
            ), ranked as (
                select *, row_number() over (partition by destination, reason order by message, route, part) as n,
                    count(*) over (partition by destination, reason) as total, count(*) over () as looked
                from looked
            )
            select message, route, part, destination, reason, total, looked from ranked where n = 1
            order by total desc, destination, reason
            """,
            [.int64(Int64(scan))]
        )
    }

    /// Moves parked deliveries to the tail of `pending` in the order of the ranks given, logs it, tells the
    /// owners.
    ///
    /// A delivery without a destination cannot be released: nobody has decided yet where it goes.
    static func release(_ deliveries: [DeliveryID], ranks: [MessageID], schema: String) -> Statement {
        Statement(
            """
            with taken as (
                delete from parked p
                using unnest($1::int8[], $2::int4[], $3::int2[], $4::int8[]) r(message, route, part, rank)
                where p.message = r.message and p.route = r.route and p.part = r.part and p.destination <> 0
                returning p.*, r.rank
            ), waiting as (
                insert into pending(message, route, part, rank, destination, feed, keys, reason, attempts, next_at,
                    last_code, last_error)
                select message, route, part, rank, destination, feed, keys, 4, 0, now(), code, null from taken
                on conflict (message, route, part) do nothing
            ), logged as (
                insert into delivery_log(message, route, part, destination, outcome, code, attempts, latency_ms)
                select message, route, part, destination, 7, 0, 0, 0 from taken
            ), counted as (
                insert into destination_stat as s (feed, destination, parked)
                select feed, destination, -count(*) from taken group by feed, destination order by feed, destination
                on conflict (feed, destination) do update set parked = s.parked + excluded.parked
            )
            select message, route, part,
                pg_notify('\(SettleWriter.releaseChannel)', $5 || ':' || destination)::text from taken
            """,
            DeliveryColumns(deliveries).parameters + [.int64s(ranks.map(\.rawValue)), .text(schema)]
        )
    }

    static func discard(_ deliveries: [DeliveryID], reason: String) -> Statement {
        Statement(
            """
            with taken as (
                delete from parked p using unnest($1::int8[], $2::int4[], $3::int2[]) r(message, route, part)
                where p.message = r.message and p.route = r.route and p.part = r.part
                returning p.*
            ), logged as (
                insert into delivery_log(message, route, part, destination, outcome, code, attempts, latency_ms, error)
                select message, route, part, destination, 4, 0, 0, 0, $4 from taken
            ), counted as (
                insert into destination_stat as s (feed, destination, parked, discarded)
                select feed, destination, -count(*), count(*) from taken
                group by feed, destination order by feed, destination
                on conflict (feed, destination) do update
                    set parked = s.parked + excluded.parked, discarded = s.discarded + excluded.discarded
            )
            select message, route, part from taken
            """,
            DeliveryColumns(deliveries).parameters + [.text(reason)]
        )
    }

    /// Newer messages of the same destination and with a common key that were delivered: of the next `scan` log rows.
    static func newerDelivered(_ delivery: DeliveryID, scan: Int) -> Statement {
        Statement(
            """
            with subject as (
                select destination, keys from parked where message = $1 and route = $2 and part = $3
            ), newer as (
                select l.message, l.route, l.part from delivery_log l, subject s
                where l.message > $1 and l.outcome = 1 and l.destination = s.destination limit $4
            )
            select distinct n.message, (select count(*) from newer)
            from newer n join message m on m.id = n.message
                cross join lateral deliveries_of(m.deliveries) d, subject s
            where d.route = n.route and d.part = n.part and d.keys && s.keys
            order by n.message desc limit 10
            """,
            [
                .int64(delivery.message.rawValue), .int32(delivery.route.rawValue), .int16(delivery.part),
                .int64(Int64(scan)),
            ]
        )
    }
}
