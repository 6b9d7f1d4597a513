// Names become numbers at start or reload, and numbers become names for operators.

import PostgreSQL

/// The names behind the numbers.
public struct StoreNames: Sendable {
    /// Feeds by number.
    public let feeds: [FeedID: String]
    /// Routes by number.
    public let routes: [RouteID: String]
    /// Destinations by number.
    public let destinations: [DestinationID: String]
}

extension MessageStore {
    /// The number of a feed's name, given to it at first use.
    public func feed(named name: String) async throws(StoreError) -> FeedID {
        let start = MessageID(rawValue: (configuration.clock() - MessageID.epochMilliseconds) << 21)
        let rows = try await read(
            Statement("select intern_feed($1, $2)", [.text(name), .int64(start.rawValue)]),
            "name a feed"
        )
        let number = try decode { () throws(DatabaseError) in try rows[0].integer(0, as: Int16.self) }
        guard number > 0 else { throw .tooManyFeeds(limit: Int(FeedID.limit)) }
        return FeedID(rawValue: number)
    }

    /// The number of a route's name, given to it at first use.
    public func route(named name: String) async throws(StoreError) -> RouteID {
        RouteID(rawValue: try await number(of: name, in: "route"))
    }

    /// The number of a destination's name, given to it at first use.
    public func destination(named name: String) async throws(StoreError) -> DestinationID {
        DestinationID(rawValue: try await number(of: name, in: "destination"))
    }

    /// All names.
    public func names() async throws(StoreError) -> StoreNames {
        let rows = try await read(
            Statement(
                """
                select 1::int4, id::int4, name from feed union all select 2, id, name from route
                union all select 3, id, name from destination
                """
            ),
            "read names"
        )
        return try decode { () throws(DatabaseError) in
            var feeds: [FeedID: String] = [:]
            var routes: [RouteID: String] = [:]
            var destinations: [DestinationID: String] = [:]
            for row in rows.all {
                let number = try row.integer(1, as: Int32.self)
                let name = try row.text(2)
                switch try row.integer(0) {
                case 1: feeds[FeedID(rawValue: Int16(truncatingIfNeeded: number))] = name
                case 2: routes[RouteID(rawValue: number)] = name
                default: destinations[DestinationID(rawValue: number)] = name
                }
            }
            return StoreNames(feeds: feeds, routes: routes, destinations: destinations)
        }
    }

    /// The number of a site's files as a whole; the same files and build get the same number again.
    public func siteVersion(of files: [SiteText], engineBuild: String) async throws(StoreError) -> SiteVersion
    {
        var paths = BinaryArray(of: .text)
        var contents = BinaryArray(of: .text)
        for file in files {
            paths.append(Sanitised.text(file.path))
            contents.append(Sanitised.text(file.text))
        }
        let rows = try await read(
            Statement(
                "select intern_site($1, $2, $3)",
                [.array(paths), .array(contents), .text(engineBuild)]
            ),
            "store a site version"
        )
        return SiteVersion(
            rawValue: try decode { () throws(DatabaseError) in try rows[0].integer(0, as: Int32.self) }
        )
    }

    /// The files of a site version, by path; empty when there is no such version.
    public func siteFiles(of version: SiteVersion) async throws(StoreError) -> [SiteText] {
        let rows = try await read(
            Statement(
                "select path, content from site_file where site = $1 order by path",
                [.int32(version.rawValue)]
            ),
            "read a site version"
        )
        return try decode { () throws(DatabaseError) in
            var files: [SiteText] = []
            for row in rows.all { files.append(SiteText(path: try row.text(0), text: try row.text(1))) }
            return files
        }
    }

    /// `table` is one of our own names.
    private func number(of name: String, in table: String) async throws(StoreError) -> Int32 {
        let find = Statement("select id from \(table) where name = $1", [.text(name)])
        let found = try await read(find, "look a name up")
        if found.count == 1 {
            return try decode { () throws(DatabaseError) in try found[0].integer(0, as: Int32.self) }
        }
        _ = try await read(
            Statement("insert into \(table)(name) values ($1) on conflict do nothing", [.text(name)]),
            "store a name"
        )
        let stored = try await read(find, "look a name up")
        guard stored.count == 1 else { throw .unexpectedContent("no \(table) of this name") }
        return try decode { () throws(DatabaseError) in try stored[0].integer(0, as: Int32.self) }
    }
}
