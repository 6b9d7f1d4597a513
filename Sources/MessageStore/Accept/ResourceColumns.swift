// By what the resources of a commit are found from now on, as a statement in that commit.

import PostgreSQL

/// Changes of `resource_index`; of several of one entry only the last counts.
struct ResourceColumns: Sendable {
    private struct Entry: Hashable {
        let feed: FeedID
        let entry: ResourceIndexEntry
    }

    private var latest: [Entry: MessageID] = [:]

    mutating func append(_ entry: ResourceIndexEntry, of id: MessageID) {
        latest[Entry(feed: id.feed, entry: entry)] = id
    }

    /// Index: primary key.
    func statements() -> [Statement] {
        if latest.isEmpty { return [] }
        var feed = BinaryArray(of: .int16)
        var key = BinaryArray(of: .bytes)
        var resource = BinaryArray(of: .text)
        var message = BinaryArray(of: .int64)
        for (entry, id) in latest {
            feed.append(entry.feed.rawValue)
            key.append(entry.entry.key)
            resource.append(entry.entry.resource)
            message.append(id.rawValue)
        }
        let statement = Statement(
            """
            insert into resource_index as i (feed, key, resource, message)
            select * from unnest($1::int2[], $2::bytea[], $3::text[], $4::int8[])
            on conflict (feed, key, resource) do update set message = greatest(i.message, excluded.message)
            """,
            [.array(feed), .array(key), .array(resource), .array(message)]
        )
        return [statement]
    }
}
