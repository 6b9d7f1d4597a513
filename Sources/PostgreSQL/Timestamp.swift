// PostgreSQL counts `timestamptz` in microseconds since 2000-01-01 UTC; Corridor in milliseconds since 1970.

/// The two ways to count time.
enum Timestamp {
    private static let millisecondsFrom1970To2000: Int64 = 946_684_800_000

    static func microsecondsSince2000(millisecondsSince1970: Int64) -> Int64 {
        (millisecondsSince1970 - millisecondsFrom1970To2000) * 1_000
    }

    static func millisecondsSince1970(microsecondsSince2000: Int64) -> Int64 {
        let (quotient, remainder) = microsecondsSince2000.quotientAndRemainder(dividingBy: 1_000)
        return quotient - (remainder < 0 ? 1 : 0) + millisecondsFrom1970To2000
    }
}
