// The reading itself: objects, members and lists of the schema, as a recursive descent over the bytes.
//
// Nodes are appended in the order of the text. Where that is not definition order, or where `_name` members
// stand beside their values, `JSONArrangement` puts them right afterwards; most input never needs it.

/// The reading ends here; why stands among the issues.
struct JSONAbort: Error {}

struct JSONParser {
    var scanner: JSONScanner
    let definitions: Definitions.Storage
    // What every member needs, held here so that reading it counts no references.
    private let memberRecords: [MemberRecord]
    private let memberNames: [UInt8]
    private let memberIndex: MemberIndex
    let limits: JSONReader.Limits
    var records: [Tree.Record] = []
    var issues: [OutcomeIssue] = []
    private var depth = 0
    /// Whether the children of the innermost open object are out of order or have `_name` members.
    private var needsArranging = false
    /// The members seen in every open object, those of the innermost last: number * 2, + 1 for `_name`.
    private var seen: [Int] = []

    init(_ bytes: [UInt8], definitions: Definitions, limits: JSONReader.Limits) {
        scanner = JSONScanner(bytes)
        self.definitions = definitions.storage
        memberRecords = definitions.storage.members
        memberNames = definitions.storage.names
        memberIndex = definitions.storage.memberIndex
        self.limits = limits
        records.reserveCapacity(min(bytes.count, limits.byteCount) / 32)
    }

    mutating func tree() throws(JSONReader.Failure) -> Tree {
        do {
            try document()
        } catch {
            throw JSONReader.Failure(issues: issues)
        }
        guard issues.isEmpty else { throw JSONReader.Failure(issues: issues) }
        return Tree(
            definitions: Definitions(storage: definitions),
            records: records,
            text: scanner.text
        )
    }

    private mutating func document() throws(JSONAbort) {
        guard scanner.source.count <= limits.byteCount else {
            try abort(.tooCostly, "the input is larger than \(limits.byteCount) bytes")
        }
        scanner.skipByteOrderMark()
        scanner.skipSpace()
        guard scanner.peek() == UInt8(ascii: "{") else { try abort(.invalid, "expected a JSON object") }
        try resource(Member(0))
        scanner.skipSpace()
        guard scanner.isAtEnd else { try abort(.invalid, "nothing may follow the resource") }
    }

    // MARK: Objects

    /// Reads an object whose type its `resourceType` says.
    private mutating func resource(_ member: Member) throws(JSONAbort) {
        guard let type = try resourceType() else { return try skip() }
        try object(member, type)
    }

    /// Reads an object as one node with its children.
    private mutating func object(_ member: Member, _ type: TypeID) throws(JSONAbort) {
        let node = records.count
        records.append(Tree.Record(member: member, type: type))
        try members(of: type, at: node)
        records[node].end = UInt32(truncatingIfNeeded: records.count)
    }

    /// Puts the children of a node that is about to close into definition order.
    ///
    /// What does not fit together is told unless something else is wrong there, which would explain it.
    private mutating func arrange(_ node: Int, isClean: Bool) throws(JSONAbort) {
        let flaws = JSONArrangement(definitions: memberRecords).arrange(&records, below: node)
        for flaw in flaws where isClean {
            try report(.structure, flaw.text, of: flaw.member, item: flaw.item, at: flaw.position)
        }
    }

    /// Reads the members of an object as the children of a node.
    private mutating func members(of type: TypeID, at node: Int) throws(JSONAbort) {
        try open()
        let firstSeen = seen.count
        var highest = -1
        let issueCount = issues.count
        let needsArrangingOutside = needsArranging
        needsArranging = false
        var typeCount = 0
        let isResource = definitions.types[type.index].isResource
        let start = scanner.position
        scanner.position += 1
        scanner.skipSpace()
        if scanner.skip(UInt8(ascii: "}")) {
            needsArranging = needsArrangingOutside
            try report(.structure, "an object must have content", at: start)
            return close()
        }
        while true {
            let nameStart = scanner.position
            let name = try self.name()
            if isResource, isResourceType(name) {
                typeCount += 1
                if typeCount > 1 { try report(.structure, "resourceType stands here twice", at: nameStart) }
                _ = try check(scanner.skipString())
            } else if let key = try key(name, of: type, at: nameStart) {
                try checkOrder(of: key, above: &highest, from: firstSeen, at: nameStart)
                try value(of: Member(key >> 1), isMore: key & 1 == 1)
            } else {
                try skip()
            }
            scanner.skipSpace()
            if scanner.skip(UInt8(ascii: ",")) {
                scanner.skipSpace()
                continue
            }
            guard scanner.skip(UInt8(ascii: "}")) else { try abort(.invalid, "expected `,` or `}`") }
            seen.removeLast(seen.count - firstSeen)
            if needsArranging { try arrange(node, isClean: issues.count == issueCount) }
            needsArranging = needsArrangingOutside
            return close()
        }
    }

    /// Reads a member's name and the colon after it, up to the value.
    private mutating func name() throws(JSONAbort) -> JSONScanner.Name {
        guard scanner.peek() == UInt8(ascii: "\"") else { try abort(.invalid, "expected a member's name") }
        let name = try check(scanner.name())
        scanner.skipSpace()
        guard scanner.skip(UInt8(ascii: ":")) else { try abort(.invalid, "expected `:`") }
        scanner.skipSpace()
        return name
    }

    /// The member of a name: number * 2, + 1 for `_name`; `nil` after reporting that there is none.
    private mutating func key(
        _ name: JSONScanner.Name,
        of type: TypeID,
        at position: Int
    ) throws(JSONAbort) -> Int? {
        if let member = find(name.range, name.isPlain, in: type) { return member.index * 2 }
        if name.range.count > 1, scanner.byte(of: name) == UInt8(ascii: "_") {
            let rest = name.range.dropFirst()
            if let member = find(rest, name.isPlain, in: type) {
                let record = memberRecords[member.index]
                if record.format != nil, !record.isAttribute { return member.index * 2 + 1 }
            }
        }
        let known = definitions.types[type.index]
        let hint = Suggestion.member(scanner.text(of: name), of: known, in: definitions)
        let advice = hint.map { "; did you mean \($0)?" } ?? ""
        try report(.structure, "\(known.name) has no element of this name\(advice)", at: position)
        return nil
    }

    private func find(_ range: Range<Int>, _ isPlain: Bool, in type: TypeID) -> Member? {
        let bytes = isPlain ? scanner.source.span : scanner.decodedName.span
        return memberIndex.find(bytes, range, in: type, names: memberNames, members: memberRecords)
    }

    /// Reports a member that stands there twice, or two types of one choice; notes disorder.
    ///
    /// Members in definition order only need a look at the one before; others are looked for among all.
    @inline(__always)
    private mutating func checkOrder(
        of key: Int,
        above highest: inout Int,
        from first: Int,
        at position: Int
    ) throws(JSONAbort) {
        if key > highest, highest < 0 || !isOtherChoice(key, highest) {
            highest = key
        } else {
            needsArranging = true
            try checkRepeats(of: key, from: first, at: position)
        }
        seen.append(key)
    }

    private mutating func checkRepeats(of key: Int, from first: Int, at position: Int) throws(JSONAbort) {
        for other in seen[first...] {
            if other == key { return try report(.structure, "the element stands here twice", at: position) }
            if isOtherChoice(key, other) {
                return try report(.structure, "the element stands here in two types", at: position)
            }
        }
    }

    private func isOtherChoice(_ key: Int, _ other: Int) -> Bool {
        key >> 1 != other >> 1
            && memberRecords[key >> 1].element == memberRecords[other >> 1].element
    }

    // MARK: Values

    /// Reads what stands after a name: one value or a list of them.
    private mutating func value(of member: Member, isMore: Bool) throws(JSONAbort) {
        let record = memberRecords[member.index]
        let isList = scanner.peek() == UInt8(ascii: "[")
        guard record.isRepeating == isList else {
            try report(
                .structure,
                record.isRepeating ? "a list was expected" : "no list was expected",
                of: member
            )
            return try skip()
        }
        guard isList else { return try item(of: member, record, isMore: isMore) }
        try open()
        let start = scanner.position
        scanner.position += 1
        scanner.skipSpace()
        if scanner.skip(UInt8(ascii: "]")) {
            try report(.structure, "a list must have content", of: member, at: start)
            return close()
        }
        while true {
            try item(of: member, record, isMore: isMore)
            scanner.skipSpace()
            if scanner.skip(UInt8(ascii: ",")) {
                scanner.skipSpace()
                continue
            }
            guard scanner.skip(UInt8(ascii: "]")) else { try abort(.invalid, "expected `,` or `]`") }
            return close()
        }
    }

    @inline(__always)
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
    private mutating func primitive(
        _ member: Member,
        _ record: MemberRecord,
        _ format: PrimitiveFormat
    ) throws(JSONAbort) {
        var node = Tree.Record(member: member, type: record.type, end: records.count + 1)
        let start = scanner.position
        if record.isRepeating, scanner.skipNull() {
            node.setPlaceholder(at: start, isMore: false)
            needsArranging = true
        } else if let value = try check(scanner.value(of: format.jsonKind)) {
            // A plain text without control characters is all that these three ask for.
            let isFree = format == .string || format == .markdown || format == .xhtml
            let isAccepted =
                isFree && value.isPlain && !value.range.isEmpty
                || format.accepts(scanner.text.span, value.range)
            if !isAccepted {
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
        needsArranging = true
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

extension JSONParser {
    // MARK: Resource types

    private func isResourceType(_ name: JSONScanner.Name) -> Bool {
        name.range.count == Self.resourceTypeName.count && scanner.text(of: name) == "resourceType"
    }

    private static let resourceTypeName = Array("resourceType".utf8)

    /// The type that the object here names, wherever among its members it does; reads nothing.
    ///
    /// Usually it is the first member. Where it is not, each level of resources is looked through once more,
    /// which the limit on depth bounds.
    private mutating func resourceType() throws(JSONAbort) -> TypeID? {
        let start = scanner.position
        defer { scanner.position = start }
        scanner.position += 1
        scanner.skipSpace()
        while scanner.peek() == UInt8(ascii: "\"") {
            let name = try self.name()
            if isResourceType(name) { return try namedType() }
            try skip()
            scanner.skipSpace()
            guard scanner.skip(UInt8(ascii: ",")) else { break }
            scanner.skipSpace()
        }
        try report(.structure, "resourceType is missing", at: start)
        return nil
    }

    private mutating func namedType() throws(JSONAbort) -> TypeID? {
        let start = scanner.position
        let textCount = scanner.text.count
        defer { scanner.text.removeSubrange(textCount...) }
        if let value = try check(scanner.value(of: .string)) {
            let name = String(decoding: scanner.text[value.range], as: UTF8.self)
            if let type = definitions.typeNames[name], definitions.types[type.index].isConcreteResource {
                return type
            }
        }
        try report(.structure, "resourceType names no resource", at: start)
        return nil
    }
}

extension JSONParser {
    // MARK: Depth, stepping over, issues

    private mutating func open() throws(JSONAbort) {
        depth += 1
        if depth > limits.depth { try abort(.tooCostly, "nested deeper than \(limits.depth) levels") }
    }

    private mutating func close() {
        depth -= 1
    }

    /// Steps over a value, checking its grammar only.
    private mutating func skip() throws(JSONAbort) {
        _ = try check(scanner.skipValue(depth: limits.depth - depth))
    }

    /// Ends the reading if the scanner met broken grammar.
    private mutating func check<Value>(_ result: Result<Value, JSONScanner.Flaw>) throws(JSONAbort) -> Value {
        switch result {
        case .success(let value): return value
        case .failure(let flaw):
            try abort(flaw == .tooDeep ? .tooCostly : .invalid, flaw.rawValue)
        }
    }

    private mutating func abort(_ code: OutcomeIssue.Code, _ text: String) throws(JSONAbort) -> Never {
        issues.append(issue(.fatal, code, text, member: nil, item: nil, at: scanner.position))
        throw JSONAbort()
    }

    private mutating func report(
        _ code: OutcomeIssue.Code,
        _ text: String,
        of member: Member? = nil,
        item: Int? = nil,
        at position: Int? = nil
    ) throws(JSONAbort) {
        let position = position ?? scanner.position
        issues.append(issue(.error, code, text, member: member, item: item, at: position))
        if issues.count >= limits.issueCount { throw JSONAbort() }
    }

    private func issue(
        _ severity: OutcomeIssue.Severity,
        _ code: OutcomeIssue.Code,
        _ text: String,
        member: Member?,
        item: Int?,
        at position: Int
    ) -> OutcomeIssue {
        let path = TreePath.openExpression(records, member: member, item: item, definitions: definitions)
        return OutcomeIssue(severity, code, at: path, text, position: scanner.lineAndColumn(of: position))
    }
}
