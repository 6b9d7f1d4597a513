// The reading itself: objects and lists of the schema, as a recursive descent over the bytes.
//
// Nodes are appended in the order of the text. Where that is not definition order, or where `_name` members
// stand beside their values, `JSONArrangement` puts them right as the object closes; most input needs it rarely.

/// The reading ends here; why stands among the issues.
struct JSONAbort: Error {}

struct JSONParser {
    /// What is known of the object that is being read.
    struct OpenObject {
        /// Where its members begin in `seen`.
        let firstSeen: Int
        /// How many issues there were before it.
        let issueCount: Int
        /// The latest in definition order of the members seen.
        var highest = -1
        /// Whether members are out of order, or some must be joined with their `_name`.
        var needsArranging = false
        /// Whether its resourceType was seen.
        var hasType = false
    }

    var scanner: JSONScanner
    let definitions: Definitions.Storage
    // What every member needs, held here so that reading it counts no references.
    let memberRecords: [MemberRecord]
    let memberNames: [UInt8]
    let memberIndex: MemberIndex
    let limits: JSONReader.Limits
    var records: [Tree.Record] = []
    var issues: [OutcomeIssue] = []
    var depth = 0
    var object = OpenObject(firstSeen: 0, issueCount: 0)
    /// The members seen in every open object, those of the innermost last: number * 2, + 1 for `_name`.
    var seen: [Int] = []

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
        return Tree(definitions: Definitions(storage: definitions), records: records, text: scanner.text)
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
}

extension JSONParser {
    /// Reads an object whose type its `resourceType` says.
    mutating func resource(_ member: Member) throws(JSONAbort) {
        guard let type = try resourceType() else { return try skip() }
        try object(member, type)
    }

    /// Reads an object as one node with its children.
    mutating func object(_ member: Member, _ type: TypeID) throws(JSONAbort) {
        let node = records.count
        records.append(Tree.Record(member: member, type: type))
        try members(of: type, at: node)
        records[node].end = UInt32(truncatingIfNeeded: records.count)
    }

    /// Reads the members of an object as the children of a node.
    mutating func members(of type: TypeID, at node: Int) throws(JSONAbort) {
        let outside = object
        object = OpenObject(firstSeen: seen.count, issueCount: issues.count)
        let isResource = definitions.types[type.index].isResource
        try items(until: UInt8(ascii: "}"), of: nil) { (parser) throws(JSONAbort) in
            try parser.member(of: type, isResource: isResource)
        }
        seen.removeLast(seen.count - object.firstSeen)
        if object.needsArranging { try arrange(node) }
        object = outside
    }

    @inline(__always)
    private mutating func member(of type: TypeID, isResource: Bool) throws(JSONAbort) {
        let start = scanner.position
        let name = try self.name()
        if isResource, isResourceType(name) {
            if object.hasType { try report(.structure, "resourceType stands here twice", at: start) }
            object.hasType = true
            _ = try check(scanner.skipString())
        } else if let key = try key(name, of: type, at: start) {
            try checkOrder(of: key, at: start)
            try value(of: Member(key >> 1), isMore: key & 1 == 1)
        } else {
            try skip()
        }
    }

    /// Goes through what stands between brackets, separated by commas.
    @inline(__always)
    mutating func items(
        until end: UInt8,
        of member: Member?,
        _ item: (inout JSONParser) throws(JSONAbort) -> Void
    ) throws(JSONAbort) {
        let isObject = end == UInt8(ascii: "}")
        depth += 1
        if depth > limits.depth { try abort(.tooCostly, "nested deeper than \(limits.depth) levels") }
        let start = scanner.position
        scanner.position += 1
        scanner.skipSpace()
        if scanner.peek() == end {
            let text = isObject ? "an object must have content" : "a list must have content"
            try report(.structure, text, of: member, at: start)
        } else {
            try item(&self)
            scanner.skipSpace()
            while scanner.skip(UInt8(ascii: ",")) {
                scanner.skipSpace()
                try item(&self)
                scanner.skipSpace()
            }
        }
        guard scanner.skip(end) else {
            try abort(.invalid, isObject ? "expected `,` or `}`" : "expected `,` or `]`")
        }
        depth -= 1
    }

    /// Puts the children of a node that is about to close into definition order.
    ///
    /// What does not fit together is told unless something else is wrong there, which would explain it.
    private mutating func arrange(_ node: Int) throws(JSONAbort) {
        let isClean = issues.count == object.issueCount
        let arrangement = JSONArrangement(definitions: memberRecords, isTolerant: limits.isTolerant)
        let flaws = arrangement.arrange(&records, below: node)
        for flaw in flaws where isClean {
            try report(.structure, flaw.text, of: flaw.member, item: flaw.item, at: flaw.position)
        }
    }
}
