// Finding resources that a FHIR feed has taken.

import PostgreSQL

extension MessageStore {
    /// The resources of a feed that are found by some keys, as they are now.
    ///
    /// A resource whose newest version no longer has the identifier behind a key is not found by it.
    ///
    /// - Parameters:
    ///   - keys: see ``ResourceIndexEntry``.
    ///   - feed: whose resources.
    ///   - limit: the most resources of one key.
    /// - Returns: one element for each key and resource, sorted by both.
    /// - Throws: `StoreError` when the database cannot be asked.
    public func resources(
        foundBy keys: [[UInt8]],
        feed: FeedID,
        limit: Int
    ) async throws(StoreError) -> [IndexedResource] {
        var array = BinaryArray(of: .bytes)
        for key in keys { array.append(key) }
        let rows = try await read(
            // Index: primary key, twice.
            Statement(
                """
                select k.key, i.resource, i.message
                from unnest($2::bytea[]) k(key) cross join lateral (
                    select f.resource, f.message
                    from resource_index f join resource_index a
                        on a.feed = f.feed and a.key = convert_to(f.resource, 'UTF8') and a.resource = f.resource
                    where f.feed = $1 and f.key = k.key and f.message = a.message
                    limit $3
                ) i order by 1, 2
                """,
                [.int16(feed.rawValue), .array(array), .int64(Int64(limit))]
            ),
            "look for resources"
        )
        return try decode { () throws(DatabaseError) in
            try rows.all.map { row throws(DatabaseError) in
                IndexedResource(
                    key: try row.bytes(0),
                    resource: try row.text(1),
                    message: MessageID(rawValue: try row.integer(2))
                )
            }
        }
    }
}
