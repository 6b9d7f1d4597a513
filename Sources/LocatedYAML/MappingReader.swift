// Typed reading of one YAML mapping: each key is asked for once, and whatever was not asked for is an error.
//
// The reader never throws. A value that does not fit is reported and read as absent, so that one pass over a
// site folder finds every problem.

/// Reads the keys of one mapping.
///
/// Ask for each key, then call ``finish(into:)``, which reports the keys nobody asked for.
public struct MappingReader: Sendable {
    /// Where the mapping begins.
    public let location: SourceLocation
    /// The dotted key of this mapping, for problems; empty at the root of a file.
    public let path: String
    private let entries: [Entry]
    private var asked: [String: KeyRecorder.Kind] = [:]
    private var demanded: Set<String> = []

    /// Opens a mapping; reports and returns `nil` when the node is something else.
    ///
    /// - Parameters:
    ///   - node: what should be a mapping.
    ///   - path: the dotted key that led here.
    ///   - diagnostics: receives the problem.
    public init?(_ node: Node, path: String = "", into diagnostics: inout Diagnostics) {
        guard let entries = node.mapping else {
            diagnostics.error(
                at: node.location,
                key: path.isEmpty ? nil : path,
                "expected keys and values, found \(node.kind)"
            )
            return nil
        }
        self.entries = entries
        self.location = node.location
        self.path = path
    }

    /// The dotted path of one of this mapping's keys.
    public func path(of key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

    /// The value of a key, if it is there.
    public mutating func optional(_ key: String) -> Node? {
        value(of: key, as: .node)
    }

    /// Asks for a key whose value can be of a kind; asking again says it more exactly.
    private mutating func value(of key: String, as kind: KeyRecorder.Kind) -> Node? {
        if kind != .node || asked[key] == nil { asked[key] = kind }
        return entries.first { $0.key == key }?.value
    }

    /// The value of a key that must be there.
    public mutating func required(_ key: String, into diagnostics: inout Diagnostics) -> Node? {
        required(key, as: .node, into: &diagnostics)
    }

    private mutating func required(
        _ key: String,
        as kind: KeyRecorder.Kind,
        into diagnostics: inout Diagnostics
    ) -> Node? {
        demanded.insert(key)
        if let value = value(of: key, as: kind) { return value }
        diagnostics.error(at: location, key: path.isEmpty ? nil : path, "`\(key)` is missing")
        return nil
    }

    /// The text of a key, if it is there.
    public mutating func text(_ key: String, into diagnostics: inout Diagnostics) -> Located<String>? {
        guard let node = value(of: key, as: .text) else { return nil }
        return read(node, key: key, expected: "text", into: &diagnostics) { $0 }
    }

    /// The text of a key that must be there.
    public mutating func requiredText(
        _ key: String,
        into diagnostics: inout Diagnostics
    ) -> Located<String>? {
        guard let node = required(key, as: .text, into: &diagnostics) else { return nil }
        return read(node, key: key, expected: "text", into: &diagnostics) { $0 }
    }

    /// A whole number within a range.
    public mutating func integer(
        _ key: String,
        in range: ClosedRange<Int>,
        into diagnostics: inout Diagnostics
    ) -> Int? {
        guard let node = value(of: key, as: .integer(range)) else { return nil }
        let expected = "a whole number from \(range.lowerBound) to \(range.upperBound)"
        return read(node, key: key, expected: expected, into: &diagnostics) { text in
            Int(text).flatMap { range.contains($0) ? $0 : nil }
        }?.value
    }

    /// `true` or `false`.
    public mutating func boolean(_ key: String, into diagnostics: inout Diagnostics) -> Bool? {
        guard let node = value(of: key, as: .boolean) else { return nil }
        return read(node, key: key, expected: "`true` or `false`", into: &diagnostics) { Bool($0) }?.value
    }

    /// A duration such as `250ms`, `30s`, `5m`, `2h` or `3d`.
    public mutating func duration(_ key: String, into diagnostics: inout Diagnostics) -> Duration? {
        guard let node = value(of: key, as: .duration) else { return nil }
        let expected = "a duration such as `250ms`, `30s`, `5m`, `2h` or `3d`"
        return read(node, key: key, expected: expected, into: &diagnostics) {
            Duration(configured: $0)
        }?.value
    }

    /// A size in bytes such as `512KB`, `16MB` or `1GB`, in powers of 1,024.
    public mutating func bytes(_ key: String, into diagnostics: inout Diagnostics) -> Int? {
        guard let node = value(of: key, as: .bytes) else { return nil }
        let expected = "a size such as `512KB`, `16MB` or `1GB`"
        return read(node, key: key, expected: expected, into: &diagnostics) {
            ByteCount.parse($0)
        }?.value
    }

    /// One of an enumeration's raw values.
    public mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ key: String,
        of type: Choice.Type = Choice.self,
        into diagnostics: inout Diagnostics
    ) -> Choice? {
        let words = Choice.allCases.map(\.rawValue)
        guard let node = value(of: key, as: .choice(words)) else { return nil }
        guard let text = node.scalar, let found = Choice(rawValue: text) else {
            diagnostics.error(
                at: node.location,
                key: self.path(of: key),
                "expected \(words.map { "`\($0)`" }.joined(separator: " or "))"
                    + (node.scalar.map { ", found `\($0)`" } ?? ""),
                suggestion: node.scalar.flatMap { closestMatch(to: $0, in: words) }.map {
                    "did you mean `\($0)`?"
                }
            )
            return nil
        }
        return found
    }

    /// One of an enumeration's raw values, where the key must be there.
    public mutating func requiredChoice<Choice: RawRepresentable<String> & CaseIterable>(
        _ key: String,
        of type: Choice.Type = Choice.self,
        into diagnostics: inout Diagnostics
    ) -> Choice? {
        let words = Choice.allCases.map(\.rawValue)
        guard required(key, as: .choice(words), into: &diagnostics) != nil else { return nil }
        return choice(key, of: type, into: &diagnostics)
    }

    /// A list of texts; a single text is a list of one.
    public mutating func texts(_ key: String, into diagnostics: inout Diagnostics) -> [Located<String>]? {
        guard let node = value(of: key, as: .texts) else { return nil }
        let items = node.sequence ?? [node]
        return items.compactMap { read($0, key: key, expected: "text", into: &diagnostics) { $0 } }
    }

    /// Every entry, in the file's order, for mappings whose keys are names given by the site.
    public mutating func named() -> [Entry] {
        for entry in entries { asked[entry.key] = .node }
        return entries
    }

    /// Reports the keys that nobody asked for, with the known one that was probably meant.
    public func finish(into diagnostics: inout Diagnostics) {
        let names = asked.keys.sorted()
        if let recorder = KeyRecorder.current {
            let keys = names.map { name in
                KeyRecorder.Key(
                    name: name,
                    kind: asked[name] ?? .node,
                    isRequired: demanded.contains(name)
                )
            }
            recorder.note(KeyRecorder.Mapping(location: location, path: path, keys: keys))
        }
        for entry in entries where asked[entry.key] == nil {
            let meant = closestMatch(to: entry.key, in: names)
            let known = names.map { "`\($0)`" }.joined(separator: ", ")
            diagnostics.error(
                at: entry.location,
                key: path(of: entry.key),
                "unknown key",
                suggestion: meant.map { "did you mean `\($0)`?" } ?? "known here: \(known)"
            )
        }
    }

    private func read<Value>(
        _ node: Node,
        key: String,
        expected: String,
        into diagnostics: inout Diagnostics,
        convert: (String) -> Value?
    ) -> Located<Value>? {
        guard let text = node.scalar else {
            diagnostics.error(
                at: node.location,
                key: self.path(of: key),
                "expected \(expected), found \(node.kind)"
            )
            return nil
        }
        guard let value = convert(text) else {
            diagnostics.error(
                at: node.location,
                key: self.path(of: key),
                "expected \(expected), found `\(text)`"
            )
            return nil
        }
        return Located(value, at: node.location)
    }
}
