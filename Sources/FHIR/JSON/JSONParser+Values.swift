// Values of members: lists and items, objects, primitives with their ids and extensions.

extension JSONParser {
    /// Reads what stands after a name: one value or a list of them.
    @inline(__always)
    mutating func value(of member: Member, isMore: Bool) throws(JSONAbort) {
        let record = memberRecords[member.index]
        let isList = scanner.peek() == UInt8(ascii: "[")
        guard record.isRepeating == isList else {
            let text = record.isRepeating ? "a list was expected" : "no list was expected"
            try report(.structure, text, of: member)
            return try skip()
        }
        guard isList else { return try item(of: member, record, isMore: isMore) }
        try items(until: UInt8(ascii: "]"), of: member) { (parser) throws(JSONAbort) in
            try parser.item(of: member, record, isMore: isMore)
        }
    }

    private mutating func item(
        of member: Member,
        _ record: MemberRecord,
        isMore: Bool
    ) throws(JSONAbort) {
        if isMore {
            try more(member, record)
        } else if let format = record.format {
            try primitive(member, record, format)
        } else if scanner.peek() != UInt8(ascii: "{") {
            try report(.structure, "an object was expected", of: member)
            try skip()
        } else if record.isResource {
            try resource(member)
        } else {
            try object(member, record.type)
        }
    }

    /// Reads a primitive's value, or the `null` that holds its place in a list.
    @inline(__always)
    private mutating func primitive(
        _ member: Member,
        _ record: MemberRecord,
        _ format: PrimitiveFormat
    ) throws(JSONAbort) {
        var node = Tree.Record(member: member, type: record.type, end: records.count + 1)
        let start = scanner.position
        if record.isRepeating, scanner.skipNull() {
            node.setPlaceholder(at: start, isMore: false)
            object.needsArranging = true
        } else if let value = try check(scanner.value(of: format.jsonKind)) {
            if !format.accepts(scanner.text.span, value.range, isPlain: value.isPlain) {
                try report(.value, "the value is not a valid \(format)", of: member, at: start)
            }
            node.setText(value.range, isPlain: value.isPlain)
        } else {
            try report(.structure, "a JSON \(format.jsonKind) was expected", of: member, at: start)
            return try skip()
        }
        records.append(node)
    }

    /// Reads the id and the extensions of a primitive, or the `null` that holds their place in a list.
    private mutating func more(_ member: Member, _ record: MemberRecord) throws(JSONAbort) {
        object.needsArranging = true
        let node = records.count
        records.append(Tree.Record(member: member, type: record.type))
        records[node].setPlaceholder(at: scanner.position, isMore: true)
        if scanner.peek() == UInt8(ascii: "{") {
            try members(of: record.type, at: node)
        } else if !record.isRepeating || !scanner.skipNull() {
            records.removeLast()
            try report(.structure, "an object was expected", of: member)
            return try skip()
        }
        records[node].end = UInt32(truncatingIfNeeded: records.count)
    }
}
