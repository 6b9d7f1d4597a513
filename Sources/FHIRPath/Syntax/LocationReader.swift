// Reads an HL7 v2 location out of an expression's text, where there is one at the cursor.
//
// `PID-5.1` would be a subtraction in plain FHIRPath. Here a name of three capitals or digits directly followed by
// `-` and a digit, an upper-case name directly followed by `[`, and one followed by `/` and a capital are
// locations; blanks between them make it arithmetic again.

/// Recognises and reads locations.
enum LocationReader {
    /// The location that begins at the scanner's cursor, or `nil` without moving it.
    static func read(_ scanner: inout Scanner) throws(SyntaxProblem) -> LocationSyntax? {
        guard beginsLocation(scanner) else { return nil }
        var location = LocationSyntax(steps: [])
        repeat {
            location.steps.append(try step(&scanner))
        } while takeSlash(&scanner)
        try field(&scanner, of: &location)
        try refuseRemainder(scanner)
        return location
    }

    private static func beginsLocation(_ scanner: Scanner) -> Bool {
        guard scanner.current.isUppercaseLetter else { return false }
        var length = 0
        while isNameScalar(scanner.peek(length)) { length += 1 }
        let next = scanner.peek(length)
        guard !next.continuesIdentifier else { return false }
        switch next {
        case "[", "(": return next == "["
        case "/": return scanner.peek(length + 1).isUppercaseLetter
        case "-", ".": return length == 3 && scanner.peek(length + 1).isDigit
        default: return false
        }
    }

    private static func isNameScalar(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isUppercaseLetter || scalar.isDigit || scalar == "_"
    }

    private static func takeSlash(_ scanner: inout Scanner) -> Bool {
        guard scanner.current == "/", scanner.peek(1).isUppercaseLetter else { return false }
        scanner.position += 1
        return true
    }

    private static func step(_ scanner: inout Scanner) throws(SyntaxProblem) -> LocationSyntax.Step {
        let start = scanner.position
        let name = scanner.take(while: isNameScalar)
        let index = try self.index(&scanner)
        return LocationSyntax.Step(name: name, index: index, position: start)
    }

    private static func field(
        _ scanner: inout Scanner,
        of location: inout LocationSyntax
    ) throws(SyntaxProblem) {
        let isField = (scanner.current == "-" || scanner.current == ".") && scanner.peek(1).isDigit
        guard isField else { return }
        scanner.position += 1
        location.field = try scanner.ordinal("field")
        location.repetition = try index(&scanner)
        location.component = try component(&scanner, "component")
        if location.component != nil {
            location.subcomponent = try component(&scanner, "subcomponent")
        }
    }

    private static func component(
        _ scanner: inout Scanner,
        _ what: String
    ) throws(SyntaxProblem) -> Int? {
        guard scanner.current == ".", scanner.peek(1).isDigit else { return nil }
        scanner.position += 1
        return try scanner.ordinal(what)
    }

    private static func refuseRemainder(_ scanner: Scanner) throws(SyntaxProblem) {
        if scanner.current == "(", scanner.peek(1).isDigit {
            throw SyntaxProblem(
                at: scanner.position,
                "repetitions stand in square brackets and count from 1",
                suggestion: "write `PID-3[2].4` where Terser writes `PID-3(1)-4`"
            )
        }
        if scanner.current == ".", scanner.peek(1).isDigit {
            throw SyntaxProblem(at: scanner.position, "nothing lies below a subcomponent")
        }
    }

    private static func index(_ scanner: inout Scanner) throws(SyntaxProblem) -> LocationSyntax.Index {
        let start = scanner.position
        guard scanner.take("[") else { return .unspecified }
        let index: LocationSyntax.Index
        if scanner.take("*") {
            index = .all
        } else if scanner.current.isDigit {
            index = .number(try scanner.ordinal("index"))
        } else if [".", "!", "-"].contains(scanner.current) {
            index = .matching(try requirements(&scanner))
        } else {
            let word = scanner.take { $0.continuesIdentifier }
            guard word == "last" else {
                throw SyntaxProblem(
                    at: start,
                    "a location's index is a number from 1, `*`, `last` or a condition such as `.5=MR`"
                )
            }
            index = .last
        }
        guard scanner.take("]") else { throw SyntaxProblem(at: scanner.position, "expected `]`") }
        return index
    }

    private static func requirements(
        _ scanner: inout Scanner
    ) throws(SyntaxProblem) -> [LocationSyntax.Requirement] {
        var requirements: [LocationSyntax.Requirement] = []
        repeat {
            requirements.append(try requirement(&scanner))
        } while takeAnd(&scanner)
        return requirements
    }

    private static func requirement(
        _ scanner: inout Scanner
    ) throws(SyntaxProblem) -> LocationSyntax.Requirement {
        var requirement = LocationSyntax.Requirement(text: "")
        requirement.isNegated = scanner.take("!")
        if scanner.take("-") { requirement.field = try scanner.ordinal("field") }
        requirement.component = try component(&scanner, "component")
        requirement.subcomponent = try component(&scanner, "subcomponent")
        guard requirement.field != nil || requirement.component != nil else {
            throw SyntaxProblem(
                at: scanner.position,
                "expected a component such as `.5` or a field such as `-3`"
            )
        }
        _ = scanner.take(while: { $0 == " " })
        guard scanner.take("=") else { throw SyntaxProblem(at: scanner.position, "expected `=`") }
        _ = scanner.take(while: { $0 == " " })
        requirement.text = scanner.current == "'" ? try scanner.quoted() : bareText(&scanner)
        return requirement
    }

    /// Everything up to `]` or ` and `.
    private static func bareText(_ scanner: inout Scanner) -> String {
        var text = String.UnicodeScalarView()
        while !scanner.isAtEnd, scanner.current != "]", !isAnd(scanner) {
            text.append(scanner.current)
            scanner.position += 1
        }
        return String(text)
    }

    private static func isAnd(_ scanner: Scanner) -> Bool {
        let word: [Unicode.Scalar] = [" ", "a", "n", "d", " "]
        return word.indices.allSatisfy { scanner.peek($0) == word[$0] }
    }

    private static func takeAnd(_ scanner: inout Scanner) -> Bool {
        guard isAnd(scanner) else { return false }
        scanner.position += 5
        return true
    }
}
