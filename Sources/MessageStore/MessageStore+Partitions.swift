// Daily partitions: made ahead, and dropped as whole days when nothing in them is needed any more.

import PostgreSQL

extension MessageStore {
    /// Creates the partitions of today and tomorrow; call about once an hour.
    ///
    /// A day that was not made ahead is made when its first message comes, which then waits a little longer.
    public func makePartitionsAhead() async throws(StoreError) {
        let today = StoreDay.containing(millisecondsSince1970: configuration.clock())
        for day in [today, today.next] {
            _ = try await read(AcceptStatements.makeDay(day), "make partitions")
        }
    }

    /// Drops whole days older than `days`, never one that holds anything unfinished, pending or parked.
    ///
    /// Returns how many days were dropped. A crash in the middle leaves a detached table, which the next call drops.
    public func dropDays(olderThan days: Int) async throws(StoreError) -> Int {
        let today = StoreDay.containing(millisecondsSince1970: configuration.clock())
        let firstKept = StoreDay(daysSince2020: today.daysSince2020 - Int32(clamping: max(1, days)))
        let schema = schema
        return try await script { session in
            var dropped = 0
            for (suffix, day) in try Retention.days(session, schema: schema) where day < firstKept {
                if try Retention.drop(day, suffix: suffix, session) { dropped += 1 }
            }
            return dropped
        }
    }
}

/// The statements of retention; they block and run one by one, because a partition is detached outside transactions.
enum Retention {
    /// The days that have leaf tables, attached or not, oldest first.
    static func days(_ session: Session, schema: String) throws -> [(suffix: String, day: StoreDay)] {
        let rows = try session.query(
            Statement(
                """
                select distinct substr(c.relname, 9),
                    (extract(epoch from to_date(substr(c.relname, 9), 'YYYYMMDD')) / 86400)::int4 - 18262
                from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where n.nspname = $1 and c.relkind = 'r' and c.relname ~ '^message_[0-9]{8}$' order by 1
                """,
                [.text(schema)]
            ),
            activity: "list partitions"
        )
        var days: [(suffix: String, day: StoreDay)] = []
        for row in rows.all {
            days.append((try row.text(0), StoreDay(daysSince2020: try row.integer(1, as: Int32.self))))
        }
        return days
    }

    /// Drops a day unless something in it is needed; false when it is.
    static func drop(_ day: StoreDay, suffix: String, _ session: Session) throws -> Bool {
        guard try !isNeeded(day, session) else { return false }
        try forgetResources(of: day, session)
        for parent in ["message", "delivery_log"] {
            let leaf = "\(parent)_\(suffix)"
            let attached = try session.query(
                Statement("select 1 from pg_inherits where inhrelid = to_regclass($1)", [.text(leaf)]),
                activity: "look at a partition"
            )
            if attached.count > 0 {
                _ = try session.execute(
                    "alter table \(parent) detach partition \(leaf) concurrently",
                    activity: "detach a partition"
                )
            }
            _ = try session.execute("drop table if exists \(leaf)", activity: "drop a partition")
        }
        return true
    }

    /// Forgets by what the resources of a day are found; reads the whole index.
    private static func forgetResources(of day: StoreDay, _ session: Session) throws {
        _ = try session.query(
            Statement(
                "delete from resource_index where message >= $1 and message < $2",
                [.int64(day.firstID.rawValue), .int64(day.next.firstID.rawValue)]
            ),
            activity: "forget resources"
        )
    }

    /// Whether anything of the day waits, is parked, or may be unfinished: accepted and not below its feed's watermark.
    private static func isNeeded(_ day: StoreDay, _ session: Session) throws -> Bool {
        let rows = try session.query(
            Statement(
                """
                select exists (select from pending where message >= $1 and message < $2)
                    or exists (select from parked where message >= $1 and message < $2)
                    or exists (select from feed f join message m on feed_of(m.id) = f.id
                        where f.low_id < $2 and m.id >= greatest($1, f.low_id) and m.id < $2 and m.status = 1)
                """,
                [.int64(day.firstID.rawValue), .int64(day.next.firstID.rawValue)]
            ),
            activity: "look what a day holds"
        )
        return try rows[0].boolean(0)
    }
}
