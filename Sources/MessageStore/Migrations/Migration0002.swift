// Migration 2: what a feed remembers from one message to the next.

extension Migration {
    /// Sequence numbers, and parts of messages that are not complete.
    static let feedMemory = Migration(
        number: 2,
        script: """
            -- Changed in the commit of the message that changed it. kind: 1 the last sequence number of a link,
            -- 2 a part of a continued message. Also: delivery_log.outcome 8 application accepted, 9 application
            -- refused, both later and as a message of their own.
            create table feed_memory(
                feed smallint not null,
                kind smallint not null,
                key bytea not null,
                value bytea not null,
                changed_at timestamptz not null default now(),
                primary key (feed, kind, key)
            ) with (fillfactor = 70);
            alter table feed_memory alter column value set storage external;
            """
    )
}
