// YAML as Corridor reads it: text, lists and ordered mappings, each knowing where it stands.
//
// Deliberately less than YAML: no nulls, no anchors, no tags, no types. Every scalar is text until its
// place gives it a type, so the codes `NO` and `007` stay what they are.

/// A value of a YAML file together with its place.
public struct Node: Hashable, Sendable {
    /// What a value can be.
    public enum Content: Hashable, Sendable {
        /// Text, exactly as YAML gives it.
        case scalar(String)
        /// Keys and values, in the file's order, no key twice.
        case mapping([Entry])
        /// A list.
        case sequence([Node])
    }

    /// Where the value begins.
    public let location: SourceLocation
    /// The value.
    public let content: Content

    /// Makes a value.
    public init(_ content: Content, at location: SourceLocation) {
        self.content = content
        self.location = location
    }

    /// The text, or `nil` for lists and mappings.
    public var scalar: String? {
        if case .scalar(let text) = content { text } else { nil }
    }

    /// The entries of a mapping, or `nil` for anything else.
    public var mapping: [Entry]? {
        if case .mapping(let entries) = content { entries } else { nil }
    }

    /// The items of a list, or `nil` for anything else.
    public var sequence: [Node]? {
        if case .sequence(let items) = content { items } else { nil }
    }

    /// The value of a key of this mapping, or `nil` without such a key or for anything but a mapping.
    public subscript(key: String) -> Node? {
        mapping?.first { $0.key == key }?.value
    }

    /// What the value is, in words for a diagnostic.
    public var kind: String {
        switch content {
        case .scalar: "text"
        case .mapping: "a mapping"
        case .sequence: "a list"
        }
    }
}

/// A key with its value.
public struct Entry: Hashable, Sendable {
    /// The key's text.
    public let key: String
    /// Where the key stands.
    public let location: SourceLocation
    /// The key's value.
    public let value: Node

    /// Makes an entry.
    public init(key: String, at location: SourceLocation, value: Node) {
        self.key = key
        self.location = location
        self.value = value
    }
}
