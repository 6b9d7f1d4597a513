// Feeds in this process's hands: claiming, accepting, settling, reporting, handing over.

import PostgreSQL

extension MessageStore {
    /// Takes a feed into ownership; nil when another process has it, or this one already.
    ///
    /// Afterwards `recover` its tail, then listen.
    public func claim(_ feed: FeedID) async throws(StoreError) -> FeedClaim? {
        let claim = try await acceptWriter.claim(feed)
        settleConnection.workArrived()
        return claim
    }

    /// Gives a feed to whoever claims it next.
    ///
    /// Stop accepting for it and settle what is in flight before; this waits until all that is written.
    public func release(_ feed: FeedID) async throws(StoreError) {
        await settleWriter.barrier()
        try await acceptWriter.release(feed)
    }

    /// The feeds that this process owns, also while the connection that holds their locks is away.
    public var ownedFeeds: [FeedID] { acceptWriter.ownedFeeds }

    /// What a feed remembers: everything that its messages changed and did not make it forget.
    ///
    /// Read it between the claim and the first message.
    public func memory(of feed: FeedID) async throws(StoreError) -> [FeedMemory] {
        let rows = try await read(
            Statement("select kind, key, value from feed_memory where feed = $1", [.int16(feed.rawValue)]),
            "read what a feed remembers"
        )
        return try decode { () throws(DatabaseError) in
            var entries: [FeedMemory] = []
            for row in rows.all {
                entries.append(
                    FeedMemory(
                        kind: try row.integer(0, as: Int16.self),
                        key: try row.bytes(1),
                        value: try row.bytes(2)
                    )
                )
            }
            return entries
        }
    }

    /// Accepts a message: it goes into the open batch, and `committed` or `failed` tells what became of it.
    ///
    /// Callable from any thread, never blocks. False when the waiting batches are at their limit: stop reading until
    /// `roomAgain`. For a feed that is not owned `failed` is called before this returns.
    public func accept(_ message: NewMessage) -> Bool {
        acceptWriter.accept(message, wake: acceptConnection)
    }

    /// Writes outcomes down, in order, in batches; never blocks and never refuses.
    public func settle(_ settlements: [Settlement]) {
        settleWriter.settle(settlements, wake: settleConnection)
    }

    /// Whether `settleCongestionChanged(true)` holds.
    public var isSettleCongested: Bool { settleWriter.isCongested }

    /// Reports progress, about once a second.
    ///
    /// `collect` is called at once with the feeds that are owned, and must tell of every message that `committed`
    /// has brought. The watermark that follows is written after everything settled so far.
    public func report(_ collect: ([FeedID]) -> [FeedProgress]) {
        settleWriter.report(wake: settleConnection, collect)
    }

    /// Returns when everything settled before the call has been written.
    public func flushSettlements() async {
        await settleWriter.barrier()
    }
}
