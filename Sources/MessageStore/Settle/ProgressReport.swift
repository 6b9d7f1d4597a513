// What an owner's report turns into: watermarks, gauges, and the counters' increments since the last one.

import PostgreSQL

/// Watermarks, gauges and increments to be written.
struct ProgressReport: Sendable {
    var watermarks: [FeedID: MessageID]
    var gauges: [FeedID: [DestinationGauge]]
    var increments: CounterIncrements

    func statements() -> [Statement] {
        var statements: [Statement] = []
        if !watermarks.isEmpty { statements.append(advanceWatermarks()) }
        if !increments.messages.isEmpty { statements.append(addMessages()) }
        if !increments.outcomes.isEmpty { statements.append(addOutcomes()) }
        if !gauges.isEmpty { statements += setGauges() }
        return statements
    }

    /// Never goes back.
    ///
    /// Index: primary key.
    private func advanceWatermarks() -> Statement {
        let feeds = watermarks.keys.sorted()
        return Statement(
            """
            update feed f set low_id = greatest(f.low_id, u.low_id), updated_at = now()
            from unnest($1::int2[], $2::int8[]) u(id, low_id) where f.id = u.id
            """,
            [.int16s(feeds.map(\.rawValue)), .int64s(feeds.compactMap { watermarks[$0]?.rawValue })]
        )
    }

    private func addMessages() -> Statement {
        let feeds = increments.messages.keys.sorted()
        func counts(_ status: MessageStatus) -> Parameter {
            .int64s(feeds.map { increments.messages[$0]?[status] ?? 0 })
        }
        return Statement(
            """
            insert into feed_stat as s (feed, accepted, unrouted, filtered, refused, suspect)
            select * from unnest($1::int2[], $2::int8[], $3::int8[], $4::int8[], $5::int8[], $6::int8[])
            on conflict (feed) do update set accepted = s.accepted + excluded.accepted,
                unrouted = s.unrouted + excluded.unrouted, filtered = s.filtered + excluded.filtered,
                refused = s.refused + excluded.refused, suspect = s.suspect + excluded.suspect, updated_at = now()
            """,
            [
                .int16s(feeds.map(\.rawValue)), counts(.accepted), counts(.unrouted), counts(.filtered),
                counts(.refused), counts(.suspect),
            ]
        )
    }

    private func addOutcomes() -> Statement {
        let rows = increments.outcomes.sorted {
            ($0.key.feed, $0.key.destination) < ($1.key.feed, $1.key.destination)
        }
        return Statement(
            """
            insert into destination_stat as s (feed, destination, delivered, failed, discarded, parked)
            select * from unnest($1::int2[], $2::int4[], $3::int8[], $4::int8[], $5::int8[], $6::int8[])
            on conflict (feed, destination) do update set delivered = s.delivered + excluded.delivered,
                failed = s.failed + excluded.failed, discarded = s.discarded + excluded.discarded,
                parked = s.parked + excluded.parked, updated_at = now()
            """,
            [
                .int16s(rows.map(\.key.feed.rawValue)), .int32s(rows.map(\.key.destination.rawValue)),
                .int64s(rows.map(\.value.delivered)), .int64s(rows.map(\.value.failed)),
                .int64s(rows.map(\.value.discarded)), .int64s(rows.map(\.value.parked)),
            ]
        )
    }

    /// A destination that the report does not name holds nothing of the feed any more.
    private func setGauges() -> [Statement] {
        let rows = gauges.flatMap { feed, gauges in gauges.map { (feed: feed, gauge: $0) } }
            .sorted { ($0.feed, $0.gauge.destination) < ($1.feed, $1.gauge.destination) }
        var oldest = BinaryArray(of: .timestamp)
        for row in rows {
            if let moment = row.gauge.oldestReceivedAt {
                oldest.append(millisecondsSince1970: moment)
            } else {
                oldest.appendNull()
            }
        }
        let forget = Statement(
            """
            update destination_stat set waiting = 0, in_flight = 0, oldest_at = null, updated_at = now()
            where feed = any($1) and (waiting <> 0 or in_flight <> 0 or oldest_at is not null)
            """,
            [.int16s(gauges.keys.sorted().map(\.rawValue))]
        )
        let set = Statement(
            """
            insert into destination_stat as s (feed, destination, waiting, in_flight, oldest_at)
            select * from unnest($1::int2[], $2::int4[], $3::int8[], $4::int8[], $5::timestamptz[])
            on conflict (feed, destination) do update set waiting = excluded.waiting,
                in_flight = excluded.in_flight, oldest_at = excluded.oldest_at, updated_at = now()
            """,
            [
                .int16s(rows.map(\.feed.rawValue)), .int32s(rows.map(\.gauge.destination.rawValue)),
                .int64s(rows.map(\.gauge.waiting)), .int64s(rows.map(\.gauge.inFlight)), .array(oldest),
            ]
        )
        return [forget, set]
    }
}
