// A resource as one flat, frozen arena: 16-byte nodes in pre-order and one pool of text.
//
// Nodes of one parent stand in definition order, repeats side by side. Values keep their exact text. Nothing
// here changes a tree; `TreeBuilder` and `JSONReader` make them.

/// A resource, or any other FHIR value, that no longer changes.
///
/// A value of one reference: copies are cheap and may cross threads.
public struct Tree: Sendable {
    /// Names a node by its position, within one tree.
    public struct Index: Hashable, Comparable, Sendable {
        let rawValue: UInt32

        init(_ position: Int) {
            rawValue = UInt32(truncatingIfNeeded: position)
        }

        var position: Int { Int(rawValue) }

        /// Orders nodes in document order.
        public static func < (left: Index, right: Index) -> Bool {
            left.rawValue < right.rawValue
        }
    }

    /// One element; its text is missing where it has children only.
    struct Record: Sendable {
        /// The element and its type by name; meaningless at the root.
        var member: Member
        /// The type of the value; for a resource which one it is.
        var type: TypeID
        /// The position after the last descendant.
        var end: UInt32
        var textStart: UInt32
        /// The number of bytes, the highest three bits aside.
        private var textLengthAndMarks: UInt32

        /// Most bytes one text may have.
        static let maximumTextLength = (1 << 29) - 1
        private static let hasTextMark: UInt32 = 1 << 31
        private static let isPlainMark: UInt32 = 1 << 30
        private static let isMoreMark: UInt32 = 1 << 29

        init(member: Member, type: TypeID, end: Int = 0) {
            self.member = member
            self.type = type
            self.end = UInt32(truncatingIfNeeded: end)
            textStart = 0
            textLengthAndMarks = 0
        }

        /// Whether the node has a value of its own.
        var hasText: Bool { textLengthAndMarks & Self.hasTextMark != 0 }
        /// Whether JSON needs no escapes for the text.
        var isPlain: Bool { textLengthAndMarks & Self.isPlainMark != 0 }
        var text: Range<Int> {
            let start = Int(textStart)
            return start..<start + Int(textLengthAndMarks & (Self.isMoreMark - 1))
        }

        /// While JSON is read: whether the node holds what stood in a `_name` member.
        var isMore: Bool { textLengthAndMarks & Self.isMoreMark != 0 }

        /// While JSON is read: remembers where a node without a text of its own stood in the input.
        mutating func setPlaceholder(at position: Int, isMore: Bool) {
            textStart = UInt32(truncatingIfNeeded: position)
            textLengthAndMarks = isMore ? Self.isMoreMark : 0
        }

        mutating func setText(_ range: Range<Int>, isPlain: Bool) {
            textStart = UInt32(truncatingIfNeeded: range.lowerBound)
            textLengthAndMarks =
                UInt32(truncatingIfNeeded: range.count) | Self.hasTextMark | (isPlain ? Self.isPlainMark : 0)
        }
    }

    final class Storage: Sendable {
        let definitions: Definitions
        let records: [Record]
        let text: [UInt8]

        init(definitions: Definitions, records: [Record], text: [UInt8]) {
            self.definitions = definitions
            self.records = records
            self.text = text
        }
    }

    let storage: Storage

    init(definitions: Definitions, records: [Record], text: [UInt8]) {
        storage = Storage(definitions: definitions, records: records, text: text)
    }

    /// The definitions that types and members of the tree belong to.
    public var definitions: Definitions { storage.definitions }

    /// How many nodes the tree has, the root included.
    public var nodeCount: Int { storage.records.count }

    /// How many bytes the tree holds.
    public var byteCount: Int {
        storage.records.count * MemoryLayout<Record>.stride + storage.text.count
    }
}

extension Tree: CustomStringConvertible {
    /// The root's type and sizes only, because a tree may be a patient's.
    public var description: String {
        "\(definitions[type(at: rootIndex)].name) of \(nodeCount) nodes and \(storage.text.count) bytes of text"
    }
}

extension Tree {
    /// All positions, in document order.
    public var indices: some Sequence<Index> { storage.records.indices.lazy.map { Index($0) } }

    /// The root's position.
    public var rootIndex: Index { Index(0) }

    /// The type of the value at a position; for a resource which one it is.
    public func type(at index: Index) -> TypeID {
        storage.records[index.position].type
    }

    /// Which member of its parent a node is; `nil` at the root.
    public func member(at index: Index) -> Member? {
        index.position == 0 ? nil : storage.records[index.position].member
    }

    /// The first child of a node, in definition order.
    public func firstChild(of index: Index) -> Index? {
        let next = index.position + 1
        return next < Int(storage.records[index.position].end) ? Index(next) : nil
    }

    /// The sibling after `index` below `parent`.
    public func nextSibling(of index: Index, in parent: Index) -> Index? {
        let next = storage.records[index.position].end
        return next < storage.records[parent.position].end ? Index(Int(next)) : nil
    }

    /// Appends the children of a node whose members lie in a range, in document order.
    ///
    /// The range must be of members of the node's type, which stand side by side.
    public func appendChildren(of parent: Index, in members: ClosedRange<Member>, to list: inout [Index]) {
        let records = storage.records
        let end = Int(records[parent.position].end)
        var child = parent.position + 1
        while child < end {
            let member = records[child].member
            if member > members.upperBound { return }
            if member >= members.lowerBound { list.append(Index(child)) }
            child = Int(records[child].end)
        }
    }

    /// The positions from the root down to a node, the node last.
    public func ancestry(of index: Index) -> [Index] {
        let records = storage.records
        var path = [rootIndex]
        var position = 0
        while position < index.position {
            var child = position + 1
            while Int(records[child].end) <= index.position { child = Int(records[child].end) }
            path.append(Index(child))
            position = child
        }
        return path
    }

    /// The exact text of a primitive; `nil` where there is none.
    public func text(at index: Index) -> String? {
        let record = storage.records[index.position]
        return record.hasText ? String(decoding: storage.text[record.text], as: UTF8.self) : nil
    }

    /// Whether a node has a value of its own; a primitive may have extensions only.
    public func hasText(at index: Index) -> Bool {
        storage.records[index.position].hasText
    }

    /// Where a primitive's text begins in what the tree was built from, see ``TreeBuilder/textCount``; `nil` where there
    /// is none.
    public func textOffset(at index: Index) -> Int? {
        let record = storage.records[index.position]
        return record.hasText ? record.text.lowerBound : nil
    }

    /// Hands the bytes of a primitive's text to `body`, without a copy; an empty slice where there is none.
    public func withText<Result>(at index: Index, _ body: (ArraySlice<UInt8>) -> Result) -> Result {
        body(storage.text[storage.records[index.position].text])
    }
}
