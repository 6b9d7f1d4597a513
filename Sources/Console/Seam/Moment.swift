// A moment as the console shows it and as JSON carries it.
// It knows UTC only; pages turn it into local time where they are rendered.

/// A moment, to the millisecond; JSON carries it as `2026-11-22T09:57:05.123Z`.
public struct Moment: Hashable, Comparable, Sendable {
    /// Milliseconds since 1970 UTC.
    public var milliseconds: Int64

    /// A moment as milliseconds since 1970 UTC.
    public init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// Orders by time.
    public static func < (left: Moment, right: Moment) -> Bool { left.milliseconds < right.milliseconds }

    /// The time from another moment to this one.
    func since(_ earlier: Moment) -> Duration {
        .milliseconds(milliseconds - earlier.milliseconds)
    }
}

extension Moment: LosslessStringConvertible {
    /// `2026-11-22T09:57:05.123Z`.
    public var description: String {
        let time = CivilTime(milliseconds: milliseconds)
        let milliseconds = padded(time.millisecond, to: 3)
        return "\(time.date)T\(time.timeOfDay).\(milliseconds)Z"
    }

    /// Reads exactly the form that `description` writes, between the years 1970 and 9999.
    public init?(_ description: String) {
        let bytes = Array(description.utf8)
        guard bytes.count == 24 else { return nil }
        let numbers = [0..<4, 5..<7, 8..<10, 11..<13, 14..<16, 17..<19, 20..<23]
            .compactMap { Int64(String(decoding: bytes[$0], as: UTF8.self)) }
        guard numbers.count == 7 else { return nil }
        let days = CivilTime.days(year: numbers[0], month: numbers[1], day: numbers[2])
        let seconds = ((days * 24 + numbers[3]) * 60 + numbers[4]) * 60 + numbers[5]
        self.init(milliseconds: seconds * 1_000 + numbers[6])
        guard self.description == description else { return nil }
    }
}

extension Moment: Codable {
    /// Reads the text form.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let moment = Moment(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a moment")
        }
        self = moment
    }

    /// Writes the text form.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
