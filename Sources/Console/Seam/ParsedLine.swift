// A message taken apart for reading: groups as headings, segments, fields, components, with the standard's names.
// It is a flat list with depths, so that a page and a terminal can print it from top to bottom.

/// One line of a parsed message, in the message's order: the heading of a group, or a segment.
public enum ParsedLine: Hashable, Sendable {
    /// A group begins; `depth` counts from 0.
    case group(name: String, depth: Int)
    /// A segment; `depth` is one more than its group's.
    case segment(ParsedSegment)
}

/// A segment with its fields.
public struct ParsedSegment: Hashable, Sendable {
    /// Its name, such as `PID`.
    public var name: String
    /// What the standard calls it, such as `Patient Identification`; empty for one that it does not know.
    public var title: String
    /// How deep it stands, for indentation.
    public var depth: Int
    /// What is odd about it, such as that the structure does not expect it here.
    public var remark: String?
    /// The fields that have a value, in order; a repetition is a field of its own.
    public var fields: [ParsedField]

    /// Describes a segment.
    public init(name: String, title: String, depth: Int, remark: String? = nil, fields: [ParsedField]) {
        self.name = name
        self.title = title
        self.depth = depth
        self.remark = remark
        self.fields = fields
    }
}

/// A field, or one repetition of it.
public struct ParsedField: Hashable, Sendable, Codable {
    /// Where it stands, as a rule would write it, such as `PID-3[2]`.
    public var location: String
    /// What the standard calls it, such as `Patient Identifier List`; empty for one that it does not know.
    public var name: String
    /// Its decoded value when it has no components, else empty; `""` in the message is shown as such.
    public var value: String
    /// Its components and subcomponents that have a value.
    public var parts: [ParsedPart]

    /// Describes a field.
    public init(location: String, name: String, value: String, parts: [ParsedPart] = []) {
        self.location = location
        self.name = name
        self.value = value
        self.parts = parts
    }
}

/// A component or subcomponent.
public struct ParsedPart: Hashable, Sendable, Codable {
    /// Where it stands, such as `PID-3[2].4.1`.
    public var location: String
    /// What the standard calls it, such as `Assigning Authority`.
    public var name: String
    /// Its decoded value.
    public var value: String

    /// Describes a part.
    public init(location: String, name: String, value: String) {
        self.location = location
        self.name = name
        self.value = value
    }
}

// JSON tells the two kinds of line apart by their first key: `group` or `segment`.
extension ParsedLine: Codable {
    private enum Key: String, CodingKey {
        case group, depth, segment, title, remark, fields
    }

    /// Reads a line of either kind.
    public init(from decoder: any Decoder) throws {
        let keys = try decoder.container(keyedBy: Key.self)
        let depth = try keys.decode(Int.self, forKey: .depth)
        if let group = try keys.decodeIfPresent(String.self, forKey: .group) {
            self = .group(name: group, depth: depth)
            return
        }
        self = .segment(
            ParsedSegment(
                name: try keys.decode(String.self, forKey: .segment),
                title: try keys.decode(String.self, forKey: .title),
                depth: depth,
                remark: try keys.decodeIfPresent(String.self, forKey: .remark),
                fields: try keys.decode([ParsedField].self, forKey: .fields)
            )
        )
    }

    /// Writes the line with its kind as a key.
    public func encode(to encoder: any Encoder) throws {
        var keys = encoder.container(keyedBy: Key.self)
        switch self {
        case .group(let name, let depth):
            try keys.encode(name, forKey: .group)
            try keys.encode(depth, forKey: .depth)
        case .segment(let segment):
            try keys.encode(segment.name, forKey: .segment)
            try keys.encode(segment.title, forKey: .title)
            try keys.encode(segment.depth, forKey: .depth)
            try keys.encodeIfPresent(segment.remark, forKey: .remark)
            try keys.encode(segment.fields, forKey: .fields)
        }
    }
}
