// Gives the ids of one feed: always higher than any given before, whatever the clock does.

/// The ids of one feed, strictly rising.
///
/// More than 8,192 ids in one millisecond borrow from the next one; a clock that goes back changes nothing until
/// it has caught up again.
struct MessageIDSequence: Sendable {
    private let feed: FeedID
    private var milliseconds: Int64
    private var sequence: Int64

    /// Ids of this feed above `last`, which belongs to the same feed or is a bare moment.
    init(feed: FeedID, after last: MessageID) {
        self.feed = feed
        let isOwn = last.feed == feed
        milliseconds = last.milliseconds
        // An id of another feed or a bare moment says nothing of the sequence: go on with the next millisecond.
        sequence = isOwn ? last.sequence : MessageID.sequenceLimit - 1
    }

    /// Takes the next id; `now` is milliseconds since 1970.
    mutating func next(now: Int64) -> MessageID {
        advance(to: now - MessageID.epochMilliseconds)
        return MessageID(milliseconds: milliseconds, feed: feed, sequence: sequence)
    }

    /// An id that no id given before reaches and that every later one equals or exceeds.
    mutating func floor(now: Int64) -> MessageID {
        let moment = now - MessageID.epochMilliseconds
        if moment > milliseconds {
            milliseconds = moment
            sequence = -1
        }
        return MessageID(
            rawValue: MessageID(milliseconds: milliseconds, feed: feed, sequence: 0).rawValue + sequence + 1
        )
    }

    private mutating func advance(to moment: Int64) {
        if moment > milliseconds {
            milliseconds = moment
            sequence = 0
        } else if sequence + 1 < MessageID.sequenceLimit {
            sequence += 1
        } else {
            milliseconds += 1
            sequence = 0
        }
    }
}
