// An application acknowledgment that came later, noted with the deliveries that it is about.

import PostgreSQL

enum ApplicationAnswerNote {
    /// Answers are looked up among the messages of so many days.
    private static let days: Int64 = 7
    private static let millisecondsPerDay: Int64 = 86_400_000
    /// Several senders may use the same control id; so many of the latest are looked at for one that went there.
    private static let candidates: Int64 = 16

    /// Appends the answer to the log of the latest message with that number that went to one of the destinations.
    ///
    /// A negative one parks the delivery, unless it waits to be sent again.
    ///
    /// Indexes: (control_id, id) of the leaves of some days, primary keys of pending and parked.
    static func statement(_ answer: ApplicationAnswer, noted id: MessageID) -> Statement {
        let since = max(0, id.rawValue - (days * millisecondsPerDay) << 21)
        return Statement(
            """
            with candidate as (
                select id, deliveries from message
                where (control_id = $1 or id = $2::int8) and id >= $3
                order by id desc limit $4
            ), meant as (
                select c.id, d.route, d.part, d.destination, d.keys
                from candidate c cross join lateral deliveries_of(c.deliveries) d
                where d.destination = any($5)
                    and (c.id is distinct from $2 or (d.route = $6::int4 and d.part = $7::int2))
            ), latest as (
                select * from meant where id = (select max(id) from meant)
            ), noted as (
                insert into delivery_log(message, route, part, destination, outcome, code, attempts, latency_ms, error)
                select id, route, part, destination, $8, 0, 0, 0, $9 from latest
            ), put_aside as (
                insert into parked(message, route, part, destination, feed, keys, reason, code, attempts, diagnostics)
                select id, route, part, destination, feed_of(id), keys, 'refused-later', 0, 1, $9 from latest l
                where $8 = 9 and not exists (
                    select from pending p where p.message = l.id and p.route = l.route and p.part = l.part)
                on conflict (message, route, part) do nothing
                returning feed, destination
            )
            insert into destination_stat as s (feed, destination, parked)
            select feed, destination, count(*) from put_aside group by feed, destination
            on conflict (feed, destination) do update set parked = s.parked + excluded.parked
            """,
            [
                .text(Sanitised.text(answer.controlID, limit: 256)),
                .int64(answer.delivery?.message.rawValue),
                .int64(since), .int64(candidates),
                .int32s(answer.destinations.map(\.rawValue)), .int32(answer.delivery?.route.rawValue),
                .int16(answer.delivery?.part),
                .int16(
                    (answer.isPositive ? DeliveryLogEntry.Kind.applicationAccepted : .applicationRefused)
                        .rawValue
                ),
                .text("the receiver's application answered \(answer.code) later"),
            ]
        )
    }
}
