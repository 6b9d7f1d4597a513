// A cursor over the Unicode scalars of an expression, and the readers of its smallest parts.

/// Reads an expression's text from left to right.
struct Scanner {
    let scalars: [Unicode.Scalar]
    var position = 0

    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
    }

    /// The scalar at the cursor, or NUL at the end.
    var current: Unicode.Scalar { peek(0) }

    var isAtEnd: Bool { position >= scalars.count }

    func peek(_ offset: Int) -> Unicode.Scalar {
        let index = position + offset
        return index < scalars.count ? scalars[index] : "\0"
    }

    /// Steps over a scalar if it is the one at the cursor.
    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard !isAtEnd, current == scalar else { return false }
        position += 1
        return true
    }

    /// Reads as long as scalars fit.
    mutating func take(while fits: (Unicode.Scalar) -> Bool) -> String {
        var text = String.UnicodeScalarView()
        while !isAtEnd, fits(current) {
            text.append(current)
            position += 1
        }
        return String(text)
    }

    /// Steps over white space and comments.
    mutating func skipBlank() throws(SyntaxProblem) {
        while !isAtEnd {
            if current.properties.isWhitespace {
                position += 1
            } else if current == "/", peek(1) == "/" {
                _ = take { $0 != "\n" }
            } else if current == "/", peek(1) == "*" {
                try skipBlockComment()
            } else {
                return
            }
        }
    }

    private mutating func skipBlockComment() throws(SyntaxProblem) {
        let start = position
        position += 2
        while !(current == "*" && peek(1) == "/") {
            guard !isAtEnd else { throw SyntaxProblem(at: start, "this comment does not end") }
            position += 1
        }
        position += 2
    }

    /// A number from 1 to 9999, as fields, components and indices have.
    mutating func ordinal(_ what: String) throws(SyntaxProblem) -> Int {
        let start = position
        let digits = take { $0.isDigit }
        guard let number = Int(digits), number <= 9999 else {
            throw SyntaxProblem(at: start, "expected the number of \(what)")
        }
        guard number > 0 else {
            throw SyntaxProblem(
                at: start,
                "there is no \(what) 0",
                suggestion: "numbers and indexes start at 1"
            )
        }
        return number
    }

    /// Text between two equal quotes with FHIRPath's escapes; the cursor stands on the first quote.
    mutating func quoted() throws(SyntaxProblem) -> String {
        let start = position
        let quote = current
        position += 1
        var text = String.UnicodeScalarView()
        while current != quote {
            guard !isAtEnd else {
                throw SyntaxProblem(at: start, "this text has no closing `\(quote)`")
            }
            if take("\\") {
                text.append(try escaped())
            } else {
                text.append(current)
                position += 1
            }
        }
        position += 1
        return String(text)
    }

    private mutating func escaped() throws(SyntaxProblem) -> Unicode.Scalar {
        let start = position - 1
        let scalar = current
        position += 1
        switch scalar {
        case "n": return "\n"
        case "r": return "\r"
        case "t": return "\t"
        case "f": return "\u{0C}"
        case "'", "\"", "`", "\\", "/": return scalar
        case "u":
            return try unicodeEscape(from: start)
        default:
            throw SyntaxProblem(
                at: start,
                "there is no such escape",
                suggestion: "a backslash is written `\\\\`"
            )
        }
    }
}

extension Scanner {
    /// Four hexadecimal digits, or two times four as the halves of a surrogate pair.
    private mutating func unicodeEscape(from start: Int) throws(SyntaxProblem) -> Unicode.Scalar {
        let first = fourHexadecimalDigits()
        if let first, (0xd800..<0xdc00).contains(first), take("\\"), take("u"),
            let second = fourHexadecimalDigits(), (0xdc00..<0xe000).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xd800) << 10 + (second - 0xdc00))
        {
            return scalar
        }
        guard let first, let scalar = Unicode.Scalar(first) else {
            throw SyntaxProblem(at: start, "`\\u` needs four hexadecimal digits that stand for a character")
        }
        return scalar
    }

    private mutating func fourHexadecimalDigits() -> UInt32? {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard !isAtEnd, let digit = Character(current).hexDigitValue, current.isASCII else { return nil }
            value = value << 4 | UInt32(digit)
            position += 1
        }
        return value
    }
}

extension Unicode.Scalar {
    var isDigit: Bool { ("0"..."9").contains(self) }
    var isUppercaseLetter: Bool { ("A"..."Z").contains(self) }
    var beginsIdentifier: Bool { isUppercaseLetter || ("a"..."z").contains(self) || self == "_" }
    var continuesIdentifier: Bool { beginsIdentifier || isDigit }
}
