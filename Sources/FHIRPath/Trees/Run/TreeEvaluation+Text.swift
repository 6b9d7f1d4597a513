// Functions on texts (FHIRPath N1 §5.6 and its additions). Characters are Unicode scalars.

import FHIR

extension TreeEvaluation {
    /// Longest text that an expression may make, in bytes.
    static let maximumTextLength = 1 << 20
    /// How much text counts as a step, so that all texts of an evaluation together stay below 64 MB.
    static let bytesPerStep = 32

    mutating func checkLength(_ text: String) throws(TreeProblem) {
        guard text.utf8.count <= Self.maximumTextLength else {
            throw .execution("a text of more than \(Self.maximumTextLength) bytes")
        }
        try spend(text.utf8.count / Self.bytesPerStep)
    }

    mutating func text(
        _ function: TreeFunction,
        _ input: [TreeValue],
        _ arguments: [[TreeValue]]
    ) throws(TreeProblem) -> [TreeValue] {
        let name = "`\(function.rawValue)`"
        if function == .join { return try joined(input, arguments.first) }
        guard let text = try text(input, name) else { return [] }
        try checkLength(text)
        switch function {
        case .length: return [.integer(Int64(text.unicodeScalars.count))]
        case .upper: return [.string(text.uppercased())]
        case .lower: return [.string(text.lowercased())]
        case .trim: return [.string(Self.trimmed(text))]
        case .toChars:
            try checkCount(text.unicodeScalars.count)
            return text.unicodeScalars.map { .string(String($0)) }
        case .substring: return try substring(text, arguments)
        default: break
        }
        var others: [String] = []
        for argument in arguments {
            guard let other = try self.text(argument, name) else { return [] }
            try checkLength(other)
            others.append(other)
        }
        if others.count == 2 { return try replaced(function, text, others[0], others[1]) }
        return try compared(function, text, others[0])
    }

    private mutating func compared(
        _ function: TreeFunction,
        _ text: String,
        _ other: String
    ) throws(TreeProblem) -> [TreeValue] {
        switch function {
        case .startsWith: return [.boolean(text.utf8.starts(with: other.utf8))]
        case .endsWith: return [.boolean(text.utf8.reversed().starts(with: other.utf8.reversed()))]
        case .contains: return [.boolean(try position(of: other, in: text, isLast: false) != nil)]
        case .indexOf, .lastIndexOf:
            let found = try position(of: other, in: text, isLast: function == .lastIndexOf)
            return [.integer(Int64(found ?? -1))]
        case .split:
            let parts = try Self.split(text, other)
            try checkCount(parts.count)
            return parts.map { .string($0) }
        case .matches, .matchesFull:
            try spend(TreePatterns.cost)
            let isFull = function == .matchesFull
            return try matches([.string(text)], pattern(other, isFull: isFull), isFull: isFull)
        default:
            guard let coded = TextCoding.apply(function, text, other) else { return [] }
            return [.string(coded)]
        }
    }

    private mutating func replaced(
        _ function: TreeFunction,
        _ text: String,
        _ pattern: String,
        _ substitution: String
    ) throws(TreeProblem) -> [TreeValue] {
        if function == .replaceMatches {
            guard !pattern.isEmpty else { return [.string(text)] }
            try spend(TreePatterns.cost)
            let replaced = try self.pattern(pattern, isFull: false)
                .replacing(in: Array(text.utf8), with: Array(substitution.utf8))
            return [.string(String(decoding: replaced, as: UTF8.self))]
        }
        // Nothing stands before, between and after all characters.
        let parts =
            pattern.isEmpty
            ? [""] + text.unicodeScalars.map { String($0) } + [""] : try Self.split(text, pattern)
        let length = text.utf8.count + (parts.count - 1) * substitution.utf8.count
        guard length <= Self.maximumTextLength else {
            throw .execution("a text of more than \(Self.maximumTextLength) bytes")
        }
        try spend(length / Self.bytesPerStep)
        return [.string(parts.joined(separator: substitution))]
    }

    private func substring(_ text: String, _ arguments: [[TreeValue]]) throws(TreeProblem) -> [TreeValue] {
        let scalars = text.unicodeScalars
        guard let start = try integer(arguments[0], "`substring`"), start >= 0, start < scalars.count else {
            return []
        }
        var rest = scalars.dropFirst(Int(start))
        if arguments.count > 1, let length = try integer(arguments[1], "`substring`") {
            rest = rest.prefix(Int(min(max(length, 0), Int64(scalars.count))))
        }
        return [.string(String(rest))]
    }

    private mutating func joined(_ input: [TreeValue], _ separator: [TreeValue]?) throws(TreeProblem)
        -> [TreeValue]
    {
        guard !input.isEmpty else { return [] }
        let between =
            try separator.flatMap { (values) throws(TreeProblem) in try text(values, "`join`") } ?? ""
        var result = ""
        var isFirst = true
        for value in input {
            guard let text = try text([value], "`join`") else { continue }
            if !isFirst { result += between }
            result += text
            isFirst = false
            guard result.utf8.count <= Self.maximumTextLength else {
                throw .execution("a text of more than \(Self.maximumTextLength) bytes")
            }
        }
        try checkLength(result)
        return [.string(result)]
    }

    private static func trimmed(_ text: String) -> String {
        let scalars = text.unicodeScalars
        let head = scalars.drop { $0.properties.isWhitespace }
        let count = head.reversed().prefix { $0.properties.isWhitespace }.count
        return String(head.dropLast(count))
    }

    /// The place of a text in another, in characters.
    private mutating func position(
        of part: String,
        in text: String,
        isLast: Bool
    ) throws(TreeProblem) -> Int? {
        let pattern = Array(part.unicodeScalars)
        let scalars = Array(text.unicodeScalars)
        guard pattern.count <= scalars.count else { return nil }
        try spend(scalars.count / 64 + pattern.count / 64)
        var found: Int?
        for start in 0...(scalars.count - pattern.count)
        where scalars[start..<start + pattern.count].elementsEqual(pattern) {
            found = start
            if !isLast { return found }
        }
        return found
    }

    /// The parts between separators; one part where the separator is empty.
    static func split(_ text: String, _ separator: String) throws(TreeProblem) -> [String] {
        guard !separator.isEmpty else { return [text] }
        let bytes = Array(text.utf8)
        let pattern = Array(separator.utf8)
        var parts: [String] = []
        var start = 0
        var position = 0
        while position + pattern.count <= bytes.count {
            guard bytes[position] == pattern[0],
                bytes[position..<position + pattern.count].elementsEqual(pattern)
            else {
                position += 1
                continue
            }
            parts.append(String(decoding: bytes[start..<position], as: UTF8.self))
            position += pattern.count
            start = position
        }
        parts.append(String(decoding: bytes[start...], as: UTF8.self))
        return parts
    }
}
