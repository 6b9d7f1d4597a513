// Rewrites a message where it is told to, and nowhere else: what nobody names is copied from the received bytes, with
// its delimiters, line ends, blank lines and trailing separators (promise 9).
//
// Places are those of the message as received, whatever was changed before: a repetition that is removed keeps its
// number, and a dropped segment its place. Which group a segment belongs to is not known here.

/// A message that is being edited.
public struct MessageEditor: Sendable {
    /// A segment of the message, or one that was added to it.
    public struct Slot: Hashable, Sendable {
        let index: Int
    }

    /// On which side of another a segment is put.
    public enum Side: Sendable {
        /// Directly before it.
        case before
        /// Directly after it, and after those put there before.
        case after
    }

    struct Record: Sendable {
        let name: SegmentName
        /// Its position in the message; `nil` for one that was added.
        let original: Int?
        var previous: Int
        var next: Int
        var isDropped = false
        /// What is different, by field.
        var fields: [Int: [UInt8]] = [:]
        /// The repetitions that are left out, by field.
        var removed: [Int: Set<Int>] = [:]
        /// What it was put after, so that others put there come behind it.
        var anchor: Int?

        var isAsReceived: Bool { original != nil && fields.isEmpty && removed.isEmpty }
    }

    /// The message as received.
    public let message: Message
    /// Whether anything was changed.
    public private(set) var isChanged = false
    /// The segments by slot; the last but the added ones is no segment, but where the order begins and ends.
    private(set) var records: [Record]
    let end: Int

    /// Begins with the message as it is.
    public init(_ message: Message) {
        self.message = message
        end = message.segmentCount
        records = []
        records.reserveCapacity(end + 1)
        for segment in 0..<end {
            let previous = segment == 0 ? end : segment - 1
            let name = message.segmentName(segment)
            records.append(Record(name: name, original: segment, previous: previous, next: segment + 1))
        }
        let last = end == 0 ? end : end - 1
        records.append(Record(name: "", original: nil, previous: last, next: end == 0 ? end : 0))
    }

    /// The slot of a segment, by its position in the message.
    ///
    /// - Precondition: the message has that segment.
    public func slot(ofSegment segment: Int) -> Slot {
        precondition(segment >= 0 && segment < end, "no such segment")
        return Slot(index: segment)
    }

    /// A segment's position in the message as received; `nil` for one that was added.
    public func segment(of slot: Slot) -> Int? { records[slot.index].original }

    /// The name of a segment.
    public func name(of slot: Slot) -> SegmentName { records[slot.index].name }

    /// Whether a segment was dropped.
    public func isDropped(_ slot: Slot) -> Bool { records[slot.index].isDropped }

    /// The segments as they will stand, without those that were dropped.
    public var slots: [Slot] {
        var slots: [Slot] = []
        var index = records[end].next
        while index != end {
            if !records[index].isDropped { slots.append(Slot(index: index)) }
            index = records[index].next
        }
        return slots
    }

    // MARK: Segments

    /// Leaves a segment out; the message's header stays.
    public mutating func drop(_ slot: Slot) {
        guard records[slot.index].original != 0, !records[slot.index].isDropped else { return }
        records[slot.index].isDropped = true
        isChanged = true
    }

    /// Adds an empty segment beside another; nothing stands before the message's header.
    public mutating func add(_ name: SegmentName, _ side: Side, _ anchor: Slot) -> Slot {
        records.append(Record(name: name, original: nil, previous: 0, next: 0))
        let index = records.count - 1
        link(index, side, anchor.index)
        isChanged = true
        return Slot(index: index)
    }

    /// Puts a segment elsewhere; the message's header stays where it is.
    public mutating func move(_ slot: Slot, _ side: Side, _ anchor: Slot) {
        guard slot != anchor, records[slot.index].original != 0 else { return }
        let record = records[slot.index]
        records[record.previous].next = record.next
        records[record.next].previous = record.previous
        link(slot.index, side, anchor.index)
        isChanged = true
    }

    private mutating func link(_ index: Int, _ side: Side, _ anchor: Int) {
        var previous = anchor
        switch side {
        case .after:
            var next = records[anchor].next
            while next != end, records[next].anchor == anchor {
                previous = next
                next = records[next].next
            }
            records[index].anchor = anchor
        case .before:
            if records[anchor].original != 0 { previous = records[anchor].previous }
            records[index].anchor = nil
        }
        let next = records[previous].next
        records[index].previous = previous
        records[index].next = next
        records[previous].next = index
        records[next].previous = index
    }

    // MARK: Fields

    /// Writes bytes, escaped and in the message's character set, in place of what stands at a place.
    ///
    /// A segment that is too short is extended. A header's delimiters stay.
    /// - Returns: whether the message's delimiters can say it.
    @discardableResult
    public mutating func write(_ bytes: [UInt8], at path: FieldPath, of slot: Slot) -> Bool {
        guard path.field > 0, !(records[slot.index].name.isHeader && path.field <= 2) else { return false }
        let pieces = PieceReplacement(delimiters: message.delimiters)
        // Taken out while it is changed, so that it is not copied.
        let changed = records[slot.index].fields.removeValue(forKey: path.field)
        let old = changed?[...] ?? received(path.field, of: slot)
        let new = pieces.field(old, replacing: path, with: bytes)
        guard let new else {
            records[slot.index].fields[path.field] = changed
            return false
        }
        guard changed != nil || new[...] != old || records[slot.index].original == nil else { return true }
        records[slot.index].fields[path.field] = new
        isChanged = true
        return true
    }

    /// Leaves repetitions of a field out, by their numbers as received.
    public mutating func remove(repetition: Int, ofField field: Int, of slot: Slot) {
        guard !(records[slot.index].name.isHeader && field <= 2) else { return }
        records[slot.index].removed[field, default: []].insert(repetition)
        isChanged = true
    }

    /// Whether a part of a field is there, in the message as it stands now.
    public func hasField(_ field: Int, of slot: Slot) -> Bool {
        let bytes = records[slot.index].fields[field]?[...] ?? received(field, of: slot)
        return !bytes.isEmpty
    }

    func received(_ field: Int, of slot: Slot) -> ArraySlice<UInt8> {
        guard let segment = records[slot.index].original,
            let element = message.field(field, ofSegment: segment)
        else { return [] }
        return message.rawBytes(element)
    }
}

extension MessageEditor: CustomStringConvertible {
    /// The counts; never content.
    public var description: String { "MessageEditor(\(records.count - 1) segments)" }
}
