// Writes trees as FHIR JSON (FHIR R4, "JSON Representation of Resources").
//
// One pass over the arena, names copied with their quotes from the definitions. Numbers are written exactly as
// their text; ids and extensions of primitives go to the `_name` beside the value.

/// Writes a tree as JSON.
public struct JSONWriter {
    /// How the output is laid out.
    public enum Layout: Sendable {
        /// No blank and no line feed.
        case compact
        /// One member a line, indented by two blanks.
        case pretty
    }

    private let definitions: Definitions.Storage
    private let records: [Tree.Record]
    private let text: [UInt8]
    private let isPretty: Bool
    private var output: [UInt8] = []
    private var depth = 0

    /// Writes a tree.
    public static func write(_ tree: Tree, _ layout: Layout = .compact) -> [UInt8] {
        write(tree.root, layout)
    }

    /// Writes one node of a tree with everything below it; a primitive as its value alone.
    public static func write(_ node: Tree.Node, _ layout: Layout = .compact) -> [UInt8] {
        var writer = JSONWriter(node.tree.storage, layout)
        let position = node.index.position
        if node.type.isPrimitive {
            writer.value(at: position)
        } else {
            writer.object(at: position)
        }
        return writer.output
    }

    private init(_ tree: Tree.Storage, _ layout: Layout) {
        definitions = tree.definitions.storage
        records = tree.records
        text = tree.text
        isPretty = layout == .pretty
        output.reserveCapacity(records.count * 16 + text.count)
    }

    // MARK: Structure

    private mutating func object(at position: Int) {
        open(UInt8(ascii: "{"))
        var isFirst = true
        let type = definitions.types[records[position].type.index]
        if type.isResource {
            separate(&isFirst)
            output.append(contentsOf: (isPretty ? Self.spacedResourceType : Self.resourceType))
            output.append(contentsOf: type.name.utf8)
            output.append(UInt8(ascii: "\""))
        }
        members(of: position, isFirst: &isFirst)
        close(UInt8(ascii: "}"), isEmpty: isFirst)
    }

    /// Writes the children of an object, each group of repeats as one member.
    private mutating func members(of position: Int, isFirst: inout Bool) {
        let end = Int(records[position].end)
        var child = position + 1
        while child < end {
            let member = records[child].member
            let record = definitions.members[member.index]
            var groupEnd = Int(records[child].end)
            if record.isRepeating {
                while groupEnd < end, records[groupEnd].member == member {
                    groupEnd = Int(records[groupEnd].end)
                }
            }
            if record.format == nil {
                name(record, &isFirst)
                record.isRepeating ? array(of: child, to: groupEnd) : object(at: child)
            } else {
                primitives(child, groupEnd, record, &isFirst)
            }
            child = groupEnd
        }
    }

    private mutating func array(of first: Int, to end: Int) {
        open(UInt8(ascii: "["))
        var isFirst = true
        var position = first
        while position < end {
            separate(&isFirst)
            object(at: position)
            position = Int(records[position].end)
        }
        close(UInt8(ascii: "]"), isEmpty: false)
    }

    // MARK: Primitives

    /// Writes a primitive, or its repeats, as values and, where there are any, ids and extensions.
    private mutating func primitives(_ first: Int, _ end: Int, _ record: MemberRecord, _ isFirst: inout Bool)
    {
        var hasValues = false
        var hasMore = false
        var position = first
        while position < end {
            hasValues = hasValues || records[position].hasText
            hasMore = hasMore || Int(records[position].end) > position + 1
            position = Int(records[position].end)
        }
        if hasValues {
            name(record, &isFirst)
            list(first, end, record.isRepeating) { writer, position in writer.value(at: position) }
        }
        if hasMore {
            name(record, &isFirst, isUnderscored: true)
            list(first, end, record.isRepeating) { writer, position in writer.more(at: position) }
        }
    }

    private mutating func list(
        _ first: Int,
        _ end: Int,
        _ isRepeating: Bool,
        _ item: (inout JSONWriter, Int) -> Void
    ) {
        guard isRepeating else { return item(&self, first) }
        open(UInt8(ascii: "["))
        var isFirst = true
        var position = first
        while position < end {
            separate(&isFirst)
            item(&self, position)
            position = Int(records[position].end)
        }
        close(UInt8(ascii: "]"), isEmpty: false)
    }

    private mutating func value(at position: Int) {
        let record = records[position]
        guard record.hasText else { return output.append(contentsOf: Self.null) }
        let format = definitions.types[record.type.index].format
        if format?.jsonKind != .string {
            output.append(contentsOf: text[record.text])
        } else {
            output.append(UInt8(ascii: "\""))
            if record.isPlain {
                output.append(contentsOf: text[record.text])
            } else {
                JSONText.appendEscaped(text[record.text], to: &output)
            }
            output.append(UInt8(ascii: "\""))
        }
    }

    /// The id and the extensions of a primitive, `null` where it has none.
    private mutating func more(at position: Int) {
        if Int(records[position].end) > position + 1 {
            object(at: position)
        } else {
            output.append(contentsOf: Self.null)
        }
    }

    // MARK: Layout

    private mutating func name(_ record: MemberRecord, _ isFirst: inout Bool, isUnderscored: Bool = false) {
        separate(&isFirst)
        if isUnderscored {
            output.append(UInt8(ascii: "\""))
            output.append(UInt8(ascii: "_"))
            output.append(contentsOf: definitions.names[record.quotedName.dropFirst()])
        } else {
            output.append(contentsOf: definitions.names[record.quotedName])
        }
        if isPretty { output.append(UInt8(ascii: " ")) }
    }

    private mutating func open(_ bracket: UInt8) {
        output.append(bracket)
        depth += 1
    }

    private mutating func separate(_ isFirst: inout Bool) {
        if !isFirst { output.append(UInt8(ascii: ",")) }
        isFirst = false
        if isPretty { newLine() }
    }

    private mutating func close(_ bracket: UInt8, isEmpty: Bool) {
        depth -= 1
        if isPretty, !isEmpty { newLine() }
        output.append(bracket)
    }

    private mutating func newLine() {
        let length = 1 + depth * 2
        guard length > Self.lineStart.count else {
            return output.append(contentsOf: Self.lineStart[..<length])
        }
        output.append(UInt8(ascii: "\n"))
        output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: length - 1))
    }

    private static let null = Array("null".utf8)
    private static let resourceType = Array("\"resourceType\":\"".utf8)
    private static let spacedResourceType = Array("\"resourceType\": \"".utf8)
    /// A line feed and the indentation of most depths that occur.
    private static let lineStart = Array("\n".utf8) + Array(repeating: UInt8(ascii: " "), count: 64)
}
