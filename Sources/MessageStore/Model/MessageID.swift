// The number of a stored message: time, feed and sequence in one 64-bit value.
// Because the time stands in front, a day is a range of ids and a partition is known without asking.
// It does not make new ids; `MessageIDSequence` does.

/// The number of a stored message; sorts in the order in which its feed received it.
///
/// Layout: 42 bits of milliseconds since 2020-01-01 UTC, 8 bits of feed, 13 bits of sequence.
public struct MessageID: Hashable, Comparable, Sendable, RawRepresentable {
    /// The stored number.
    public let rawValue: Int64

    /// Takes a number as it stands in the database.
    public init(rawValue: Int64) {
        self.rawValue = rawValue
    }

    /// Puts an id together; the parts must be within their bits.
    init(milliseconds: Int64, feed: FeedID, sequence: Int64) {
        rawValue = milliseconds << 21 | Int64(feed.rawValue) << 13 | sequence
    }

    /// Milliseconds between 1970 and 2020, the zero of the ids.
    static let epochMilliseconds: Int64 = 1_577_836_800_000
    /// How many ids one feed has in one millisecond.
    static let sequenceLimit: Int64 = 8_192
    static let millisecondsPerDay: Int64 = 86_400_000

    /// Milliseconds since 2020-01-01 UTC at which the id was given.
    public var milliseconds: Int64 { rawValue >> 21 }

    /// The feed that received the message.
    public var feed: FeedID { FeedID(rawValue: Int16(truncatingIfNeeded: (rawValue >> 13) & 0xFF)) }

    /// Position among the ids of the same feed and millisecond.
    public var sequence: Int64 { rawValue & (Self.sequenceLimit - 1) }

    /// The UTC day, and so the partition, that the message is stored in.
    var day: StoreDay { StoreDay(daysSince2020: Int32(milliseconds / Self.millisecondsPerDay)) }

    /// Orders by time received.
    public static func < (left: MessageID, right: MessageID) -> Bool {
        left.rawValue < right.rawValue
    }
}

extension MessageID: CustomStringConvertible, LosslessStringConvertible {
    /// The number in decimal, as operators type it.
    public var description: String { String(rawValue) }

    /// Reads the decimal form.
    public init?(_ description: String) {
        guard let rawValue = Int64(description) else { return nil }
        self.init(rawValue: rawValue)
    }
}
