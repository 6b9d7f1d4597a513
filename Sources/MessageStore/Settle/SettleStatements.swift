// The settling connection's statements. All values come as arrays, one statement a table and batch.

import PostgreSQL

/// Statements of the settling connection.
enum SettleStatements {
    /// SQLSTATE of `check_owner`.
    static let ownerChanged: SQLState = "CR001"

    /// Fails the transaction unless every claim is the newest.
    static func checkOwner(_ epochs: [FeedID: Int64]) -> Statement {
        let feeds = epochs.keys.sorted()
        return Statement(
            "select check_owner($1, $2)",
            [.int16s(feeds.map(\.rawValue)), .int64s(feeds.map { epochs[$0] ?? 0 })]
        )
    }

    /// The connection settles without waiting for the disk; this transaction waits.
    static let makeDurable = Statement("select set_config('synchronous_commit', 'on', true)")

    /// Appends to the leaf.
    ///
    /// Index: BRIN only, so that a row costs little more than its WAL.
    static func insertLog(_ settlements: [Settlement], day: StoreDay, limits: StoreLimits) -> Statement {
        var key = DeliveryColumns()
        var destination = BinaryArray(of: .int32)
        var outcome = BinaryArray(of: .int16)
        var code = BinaryArray(of: .int32)
        var attempts = BinaryArray(of: .int32)
        var latency = BinaryArray(of: .int32)
        var error = BinaryArray(of: .text)
        var sentHash = BinaryArray(of: .bytes)
        var response = BinaryArray(of: .bytes)
        for settlement in settlements {
            let attempt = settlement.attempt
            key.append(settlement.delivery)
            destination.append(settlement.destination.rawValue)
            outcome.append(settlement.logKind.rawValue)
            code.append(attempt.code)
            attempts.append(attempt.attempts)
            latency.append(attempt.latencyMilliseconds)
            error.append(attempt.error, limit: limits.errorBytes)
            sentHash.append(attempt.sentHash)
            response.append(attempt.response.map { Array($0.prefix(limits.responseBytes)) })
        }
        return Statement(
            """
            insert into delivery_log_\(day.suffix)(message, route, part, destination, outcome, code, attempts,
                latency_ms, error, sent_hash, response)
            select * from unnest($1::int8[], $2::int4[], $3::int2[], $4::int4[], $5::int2[], $6::int4[], $7::int4[],
                $8::int4[], $9::text[], $10::bytea[], $11::bytea[])
            """,
            key.parameters + [
                .array(destination), .array(outcome), .array(code), .array(attempts), .array(latency),
                .array(error),
                .array(sentHash), .array(response),
            ]
        )
    }

    /// Index: primary key.
    static func deletePending(_ deliveries: [DeliveryID]) -> Statement {
        Statement(
            """
            delete from pending p using unnest($1::int8[], $2::int4[], $3::int2[]) d(message, route, part)
            where p.message = d.message and p.route = d.route and p.part = d.part
            """,
            DeliveryColumns(deliveries).parameters
        )
    }

    /// A delivery that waits already keeps its place and the moment it began to wait.
    ///
    /// Indexes: primary key and pending_order, which an update does not touch.
    static func upsertPending(_ settlements: [Settlement], limits: StoreLimits) -> Statement {
        var key = DeliveryColumns()
        var rank = BinaryArray(of: .int64)
        var destination = BinaryArray(of: .int32)
        var keys = KeyColumns()
        var reason = BinaryArray(of: .int16)
        var attempts = BinaryArray(of: .int32)
        var nextAt = BinaryArray(of: .timestamp)
        var code = BinaryArray(of: .int32)
        var error = BinaryArray(of: .text)
        for settlement in settlements {
            guard case .deferred(let wait, let next, let attempt, _) = settlement.outcome else { continue }
            key.append(settlement.delivery)
            rank.append(settlement.place.rank.rawValue)
            destination.append(settlement.destination.rawValue)
            keys.append(settlement.keys)
            reason.append(wait.rawValue)
            attempts.append(attempt.attempts)
            nextAt.append(millisecondsSince1970: next)
            code.append(attempt.code)
            error.append(attempt.error, limit: limits.errorBytes)
        }
        return Statement(
            """
            insert into pending(message, route, part, rank, destination, feed, keys, reason, attempts, next_at,
                last_code, last_error)
            select message, route, part, rank, destination, feed_of(message), ($6::int8[])[first:last], reason,
                attempts, next_at, code, error
            from unnest($1::int8[], $2::int4[], $3::int2[], $4::int8[], $5::int4[], $7::int4[], $8::int4[],
                $9::int2[], $10::int4[], $11::timestamptz[], $12::int4[], $13::text[])
                u(message, route, part, rank, destination, first, last, reason, attempts, next_at, code, error)
            on conflict (message, route, part) do update set reason = excluded.reason,
                attempts = excluded.attempts, next_at = excluded.next_at, last_code = excluded.last_code,
                last_error = excluded.last_error
            """,
            key.parameters + [.array(rank), .array(destination)] + keys.parameters + [
                .array(reason), .array(attempts), .array(nextAt), .array(code), .array(error),
            ]
        )
    }

    /// Index: primary key.
    static func upsertParked(_ settlements: [Settlement], limits: StoreLimits) -> Statement {
        var key = DeliveryColumns()
        var destination = BinaryArray(of: .int32)
        var keys = KeyColumns()
        var reason = BinaryArray(of: .text)
        var code = BinaryArray(of: .int32)
        var attempts = BinaryArray(of: .int32)
        var diagnostics = BinaryArray(of: .text)
        for settlement in settlements {
            guard case .parked(let why, let text, let attempt) = settlement.outcome else { continue }
            key.append(settlement.delivery)
            destination.append(settlement.destination.rawValue)
            keys.append(settlement.keys)
            reason.append(Sanitised.text(why, limit: limits.textBytes))
            code.append(attempt.code)
            attempts.append(attempt.attempts)
            diagnostics.append(Sanitised.text(text, limit: limits.errorBytes))
        }
        return Statement(
            """
            insert into parked(message, route, part, destination, feed, keys, reason, code, attempts, diagnostics)
            select message, route, part, destination, feed_of(message), ($5::int8[])[first:last], reason, code,
                attempts, diagnostics
            from unnest($1::int8[], $2::int4[], $3::int2[], $4::int4[], $6::int4[], $7::int4[], $8::text[],
                $9::int4[], $10::int4[], $11::text[])
                u(message, route, part, destination, first, last, reason, code, attempts, diagnostics)
            on conflict (message, route, part) do update set reason = excluded.reason, code = excluded.code,
                attempts = excluded.attempts, diagnostics = excluded.diagnostics, parked_at = now()
            """,
            key.parameters + [.array(destination)] + keys.parameters + [
                .array(reason), .array(code), .array(attempts), .array(diagnostics),
            ]
        )
    }
}

extension BinaryArray {
    /// Appends bytes that may be absent.
    fileprivate mutating func append(_ bytes: [UInt8]?) {
        if let bytes {
            append(bytes)
        } else {
            appendNull()
        }
    }
}
