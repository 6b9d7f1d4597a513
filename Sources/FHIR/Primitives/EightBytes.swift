// Looking at text eight bytes at a time: most values are short words, and checking them byte by byte was a tenth of
// building a resource.

/// Finds bytes of a kind in a stretch of text.
enum EightBytes {
    static let ones: UInt64 = 0x0101_0101_0101_0101
    static let high: UInt64 = ones << 7

    /// Whether any byte of a range is of a kind, told for eight bytes at once and for one.
    @inline(__always)
    static func any(
        _ bytes: Span<UInt8>,
        _ range: Range<Int>,
        inEight: (UInt64) -> Bool,
        inOne: (UInt8) -> Bool
    ) -> Bool {
        let raw = bytes.bytes
        precondition(range.lowerBound >= 0 && range.upperBound <= raw.byteCount)
        var index = range.lowerBound
        // Unsafe memory: eight bytes at once, inside the range that was checked above.
        while index + 8 <= range.upperBound {
            if inEight(raw.unsafeLoadUnaligned(fromUncheckedByteOffset: index, as: UInt64.self)) {
                return true
            }
            index += 8
        }
        if index < range.upperBound, range.count >= 8 {
            // The last eight, some of which were looked at already.
            let last = range.upperBound - 8
            return inEight(raw.unsafeLoadUnaligned(fromUncheckedByteOffset: last, as: UInt64.self))
        }
        while index < range.upperBound {
            if inOne(bytes[index]) { return true }
            index += 1
        }
        return false
    }

    /// Bytes below a limit of at most 128, marked in their high bits.
    ///
    /// `(b - n) & ~b` has its high bit set if `b < n`; a borrow from a byte below can only come from one that was
    /// found already, so whether there is any is always right.
    @inline(__always)
    static func below(_ limit: UInt64, in word: UInt64) -> UInt64 {
        (word &- ones &* limit) & ~word & high
    }

    /// Bytes equal to a value, marked in their high bits, for the reason that `below` has.
    @inline(__always)
    static func equal(to value: UInt8, in word: UInt64) -> UInt64 {
        below(1, in: word ^ ones &* UInt64(value))
    }
}
