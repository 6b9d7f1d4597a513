// The matchers of dates and times (FHIR R4, "dateTime"): year, month, day, then a time with its zone.
//
// A year is 0001 to 9999, a second may be 60, a zone is `Z` or -14:00 to +14:00. A time without a zone, a
// zone without a time and hours without minutes do not exist in FHIR.

enum DateFormat {
    static func isDate(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var cursor = TextCursor(bytes: range)
        return skipDate(&cursor, bytes) != nil && cursor.isAtEnd
    }

    static func isDateTime(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var cursor = TextCursor(bytes: range)
        guard let parts = skipDate(&cursor, bytes) else { return false }
        return cursor.isAtEnd || parts == 3 && skipZonedTime(&cursor, bytes)
    }

    static func isInstant(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var cursor = TextCursor(bytes: range)
        return skipDate(&cursor, bytes) == 3 && skipZonedTime(&cursor, bytes)
    }

    static func isTime(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var cursor = TextCursor(bytes: range)
        return skipTime(&cursor, bytes) && cursor.isAtEnd
    }

    /// Moves past a date; how many of year, month and day it has.
    private static func skipDate(_ cursor: inout TextCursor, _ bytes: Span<UInt8>) -> Int? {
        guard let century = cursor.twoDigits(bytes), let year = cursor.twoDigits(bytes),
            century + year > 0
        else { return nil }
        guard cursor.skip(character: "-", bytes) else { return 1 }
        guard let month = cursor.twoDigits(bytes), (1...12).contains(month) else { return nil }
        guard cursor.skip(character: "-", bytes) else { return 2 }
        guard let day = cursor.twoDigits(bytes), (1...31).contains(day) else { return nil }
        return 3
    }

    /// Moves past `Thh:mm:ss` with its zone, to the end.
    private static func skipZonedTime(_ cursor: inout TextCursor, _ bytes: Span<UInt8>) -> Bool {
        cursor.skip(character: "T", bytes) && skipTime(&cursor, bytes) && skipZone(&cursor, bytes)
            && cursor.isAtEnd
    }

    private static func skipTime(_ cursor: inout TextCursor, _ bytes: Span<UInt8>) -> Bool {
        guard let hour = cursor.twoDigits(bytes), hour < 24, cursor.skip(character: ":", bytes),
            let minute = cursor.twoDigits(bytes), minute < 60, cursor.skip(character: ":", bytes),
            let second = cursor.twoDigits(bytes), second <= 60
        else { return false }
        guard cursor.skip(character: ".", bytes) else { return true }
        return cursor.skipDigits(bytes) > 0
    }

    private static func skipZone(_ cursor: inout TextCursor, _ bytes: Span<UInt8>) -> Bool {
        if cursor.skip(character: "Z", bytes) { return true }
        guard cursor.skip(character: "+", bytes) || cursor.skip(character: "-", bytes),
            let hour = cursor.twoDigits(bytes), cursor.skip(character: ":", bytes),
            let minute = cursor.twoDigits(bytes)
        else { return false }
        return hour < 14 && minute < 60 || hour == 14 && minute == 0
    }
}
