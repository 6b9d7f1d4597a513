// Parts of what was built, put aside to be built in again.
//
// All fragments lie in two arrays, with links and texts counted from where each begins: pasting one copies a stretch
// of nodes and a stretch of text, which is a fraction of what finding its values again would cost.

/// Elements that were built once, to be pasted where they are wanted again.
public struct TreeFragments: Sendable {
    /// Names what was put aside, until ``removeAll()``.
    public struct Fragment: Sendable {
        let records: Range<Int32>
        let text: Range<Int32>
        /// How many elements of it stand side by side.
        let roots: Int32

        /// Whether there is nothing in it.
        public var isEmpty: Bool { roots == 0 }
    }

    fileprivate var records: [TreeBuilder.Record] = []
    fileprivate var text: [UInt8] = []

    /// Nothing put aside yet.
    public init() {}

    /// How many bytes are put aside.
    public var byteCount: Int { records.count * MemoryLayout<TreeBuilder.Record>.stride + text.count }

    /// Forgets everything and keeps the memory.
    public mutating func removeAll() {
        records.removeAll(keepingCapacity: true)
        text.removeAll(keepingCapacity: true)
    }

    /// Puts aside the elements below `parent` that were added since the builder had so many nodes.
    ///
    /// - Parameters:
    ///   - parent: the element that stays.
    ///   - builder: where it stands.
    ///   - count: ``TreeBuilder/nodeCount`` before the elements were added.
    /// - Returns: the name of what was put aside.
    public mutating func keep(
        below parent: TreeBuilder.Node,
        of builder: borrowing TreeBuilder,
        since count: Int
    ) -> Fragment {
        let start = records.count
        let textStart = text.count
        var roots: Int32 = 0
        var child = builder.records[parent.position].firstChild
        while child != TreeBuilder.Record.none {
            if Int(child) >= count {
                _ = copy(Int(child), of: builder, start, textStart)
                roots += 1
            }
            child = builder.records[Int(child)].next
        }
        return Fragment(
            records: Int32(truncatingIfNeeded: start)..<Int32(truncatingIfNeeded: records.count),
            text: Int32(truncatingIfNeeded: textStart)..<Int32(truncatingIfNeeded: text.count),
            roots: roots
        )
    }

    /// Copies an element and what is below it; gives its position in the fragment that began at `start`.
    ///
    /// The element of the top keeps no links to its neighbours: they are others wherever it is pasted.
    private mutating func copy(
        _ position: Int,
        of builder: borrowing TreeBuilder,
        _ start: Int,
        _ textStart: Int
    ) -> UInt32 {
        let original = builder.records[position]
        var content = original.content
        if content.hasText {
            let from = text.count - textStart
            text.append(contentsOf: builder.text[content.text])
            content.setText(from..<text.count - textStart, isPlain: content.isPlain)
        }
        let number = UInt32(truncatingIfNeeded: records.count - start)
        let place = records.count
        records.append(TreeBuilder.Record(content: content))
        var previous = TreeBuilder.Record.none
        var child = original.firstChild
        while child != TreeBuilder.Record.none {
            let copied = copy(Int(child), of: builder, start, textStart)
            records[start + Int(copied)].parent = number
            records[start + Int(copied)].previous = previous
            if previous == TreeBuilder.Record.none {
                records[place].firstChild = copied
            } else {
                records[start + Int(previous)].next = copied
            }
            previous = copied
            child = builder.records[Int(child)].next
        }
        records[place].lastChild = previous
        return number
    }
}

extension TreeBuilder {
    /// How many nodes were made so far.
    public var nodeCount: Int { records.count }

    /// Adds a fragment below an element: each of its elements after those of its kind that are there.
    ///
    /// - Precondition: what it was kept from was below an element of the same type, in a builder of the same definitions.
    public mutating func paste(
        _ fragment: TreeFragments.Fragment,
        of fragments: borrowing TreeFragments,
        below parent: Node
    ) {
        guard !fragment.isEmpty else { return }
        let shift = UInt32(truncatingIfNeeded: records.count)
        let textShift = UInt32(truncatingIfNeeded: text.count)
        let range = Int(fragment.records.lowerBound)..<Int(fragment.records.upperBound)
        appendText(fragments.text[Int(fragment.text.lowerBound)..<Int(fragment.text.upperBound)])
        appendRecords(fragments.records[range], text: textShift)
        if fragment.roots == 1 { return link(Node(Int(shift)), below: parent) }
        for position in Int(shift)..<records.count where records[position].parent == Record.none {
            link(Node(position), below: parent)
        }
    }
}

extension TreeBuilder.Record {
    /// Counts links and text from elsewhere.
    @inline(__always)
    mutating func shift(by shift: UInt32, text textShift: UInt32) {
        func moved(_ link: UInt32) -> UInt32 { link == Self.none ? link : link &+ shift }
        parent = moved(parent)
        firstChild = moved(firstChild)
        lastChild = moved(lastChild)
        next = moved(next)
        previous = moved(previous)
        if content.hasText { content.textStart &+= textShift }
    }
}
