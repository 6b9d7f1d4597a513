// Half-width katakana as people read them: their full width, for receivers whose sets have no others.
//
// IR87 and IR159 hold katakana of full width only. A voicing mark of half width is a character of its own and joins
// the letter before it.

enum HalfwidthKatakana {
    private static let first: UInt32 = 0xFF61
    private static let voiced: UInt32 = 0xFF9E
    private static let semivoiced: UInt32 = 0xFF9F

    /// The same characters at full width, from U+FF61 on.
    private static let full: [UInt32] = Array(
        "。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン゛゜"
            .unicodeScalars
    ).map(\.value)

    /// The text with all of them at full width, and how many there were.
    static func widened(_ text: String) -> (text: String, count: Int) {
        guard text.unicodeScalars.contains(where: { isHalfwidth($0.value) }) else { return (text, 0) }
        var scalars = String.UnicodeScalarView()
        var count = 0
        /// The last letter, where it was of half width and may be voiced.
        var letter: UInt32?
        for scalar in text.unicodeScalars {
            guard isHalfwidth(scalar.value) else {
                letter = nil
                scalars.append(scalar)
                continue
            }
            count += 1
            if let base = letter, let joined = joined(base, scalar.value) {
                scalars.removeLast()
                scalars.append(joined)
                letter = nil
            } else {
                let wide = full[Int(scalar.value - first)]
                letter = wide
                if let scalar = Unicode.Scalar(wide) { scalars.append(scalar) }
            }
        }
        return (String(scalars), count)
    }

    private static func isHalfwidth(_ point: UInt32) -> Bool { (first...semivoiced).contains(point) }

    /// A letter with its voicing mark: the next code point, or the one after it.
    private static func joined(_ letter: UInt32, _ mark: UInt32) -> Unicode.Scalar? {
        switch (letter, mark) {
        case (0x30A6, voiced): Unicode.Scalar(0x30F4 as UInt32)
        // カ to コ, サ to ト: each followed by its voiced form; ッ stands between チ and ツ.
        case (0x30AB...0x30C1, voiced) where letter % 2 == 1: Unicode.Scalar(letter + 1)
        case (0x30C4...0x30C8, voiced) where letter % 2 == 0: Unicode.Scalar(letter + 1)
        // ハ to ホ: followed by both forms.
        case (0x30CF...0x30DB, voiced) where letter % 3 == 0: Unicode.Scalar(letter + 1)
        case (0x30CF...0x30DB, semivoiced) where letter % 3 == 0: Unicode.Scalar(letter + 2)
        default: nil
        }
    }
}
