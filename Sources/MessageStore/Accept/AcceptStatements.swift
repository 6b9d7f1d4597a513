// The accepting connection's statements, apart from the insert itself.

import PostgreSQL

/// Statements of the accepting connection.
enum AcceptStatements {
    /// Takes feeds by session locks; one row a feed that exists.
    static func claim(_ feeds: [FeedID], owner: String) -> Statement {
        Statement(
            """
            select n.number, c.claimed, c.epoch, c.low_id, c.high_id
            from unnest($1::int2[]) n(number) cross join lateral claim_feed(n.number, $2) c
            """,
            [.int16s(feeds.map(\.rawValue)), .text(owner)]
        )
    }

    static func claimAnswers(_ rows: Rows) throws(DatabaseError) -> [ClaimAnswer] {
        var answers: [ClaimAnswer] = []
        for row in rows.all {
            answers.append(
                ClaimAnswer(
                    feed: FeedID(rawValue: try row.integer(0, as: Int16.self)),
                    isClaimed: try row.boolean(1),
                    epoch: try row.integer(2),
                    watermark: MessageID(rawValue: try row.integer(3)),
                    highest: MessageID(rawValue: try row.integer(4))
                )
            )
        }
        return answers
    }

    static func release(_ feed: FeedID) -> Statement {
        Statement("select release_feed($1)", [.int16(feed.rawValue)])
    }

    static func unlock(_ feed: FeedID) -> Statement {
        Statement("select pg_advisory_unlock(lock_space(), $1::int2::int4)", [.int16(feed.rawValue)])
    }

    /// Which of these ids are stored.
    ///
    /// Index: the leaf's primary key.
    static func present(_ ids: [MessageID]) -> Statement {
        Statement("select id from message where id = any($1)", [.int64s(ids.map(\.rawValue))])
    }

    static func makeDay(_ day: StoreDay) -> Statement {
        Statement(
            "select ensure_day($1, $2, $3)",
            [.text(day.suffix), .int64(day.firstID.rawValue), .int64(day.next.firstID.rawValue)]
        )
    }
}
