// Writes trees as FHIR JSON (FHIR R4, "JSON Representation of Resources").
//
// One pass over the arena, names copied with their quotes from the definitions. Numbers are written exactly as
// their text; ids and extensions of primitives go to the `_name` beside the value.
//
// Unsafe memory: the four arrays that are read stay where they are for the whole pass; taking slices of them counted a
// reference for every name and value. They are still read with bounds checked in debug builds.

/// Writes a tree as JSON.
public struct JSONWriter: ~Copyable {
    /// How the output is laid out.
    public enum Layout: Sendable {
        /// No blank and no line feed.
        case compact
        /// One member a line, indented by two blanks.
        case pretty
    }

    private let records: UnsafeBufferPointer<Tree.Record>
    private let text: UnsafeRawBufferPointer
    private let members: UnsafeBufferPointer<MemberRecord>
    private let names: UnsafeRawBufferPointer
    private let types: [TypeDefinition]
    private let isPretty: Bool
    private var output: ByteSink
    private var depth = 0

    /// Writes a tree.
    public static func write(_ tree: Tree, _ layout: Layout = .compact) -> [UInt8] {
        write(tree.root, layout)
    }

    /// Writes one node of a tree with everything below it; a primitive as its value alone.
    public static func write(_ node: Tree.Node, _ layout: Layout = .compact) -> [UInt8] {
        let tree = node.tree.storage
        let definitions = tree.definitions.storage
        return tree.records.withUnsafeBufferPointer { records in
            tree.text.withUnsafeBytes { text in
                definitions.members.withUnsafeBufferPointer { members in
                    definitions.names.withUnsafeBytes { names in
                        var writer = JSONWriter(
                            records: records,
                            text: text,
                            members: members,
                            names: names,
                            types: definitions.types,
                            isPretty: layout == .pretty
                        )
                        writer.write(at: node.index.position)
                        return writer.output.bytes()
                    }
                }
            }
        }
    }

    private init(
        records: UnsafeBufferPointer<Tree.Record>,
        text: UnsafeRawBufferPointer,
        members: UnsafeBufferPointer<MemberRecord>,
        names: UnsafeRawBufferPointer,
        types: [TypeDefinition],
        isPretty: Bool
    ) {
        self.records = records
        self.text = text
        self.members = members
        self.names = names
        self.types = types
        self.isPretty = isPretty
        output = ByteSink(capacity: records.count * 16 + text.count)
    }

    /// Writes the node asked for, which may stand in the middle of a tree.
    private mutating func write(at position: Int) {
        if let format = types[records[position].type.index].format {
            value(at: position, isString: format.jsonKind == .string)
        } else {
            object(at: position, isResource: types[records[position].type.index].isResource)
        }
    }

    // MARK: Structure

    private mutating func object(at position: Int, isResource: Bool) {
        open(UInt8(ascii: "{"))
        var isFirst = true
        if isResource { resourceType(at: position, &isFirst) }
        writeMembers(of: position, isFirst: &isFirst)
        close(UInt8(ascii: "}"), isEmpty: isFirst)
    }

    private mutating func resourceType(at position: Int, _ isFirst: inout Bool) {
        separate(&isFirst)
        output.append(isPretty ? "\"resourceType\": \"" : "\"resourceType\":\"")
        var name = types[records[position].type.index].name
        name.withUTF8 { utf8 in
            if let base = utf8.baseAddress { output.append(base, utf8.count) }
        }
        output.append(UInt8(ascii: "\""))
    }

    /// Writes the children of an object, each group of repeats as one member.
    private mutating func writeMembers(of position: Int, isFirst: inout Bool) {
        let end = Int(records[position].end)
        var child = position + 1
        while child < end {
            let member = records[child].member
            let record = members[member.index]
            var groupEnd = Int(records[child].end)
            // Most members: one value and nothing about it.
            if let format = record.format, !record.isRepeating, groupEnd == child + 1, records[child].hasText
            {
                name(record, &isFirst)
                value(at: child, isString: format.jsonKind == .string)
                child = groupEnd
                continue
            }
            if record.isRepeating {
                while groupEnd < end, records[groupEnd].member == member {
                    groupEnd = Int(records[groupEnd].end)
                }
            }
            if let format = record.format {
                primitives(child, groupEnd, record, isString: format.jsonKind == .string, &isFirst)
            } else {
                name(record, &isFirst)
                if record.isRepeating {
                    objects(of: child, to: groupEnd, areResources: record.isResource)
                } else {
                    object(at: child, isResource: record.isResource)
                }
            }
            child = groupEnd
        }
    }

    private mutating func objects(of first: Int, to end: Int, areResources: Bool) {
        open(UInt8(ascii: "["))
        var isFirst = true
        var position = first
        while position < end {
            separate(&isFirst)
            object(at: position, isResource: areResources)
            position = Int(records[position].end)
        }
        close(UInt8(ascii: "]"), isEmpty: false)
    }

    // MARK: Primitives

    /// Writes a primitive, or its repeats, as values and, where there are any, ids and extensions.
    private mutating func primitives(
        _ first: Int,
        _ end: Int,
        _ record: MemberRecord,
        isString: Bool,
        _ isFirst: inout Bool
    ) {
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
            values(first, end, isList: record.isRepeating, isString: isString)
        }
        if hasMore {
            underscoredName(record, &isFirst)
            additions(first, end, isList: record.isRepeating)
        }
    }

    private mutating func values(_ first: Int, _ end: Int, isList: Bool, isString: Bool) {
        guard isList else { return value(at: first, isString: isString) }
        open(UInt8(ascii: "["))
        var isFirst = true
        var position = first
        while position < end {
            separate(&isFirst)
            value(at: position, isString: isString)
            position = Int(records[position].end)
        }
        close(UInt8(ascii: "]"), isEmpty: false)
    }

    @inline(__always)
    private mutating func value(at position: Int, isString: Bool) {
        let record = records[position]
        guard record.hasText else { return output.append("null") }
        let range = record.text
        if isString { output.append(UInt8(ascii: "\"")) }
        if isString, !record.isPlain {
            JSONText.appendEscaped(UnsafeRawBufferPointer(rebasing: text[range]), to: &output)
        } else if let base = text.baseAddress {
            output.append(base + range.lowerBound, range.count)
        }
        if isString { output.append(UInt8(ascii: "\"")) }
    }

    /// The ids and extensions of a primitive or of its repeats, `null` where one has none.
    private mutating func additions(_ first: Int, _ end: Int, isList: Bool) {
        guard isList else { return object(at: first, isResource: false) }
        open(UInt8(ascii: "["))
        var isFirst = true
        var position = first
        while position < end {
            separate(&isFirst)
            if Int(records[position].end) > position + 1 {
                object(at: position, isResource: false)
            } else {
                output.append("null")
            }
            position = Int(records[position].end)
        }
        close(UInt8(ascii: "]"), isEmpty: false)
    }

    // MARK: Layout

    @inline(__always)
    private mutating func name(_ record: MemberRecord, _ isFirst: inout Bool) {
        separate(&isFirst)
        appendName(record.quotedName)
        if isPretty { output.append(UInt8(ascii: " ")) }
    }

    private mutating func underscoredName(_ record: MemberRecord, _ isFirst: inout Bool) {
        separate(&isFirst)
        output.append("\"_")
        appendName(record.quotedName.dropFirst())
        if isPretty { output.append(UInt8(ascii: " ")) }
    }

    @inline(__always)
    private mutating func appendName(_ range: Range<Int>) {
        if let base = names.baseAddress { output.append(base + range.lowerBound, range.count) }
    }

    private mutating func open(_ bracket: UInt8) {
        output.append(bracket)
        depth += 1
    }

    @inline(__always)
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
        output.append(UInt8(ascii: "\n"))
        output.append(UInt8(ascii: " "), repeated: depth * 2)
    }
}
