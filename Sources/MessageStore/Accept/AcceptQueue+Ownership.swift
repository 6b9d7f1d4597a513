// Feeds that this process owns: taking them, losing them with the connection, and regaining or giving them up.

import PostgreSQL

/// The answer of `claim_feed`.
struct ClaimAnswer: Hashable, Sendable {
    var feed: FeedID
    var isClaimed: Bool
    var epoch: Int64
    var watermark: MessageID
    var highest: MessageID
}

extension AcceptQueue {
    /// How long to wait for a lock that our own dead session may still hold: longer than the server's keepalives.
    private static let regainMilliseconds: Int64 = 30_000
    private static let regainPauseMilliseconds: Int64 = 50

    /// A feed was claimed for the first time; every id from now on is above what it had.
    mutating func adopt(_ answer: ClaimAnswer, now: Int64) -> FeedClaim {
        var sequence = MessageIDSequence(feed: answer.feed, after: answer.highest)
        let first = sequence.floor(now: now)
        feeds[answer.feed] = OwnedFeed(epoch: answer.epoch, sequence: sequence, isHeld: true)
        return FeedClaim(
            feed: answer.feed,
            epoch: answer.epoch,
            watermark: answer.watermark,
            firstNewID: first
        )
    }

    /// After a lost connection the feeds were asked for again.
    ///
    /// A feed is ours again only when nobody had it in between: an epoch that grew by more than our own claim
    /// means that another process recovered its tail, and what is in our memory is stale.
    mutating func regained(_ answers: Result<[ClaimAnswer], DatabaseError>, now: Int64) -> [AcceptEffect] {
        guard case .success(let answers) = answers else { return pause(now) }
        var lost: Set<FeedID> = []
        var effects: [AcceptEffect] = []
        for answer in answers {
            guard let owned = feeds[answer.feed] else { continue }
            let expected = answer.isClaimed ? owned.epoch + 1 : owned.epoch
            if answer.epoch != expected {
                lost.insert(answer.feed)
                if answer.isClaimed { effects.append(.unlock(answer.feed)) }
            } else if answer.isClaimed {
                feeds[answer.feed]?.epoch = answer.epoch
                feeds[answer.feed]?.isHeld = true
            } else if owned.regainUntil == 0 {
                feeds[answer.feed]?.regainUntil = now + Self.regainMilliseconds
            } else if now >= owned.regainUntil {
                lost.insert(answer.feed)
            }
        }
        effects += lose(lost)
        if feeds.values.contains(where: { !$0.isHeld }) {
            return effects + pause(for: Self.regainPauseMilliseconds, now: now)
        }
        return effects + becomeAvailable()
    }

    /// Feeds that another process has now; their messages end without being stored.
    mutating func lose(_ lost: Set<FeedID>) -> [AcceptEffect] {
        if lost.isEmpty { return [] }
        for feed in lost { feeds[feed] = nil }
        let failed = fail(removeMessages(of: lost), .feedNotOwned)
        return [.feedsLost(lost.sorted())] + failed
    }

    /// The epochs under which outcomes may be written, or nil while ownership is in doubt.
    var settledEpochs: [FeedID: Int64]? {
        feeds.values.allSatisfy(\.isHeld) ? feeds.mapValues(\.epoch) : nil
    }

    /// A fresh id for a released delivery; nil when the feed is not ours.
    mutating func nextRank(of feed: FeedID, now: Int64) -> MessageID? {
        feeds[feed]?.sequence.next(now: now)
    }

    /// For each owned feed, an id below which nothing is unfinished here, and which no later id undercuts.
    mutating func floors(now: Int64) -> [FeedID: MessageID] {
        let lowest = lowestUnfinished()
        var floors: [FeedID: MessageID] = [:]
        for feed in feeds.keys {
            floors[feed] = lowest[feed] ?? feeds[feed]?.sequence.floor(now: now)
        }
        return floors
    }
}
