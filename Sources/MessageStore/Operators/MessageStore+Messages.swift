// Looking at messages: the latest, by control id, one with everything about it.

import PostgreSQL

extension MessageStore {
    /// How many of the latest messages a narrowed list looks through for one page.
    static let scanLimit = 20_000

    /// The latest messages, newest first, below an id; `status` and `feed` narrow the list.
    ///
    /// A narrowed page looks through a bounded stretch of messages; it may be empty though older ones exist.
    public func latestMessages(
        before: MessageID? = nil,
        status: MessageStatus? = nil,
        feed: FeedID? = nil,
        limit: Int = 50
    ) async throws(StoreError) -> [MessageSummary] {
        try await summaries(
            MessageQueries.latest(
                before: before,
                status: status,
                feed: feed,
                limit: limit,
                scan: Self.scanLimit
            )
        )
    }

    /// The messages with a control id, newest first.
    public func messages(
        controlID: String,
        before: MessageID? = nil,
        limit: Int = 50
    ) async throws(StoreError) -> [MessageSummary] {
        let stored = Sanitised.text(controlID, limit: configuration.limits.textBytes)
        return try await summaries(MessageQueries.byControlID(stored, before: before, limit: limit))
    }

    /// The newest accepted message of a feed that is found by a control id and has one of these types.
    public func newest(
        controlID: String,
        types: [String],
        feed: FeedID
    ) async throws(StoreError) -> MessageID? {
        let stored = Sanitised.text(controlID, limit: configuration.limits.textBytes)
        let rows = try await read(
            MessageQueries.newest(stored, types: types, feed: feed),
            "look for a resource"
        )
        return try decode { () throws(DatabaseError) in
            try rows.all.map { row throws(DatabaseError) in MessageID(rawValue: try row.integer(0)) }.first
        }
    }

    /// Everything about one message; nil when it is not stored (any more).
    public func message(_ id: MessageID, logLimit: Int = 200) async throws(StoreError) -> MessageDetail? {
        let rows: [Rows]
        do {
            rows = try await readConnection.run(
                [
                    MessageQueries.one(id), MessageQueries.states([id]), MessageQueries.watermarks,
                    MessageQueries.log(id, limit: logLimit), MessageQueries.pending(of: id),
                    ParkedQueries.of(id),
                ],
                activity: "show a message"
            )
        } catch {
            throw .database(error)
        }
        guard rows.count == 6, rows[0].count == 1 else { return nil }
        let states = try decode { () throws(DatabaseError) in
            try DeliveryStates(rows[1], watermarks: rows[2])
        }
        let summary = try rows[0][0].summary(states: states)
        return try decode { () throws(DatabaseError) in
            MessageDetail(
                summary: summary,
                message: StoredMessage(
                    id: id,
                    receivedAt: summary.receivedAt,
                    site: SiteVersion(rawValue: try rows[0][0].integer(2, as: Int32.self)),
                    status: summary.status,
                    format: summary.format,
                    controlID: summary.controlID,
                    type: summary.type,
                    sender: summary.sender,
                    payload: try rows[0][0].bytes(11),
                    known: try rows[0][0].optionalBytes(12)
                ),
                log: try rows[3].all.map { row throws(DatabaseError) in try row.logEntry() },
                pending: try rows[4].all.map { row throws(DatabaseError) in try row.pendingSummary() },
                parked: try rows[5].all.map { row throws(DatabaseError) in try row.parkedDelivery() }
            )
        }
    }

    /// What waits in `pending` for a destination, in total order.
    public func pending(
        destination: DestinationID,
        after: Place? = nil,
        limit: Int = 50
    ) async throws(StoreError) -> [PendingSummary] {
        let rows = try await read(
            MessageQueries.pending(destination, after: after, limit: limit),
            "list what is pending"
        )
        return try decode { () throws(DatabaseError) in
            try rows.all.map { row throws(DatabaseError) in try row.pendingSummary() }
        }
    }

    private func summaries(_ statement: Statement) async throws(StoreError) -> [MessageSummary] {
        let rows = try await read(statement, "list messages")
        let ids = try decode { () throws(DatabaseError) in
            try rows.all.map { row throws(DatabaseError) in MessageID(rawValue: try row.integer(0)) }
        }
        if ids.isEmpty { return [] }
        let states = try await states(of: ids)
        var summaries: [MessageSummary] = []
        for row in rows.all { summaries.append(try row.summary(states: states)) }
        return summaries
    }

    private func states(of ids: [MessageID]) async throws(StoreError) -> DeliveryStates {
        do {
            let rows = try await readConnection.run(
                [MessageQueries.states(ids), MessageQueries.watermarks],
                activity: "look at deliveries"
            )
            guard rows.count == 2 else { return DeliveryStates() }
            return try DeliveryStates(rows[0], watermarks: rows[1])
        } catch {
            throw .database(error)
        }
    }
}
