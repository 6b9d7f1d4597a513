// What feeds remember from now on, as statements in the commit of the messages that changed it.

import PostgreSQL

/// Changes of `feed_memory`; of several of one entry only the last counts.
struct MemoryColumns: Sendable {
    private struct Key: Hashable {
        let feed: FeedID
        let kind: Int16
        let key: [UInt8]
    }

    private var latest: [Key: [UInt8]?] = [:]

    mutating func append(_ entry: FeedMemory, of feed: FeedID) {
        latest[Key(feed: feed, kind: entry.kind, key: entry.key)] = .some(entry.value)
    }

    func statements() -> [Statement] {
        if latest.isEmpty { return [] }
        let kept = latest.filter { $0.value != nil }
        let gone = latest.filter { $0.value == nil }.map(\.key)
        return (kept.isEmpty ? [] : [upsert(kept)]) + (gone.isEmpty ? [] : [delete(gone)])
    }

    /// Index: primary key.
    private func upsert(_ kept: [Key: [UInt8]?]) -> Statement {
        var value = BinaryArray(of: .bytes)
        for case .some(let bytes) in kept.values { value.append(bytes) }
        return Statement(
            """
            insert into feed_memory(feed, kind, key, value)
            select * from unnest($1::int2[], $2::int2[], $3::bytea[], $4::bytea[])
            on conflict (feed, kind, key) do update set value = excluded.value, changed_at = now()
            """,
            keyColumns(Array(kept.keys)) + [.array(value)]
        )
    }

    /// Index: primary key.
    private func delete(_ gone: [Key]) -> Statement {
        Statement(
            """
            delete from feed_memory m using unnest($1::int2[], $2::int2[], $3::bytea[]) g(feed, kind, key)
            where m.feed = g.feed and m.kind = g.kind and m.key = g.key
            """,
            keyColumns(gone)
        )
    }

    private func keyColumns(_ keys: [Key]) -> [Parameter] {
        var feed = BinaryArray(of: .int16)
        var kind = BinaryArray(of: .int16)
        var name = BinaryArray(of: .bytes)
        for key in keys {
            feed.append(key.feed.rawValue)
            kind.append(key.kind)
            name.append(key.key)
        }
        return [.array(feed), .array(kind), .array(name)]
    }
}
