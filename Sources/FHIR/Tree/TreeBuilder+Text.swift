// Setting the texts of primitives, at once or later.

/// A text that is not a value of the type it was given to, without the text itself.
public struct MalformedValue: Error, Hashable, Sendable {
    /// The format that the text does not have.
    public let format: PrimitiveFormat
}

extension TreeBuilder {
    /// A text that a builder holds already, within one builder until ``reset()``.
    public struct KnownText: Sendable {
        fileprivate let range: Range<Int>
    }

    /// Adds a primitive below `parent`, after the ones of its kind that are there.
    ///
    /// - Throws: ``MalformedValue`` when the text is not a value of the type; nothing has changed then.
    /// - Precondition: `member` belongs to the type of `parent` and its type is a primitive.
    @discardableResult
    public mutating func primitive(
        _ member: Member,
        _ value: String,
        in parent: Node
    ) throws(MalformedValue) -> Node {
        try primitive(member, span: value.utf8.span, in: parent)
    }

    /// Adds a primitive from bytes, which must be UTF-8.
    ///
    /// - Throws: ``MalformedValue`` when the text is not a value of the type; nothing has changed then.
    @discardableResult
    public mutating func primitive(
        _ member: Member,
        span value: Span<UInt8>,
        in parent: Node
    ) throws(MalformedValue) -> Node {
        let record = members[member.index]
        let text = try checkedText(value, format: record.format)
        var content = Tree.Record(member: member, type: record.type)
        content.setText(text.range, isPlain: text.isPlain)
        return append(content, to: parent)
    }

    /// Adds a primitive whose text is known to be a value of its type, and to need no escapes in JSON.
    ///
    /// - Parameters:
    ///   - member: the element.
    ///   - parent: what it is added to.
    ///   - write: appends the text; it must not take away what is there.
    /// - Returns: the text, for other primitives that say the same.
    /// - Precondition: the text is what it is said to be, which only debug builds look at.
    @discardableResult
    public mutating func knownPrimitive(
        _ member: Member,
        in parent: Node,
        _ write: (inout [UInt8]) -> Void
    ) -> KnownText {
        let start = text.count
        write(&text)
        let text = KnownText(range: start..<text.count)
        knownPrimitive(member, in: parent, sharing: text)
        return text
    }

    /// Adds a primitive with a text that is known to be a value of its type, whose bytes are here already.
    ///
    /// - Parameters:
    ///   - member: the element.
    ///   - parent: what it is added to.
    ///   - shared: the text.
    ///   - count: how many of its first bytes are left out.
    /// - Precondition: the text is what it is said to be, which only debug builds look at.
    public mutating func knownPrimitive(
        _ member: Member,
        in parent: Node,
        sharing shared: KnownText,
        withoutFirst count: Int = 0
    ) {
        let range = shared.range.dropFirst(count)
        let record = members[member.index]
        assert(record.format?.accepts(text.span, range, isPlain: true) ?? false, "not a value of the type")
        assert(JSONText.isPlain(text.span, range), "JSON needs escapes for it")
        var content = Tree.Record(member: member, type: record.type)
        content.setText(range, isPlain: true)
        _ = append(content, to: parent)
    }

    /// The bytes of a primitive's text; `nil` where there is none.
    public func bytes(of node: Node) -> ArraySlice<UInt8>? {
        let content = records[node.position].content
        return content.hasText ? text[content.text] : nil
    }

    /// Gives a primitive another text, such as a reference whose target has become known.
    ///
    /// - Throws: ``MalformedValue`` when the text is not a value of the type; the old text stays then.
    public mutating func setText(_ value: String, of node: Node) throws(MalformedValue) {
        try setText(span: value.utf8.span, of: node)
    }

    /// Gives a primitive another text, from bytes, which must be UTF-8.
    ///
    /// - Throws: ``MalformedValue`` when the text is not a value of the type; the old text stays then.
    public mutating func setText(span value: Span<UInt8>, of node: Node) throws(MalformedValue) {
        let text = try checkedText(value, format: definitions.storage.types[type(of: node).index].format)
        setContent(node) { $0.setText(text.range, isPlain: text.isPlain) }
    }

    /// Takes the text of a primitive away and leaves its extensions.
    public mutating func clearText(of node: Node) {
        setContent(node) { $0 = Tree.Record(member: $0.member, type: $0.type) }
    }

    /// The text of a primitive; `nil` where there is none.
    public func text(of node: Node) -> String? {
        let content = records[node.position].content
        return content.hasText ? String(decoding: text[content.text], as: UTF8.self) : nil
    }

    private mutating func checkedText(
        _ value: Span<UInt8>,
        format: PrimitiveFormat?
    ) throws(MalformedValue) -> (range: Range<Int>, isPlain: Bool) {
        guard let format else { preconditionFailure("only primitives have a text") }
        // Unsafe memory: the bytes are copied before the span ends.
        let range = value.withUnsafeBufferPointer { appendText($0) }
        let isPlain = format.isAlwaysPlain || JSONText.isPlain(text.span, range)
        let fits = range.upperBound <= Self.maximumTextLength
        guard fits, format.accepts(text.span, range, isPlain: isPlain) else {
            truncateText(to: range.lowerBound)
            throw MalformedValue(format: format)
        }
        return (range, isPlain)
    }
}
