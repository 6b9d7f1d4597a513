// Finding delimiters in a stretch of bytes.
//
// Most fields are a few bytes long, where a plain loop wins; the few long ones are documents of megabytes,
// where C's `memchr` reads ten times as fast.

import CSupport

extension [UInt8] {
    /// Beyond this many bytes, `memchr` is faster than a loop.
    private static var longStretch: Int { 48 }

    /// The offset of the first byte equal to `value` in a range, or the range's end.
    func first(_ value: UInt8, in range: Range<Int>) -> Int {
        precondition(range.lowerBound >= 0 && range.upperBound <= count)
        if range.count > Self.longStretch {
            // Unsafe memory: the range was checked above.
            return withUnsafeBufferPointer { buffer in
                guard let base = buffer.baseAddress else { return range.upperBound }
                return range.lowerBound + corridor_find_byte(base + range.lowerBound, range.count, value)
            }
        }
        let span = self.span
        var offset = range.lowerBound
        while offset < range.upperBound, span[unchecked: offset] != value { offset += 1 }
        return offset
    }

    /// The offset of the first byte equal to any of four, or the range's end; for short ranges.
    func firstOf(_ a: UInt8, _ b: UInt8, _ c: UInt8, _ d: UInt8, in range: Range<Int>) -> Int {
        precondition(range.lowerBound >= 0 && range.upperBound <= count)
        let span = self.span
        var offset = range.lowerBound
        while offset < range.upperBound {
            let byte = span[unchecked: offset]
            if byte == a || byte == b || byte == c || byte == d { break }
            offset += 1
        }
        return offset
    }

    /// The piece with a number, from 1, of a range split at a byte; `nil` when there is none or it is empty.
    func piece(_ number: Int, of range: Range<Int>, separatedBy delimiter: UInt8) -> Range<Int>? {
        guard number > 0 else { return nil }
        var start = range.lowerBound
        for _ in 1..<number {
            let end = first(delimiter, in: start..<range.upperBound)
            guard end < range.upperBound else { return nil }
            start = end + 1
        }
        let end = first(delimiter, in: start..<range.upperBound)
        return start < end ? start..<end : nil
    }

    /// The piece with a number, from 1, of what stands in a range before an `end` byte.
    ///
    /// `nil` when there is none or it is empty. In one pass, for short fields.
    func piece(
        _ number: Int,
        of range: Range<Int>,
        separatedBy delimiter: UInt8,
        before end: UInt8
    ) -> Range<Int>? {
        precondition(range.lowerBound >= 0 && range.upperBound <= count)
        let span = self.span
        var remaining = number - 1
        var start = range.lowerBound
        var offset = start
        while offset < range.upperBound {
            let byte = span[unchecked: offset]
            if byte == delimiter {
                if remaining == 0 { break }
                remaining -= 1
                start = offset + 1
            } else if byte == end {
                break
            }
            offset += 1
        }
        return remaining == 0 && start < offset ? start..<offset : nil
    }
}
