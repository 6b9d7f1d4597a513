// Builds trees: a linked arena whose elements may be set in any order and come out in definition order.
//
// Elements are named by `Member`, resolved while a site is compiled. The builder checks what is cheap and
// would make the tree nonsense (a member of another type, a primitive's format); cardinality is `Validator`'s.

/// A tree under construction.
///
/// Several resources may be built side by side in one builder, moved below one another and frozen as one tree:
/// ``attach(_:as:to:)`` costs the same whatever the size. A builder is a value; do not copy it while building.
public struct TreeBuilder: Sendable {
    /// Names an element under construction, within one builder until ``reset()``.
    public struct Node: Hashable, Sendable {
        let rawValue: UInt32
        var position: Int { Int(rawValue) }

        init(_ position: Int) {
            rawValue = UInt32(truncatingIfNeeded: position)
        }
    }

    /// An element with its links; `none` where a link leads nowhere.
    struct Record: Sendable {
        static let none = UInt32.max

        var content: Tree.Record
        var parent = none
        var firstChild = none
        var lastChild = none
        var next = none
        var previous = none
    }

    /// Most bytes of text one builder holds.
    public static let maximumTextLength = Tree.Record.maximumTextLength

    /// The definitions that types and members belong to.
    public let definitions: Definitions
    /// The definitions' members, held here because every step asks them.
    let members: [MemberRecord]
    private(set) var records: [Record] = []
    var text: [UInt8] = []

    /// Creates a builder with nothing in it.
    public init(definitions: Definitions = .r4) {
        self.definitions = definitions
        members = definitions.storage.members
    }

    /// How many bytes of text it holds: where the next text begins.
    public var textCount: Int { text.count }

    /// Makes room for so many elements, and bytes of text.
    public mutating func reserve(nodes: Int, bytes: Int) {
        records.reserveCapacity(nodes)
        text.reserveCapacity(bytes)
    }

    /// Forgets everything and keeps the memory, for the next message.
    public mutating func reset() {
        records.removeAll(keepingCapacity: true)
        text.removeAll(keepingCapacity: true)
    }
}

extension TreeBuilder {
    /// Starts a resource, or any other value of several elements, that stands nowhere yet.
    public mutating func resource(_ type: TypeID) -> Node {
        add(Tree.Record(member: Member(0), type: type))
    }

    /// Adds an element below `parent`, after the ones of its kind that are there.
    ///
    /// For members whose values say their own type (`contained`, `entry.resource`) use ``attach(_:as:to:)``.
    /// - Precondition: `member` belongs to the type of `parent`.
    public mutating func append(_ member: Member, to parent: Node) -> Node {
        append(Tree.Record(member: member, type: members[member.index].type), to: parent)
    }

    /// The last element of a member below `parent`, if there is one.
    public func existing(_ member: Member, in parent: Node) -> Node? {
        var candidate = records[parent.position].lastChild
        while candidate != Record.none {
            let position = Int(candidate)
            let found = records[position].content.member
            if found == member { return Node(position) }
            if found < member { return nil }
            candidate = records[position].previous
        }
        return nil
    }

    /// The last element of a member below `parent`, added if there is none: a step of a path such as
    /// `strength.numerator`.
    public mutating func existingOrNew(_ member: Member, in parent: Node) -> Node {
        existing(member, in: parent) ?? append(member, to: parent)
    }

    /// The elements of a member below `parent`, in order.
    public func elements(of member: Member, in parent: Node) -> [Node] {
        var found: [Node] = []
        var candidate = existing(member, in: parent)?.rawValue ?? Record.none
        while candidate != Record.none, records[Int(candidate)].content.member == member {
            found.append(Node(Int(candidate)))
            candidate = records[Int(candidate)].previous
        }
        return found.reversed()
    }

    /// How many elements of a member stand below `parent`.
    public func count(of member: Member, in parent: Node) -> Int {
        var count = 0
        var candidate = existing(member, in: parent)?.rawValue ?? Record.none
        while candidate != Record.none, records[Int(candidate)].content.member == member {
            count += 1
            candidate = records[Int(candidate)].previous
        }
        return count
    }

    /// Moves an element with everything below it to another place in the same builder.
    ///
    /// - Precondition: `member` belongs to the type of `parent` and takes the type of `node`, and `parent` is
    ///   not below `node`.
    public mutating func attach(_ node: Node, as member: Member, to parent: Node) {
        let expected = members[member.index].type
        let type = records[node.position].content.type
        precondition(type == expected || definitions.type(type, isA: expected), "a value of another type")
        detach(node)
        records[node.position].content.member = member
        link(node, below: parent)
    }

    /// Takes an element with everything below it out of its place, from where it can be attached again.
    public mutating func remove(_ node: Node) {
        detach(node)
    }

    /// Takes every element of a member below `parent` out.
    public mutating func removeAll(_ member: Member, in parent: Node) {
        while let node = existing(member, in: parent) { detach(node) }
    }

    /// Whether an element would leave no trace: no text, and nothing below that has one.
    ///
    /// A resource is never empty, because its type says something.
    public func isEmpty(_ node: Node) -> Bool {
        let record = records[node.position]
        if record.content.hasText || definitions.isResource(record.content.type) { return false }
        var child = record.firstChild
        while child != Record.none {
            if !isEmpty(Node(Int(child))) { return false }
            child = records[Int(child)].next
        }
        return true
    }

    /// Whether the last element of a member below `parent` has a value: a primitive its text, others anything below.
    public func isSet(_ member: Member, in parent: Node) -> Bool {
        guard let node = existing(member, in: parent) else { return false }
        return members[member.index].format == nil ? !isEmpty(node) : records[node.position].content.hasText
    }

    /// Whether there is an element of any of several members that follow one another, with a value or without.
    public func hasAny(from first: Member, through last: Member, in parent: Node) -> Bool {
        var candidate = records[parent.position].lastChild
        while candidate != Record.none {
            let member = records[Int(candidate)].content.member
            if member <= last { return member >= first }
            candidate = records[Int(candidate)].previous
        }
        return false
    }

    /// Unites the marks of those members of which there is an element, with a value or without.
    ///
    /// - Parameters:
    ///   - marks: members with their marks, by the order of the members.
    ///   - parent: the element that is looked below.
    /// - Returns: the marks; 0 where there is none of the members.
    public func union(of marks: [MemberMarks], in parent: Node) -> UInt64 {
        var union: UInt64 = 0
        var index = 0
        var child = records[parent.position].firstChild
        while child != Record.none {
            let member = records[Int(child)].content.member
            while index < marks.count, marks[index].member < member { index += 1 }
            guard index < marks.count else { break }
            if marks[index].member == member { union |= marks[index].marks }
            child = records[Int(child)].next
        }
        return union
    }

    /// A member, and the bits that stand for what it is part of.
    public struct MemberMarks: Sendable {
        /// The member.
        public let member: Member
        /// The bits.
        public var marks: UInt64

        /// Marks a member.
        public init(member: Member, marks: UInt64) {
            self.member = member
            self.marks = marks
        }
    }

    /// Whether any of several members that follow one another has a value below `parent`: a choice, of any type.
    public func isSet(from first: Member, through last: Member, in parent: Node) -> Bool {
        var candidate = records[parent.position].lastChild
        while candidate != Record.none {
            let position = Int(candidate)
            let content = records[position].content
            if content.member < first { return false }
            if content.member <= last,
                members[content.member.index].format == nil ? !isEmpty(Node(position)) : content.hasText
            {
                return true
            }
            candidate = records[position].previous
        }
        return false
    }

    /// The type of an element; for a resource which one it is.
    public func type(of node: Node) -> TypeID {
        records[node.position].content.type
    }
}

extension TreeBuilder: CustomStringConvertible {
    /// Sizes only, because what is built may be a patient's.
    public var description: String {
        "TreeBuilder of \(records.count) nodes and \(text.count) bytes of text"
    }
}

extension TreeBuilder {
    private mutating func add(_ content: Tree.Record) -> Node {
        records.append(Record(content: content))
        return Node(records.count - 1)
    }

    /// Adds nodes with links of their own, counted from the first of them; text likewise.
    mutating func appendRecords(_ copied: ArraySlice<Record>, text textShift: UInt32) {
        let start = records.count
        let shift = UInt32(truncatingIfNeeded: start)
        records.append(contentsOf: copied)
        for position in start..<records.count { records[position].shift(by: shift, text: textShift) }
    }

    /// Puts `node` after its equals and before what comes later in definition order.
    mutating func link(_ node: Node, below parent: Node) {
        let member = records[node.position].content.member
        precondition(
            members[member.index].owner == records[parent.position].content.type,
            "a member of another type"
        )
        var before = records[parent.position].lastChild
        while before != Record.none, member < records[Int(before)].content.member {
            before = records[Int(before)].previous
        }
        insert(node, after: before, below: parent)
    }

    /// Adds an element with its content below `parent`.
    mutating func append(_ content: Tree.Record, to parent: Node) -> Node {
        let member = content.member
        let last = records[parent.position].lastChild
        guard last == Record.none || records[Int(last)].content.member <= member else {
            let node = add(content)
            link(node, below: parent)
            return node
        }
        // Rules mostly stand in definition order, so most elements come last.
        precondition(
            members[member.index].owner == records[parent.position].content.type,
            "a member of another type"
        )
        let node = Node(records.count)
        records.append(Record(content: content, parent: parent.rawValue, previous: last))
        records[parent.position].lastChild = node.rawValue
        if last == Record.none {
            records[parent.position].firstChild = node.rawValue
        } else {
            records[Int(last)].next = node.rawValue
        }
        return node
    }

    private mutating func insert(_ node: Node, after before: UInt32, below parent: Node) {
        let after =
            before == Record.none ? records[parent.position].firstChild : records[Int(before)].next
        records[node.position].parent = parent.rawValue
        records[node.position].previous = before
        records[node.position].next = after
        if before == Record.none {
            records[parent.position].firstChild = node.rawValue
        } else {
            records[Int(before)].next = node.rawValue
        }
        if after == Record.none {
            records[parent.position].lastChild = node.rawValue
        } else {
            records[Int(after)].previous = node.rawValue
        }
    }

    private mutating func detach(_ node: Node) {
        let record = records[node.position]
        guard record.parent != Record.none else { return }
        if record.previous == Record.none {
            records[Int(record.parent)].firstChild = record.next
        } else {
            records[Int(record.previous)].next = record.next
        }
        if record.next == Record.none {
            records[Int(record.parent)].lastChild = record.previous
        } else {
            records[Int(record.next)].previous = record.previous
        }
        records[node.position].parent = Record.none
        records[node.position].next = Record.none
        records[node.position].previous = Record.none
    }

    mutating func setContent(_ node: Node, _ change: (inout Tree.Record) -> Void) {
        change(&records[node.position].content)
    }

    @discardableResult
    mutating func appendText(_ bytes: some Collection<UInt8>) -> Range<Int> {
        let start = text.count
        text.append(contentsOf: bytes)
        return start..<text.count
    }

    mutating func truncateText(to count: Int) {
        text.removeSubrange(count...)
    }
}
