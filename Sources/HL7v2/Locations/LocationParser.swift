// The grammar of `Location`, read from left to right with one place to stand.

struct LocationParser {
    let text: Substring
    private var rest: Substring

    /// No standard segment has more than a few hundred fields; more digits than this are a mistake.
    private static let maximumDigits = 5
    private static let maximumGroups = 16

    init(text: Substring) {
        self.text = text
        rest = text
    }

    mutating func location() throws(MalformedLocation) -> (location: Location, rest: Substring) {
        var groups: [Location.GroupStep] = []
        while true {
            let name = try name()
            let index = try index(at: .segment)
            if rest.first == "/", let next = rest.dropFirst().first, next.isUppercase {
                guard groups.count < Self.maximumGroups else { throw failure(.name) }
                rest.removeFirst()
                groups.append(Location.GroupStep(name: name, index: index))
                continue
            }
            guard let segment = SegmentName(wellFormed: name) else { throw failure(.name) }
            let field = try field(after: segment, index: index)
            let location = Location(groups: groups, segment: segment, segmentIndex: index, field: field)
            return (location, rest)
        }
    }

    private mutating func name() throws(MalformedLocation) -> String {
        let name = rest.prefix { $0.isASCII && ($0.isUppercase || $0.isNumber || $0 == "_") }
        guard let first = name.first, first.isUppercase, name.count >= 3 else { throw failure(.name) }
        rest = rest[name.endIndex...]
        return String(name)
    }

    private mutating func field(
        after segment: SegmentName,
        index: Location.Index
    ) throws(MalformedLocation) -> Location.FieldStep? {
        guard let separator = rest.first, separator == "-" || separator == "." else { return nil }
        guard let digit = rest.dropFirst().first, digit.isASCII, digit.isNumber else {
            if separator == "." { return nil }
            rest.removeFirst()
            throw failure(.number)
        }
        rest.removeFirst()
        let number = try number()
        if rest.first == "(" { throw terserFailure(segment: segment, field: number) }
        let repetition = try self.index(at: .repetition)
        let component = try part()
        let subcomponent = component == nil ? nil : try part()
        return Location.FieldStep(
            number: number,
            index: repetition,
            component: component,
            subcomponent: subcomponent
        )
    }

    /// A dot and a number, where they follow.
    private mutating func part() throws(MalformedLocation) -> Int? {
        guard rest.first == ".", let digit = rest.dropFirst().first, digit.isASCII, digit.isNumber else {
            return nil
        }
        rest.removeFirst()
        return try number()
    }

    private mutating func number() throws(MalformedLocation) -> Int {
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        guard !digits.isEmpty, digits.count <= Self.maximumDigits, let number = Int(digits) else {
            throw failure(.number)
        }
        guard number > 0 else { throw failure(.zero) }
        rest = rest[digits.endIndex...]
        return number
    }

    private mutating func index(at place: ConditionParser.Place) throws(MalformedLocation) -> Location.Index {
        guard rest.first == "[" else { return .first }
        rest.removeFirst()
        let index: Location.Index
        if rest.first == "*" {
            rest.removeFirst()
            index = .all
        } else if rest.hasPrefix("last]") {
            rest = rest.dropFirst(4)
            index = .last
        } else if let first = rest.first, first.isASCII, first.isNumber {
            index = .number(try number())
        } else if let first = rest.first, ".-!".contains(first) {
            var parser = ConditionParser(text: text, rest: rest, place: place)
            index = .matching(try parser.conditions())
            rest = parser.rest
        } else {
            throw failure(.index)
        }
        guard rest.first == "]" else { throw failure(.index) }
        rest.removeFirst()
        return index
    }

    private func terserFailure(segment: SegmentName, field: Int) -> MalformedLocation {
        let digits = rest.dropFirst().prefix { $0.isASCII && $0.isNumber }.prefix(Self.maximumDigits)
        let number = (Int(digits) ?? 0) + 1
        return failure(.terserIndex(suggestion: "\(segment)-\(field)[\(number)]"))
    }

    private func failure(_ reason: MalformedLocation.Reason) -> MalformedLocation {
        MalformedLocation(text: String(text), offset: text.utf8.count - rest.utf8.count, reason: reason)
    }
}
