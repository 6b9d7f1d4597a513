// Puts a message together: segments in groups, texts in their fields. What comes out is in the order of the version's
// grammar, whatever the order of building (HL7 v2.9 §2.6 and §2.12).
//
// Texts are escaped here; nothing else about them is checked, and nothing is made up: which fields a segment has, and
// what they require, is the caller's to know.

/// A message of one structure and version that grows.
public struct MessageBuilder: Sendable {
    /// An occurrence of a group.
    public struct Group: Hashable, Sendable {
        let index: Int

        /// The message itself.
        public static let root = Group(index: 0)
    }

    /// A segment that was begun.
    public struct Segment: Hashable, Sendable {
        let index: Int
    }

    private struct GroupRecord {
        let id: GroupID
        var segments: [Int] = []
        var children: [Int] = []
    }

    private struct SegmentRecord {
        let name: SegmentName
        /// The values of each field by its repetitions; a resource may bring very many of these.
        var fields: [Int: [[FieldPosition: [UInt8]]]] = [:]
        /// The segment begun before it in its group; where it stands when the grammar has no place for it.
        let previous: Int?
    }

    /// The message's structure.
    public let structure: Structure
    /// The version whose order is kept.
    public let version: Version
    /// What separates the parts.
    public let delimiters: Delimiters
    private var groups = [GroupRecord(id: .root)]
    private var segments: [SegmentRecord] = []

    /// Begins a message.
    public init(_ structure: Structure, version: Version, delimiters: Delimiters = .standard) {
        self.structure = structure
        self.version = version
        self.delimiters = delimiters
    }

    /// Begins an occurrence of a group in another.
    public mutating func begin(_ group: GroupID, in parent: Group) -> Group {
        groups.append(GroupRecord(id: group))
        groups[parent.index].children.append(groups.count - 1)
        return Group(index: groups.count - 1)
    }

    /// Begins a segment in an occurrence of a group.
    ///
    /// One that the grammar does not have there, such as a local one, stands behind the one begun before it.
    public mutating func begin(_ segment: SegmentName, in group: Group) -> Segment {
        segments.append(SegmentRecord(name: segment, previous: groups[group.index].segments.last))
        groups[group.index].segments.append(segments.count - 1)
        return Segment(index: segments.count - 1)
    }

    /// Writes a text, in place of one that stands there; an empty one removes it.
    ///
    /// Line ends become `\.br\` with `breaksLines`, as in FT and TX, else hexadecimal sequences.
    public mutating func write(
        _ text: String,
        at position: FieldPosition,
        of segment: Segment,
        breaksLines: Bool = false
    ) {
        let bytes =
            breaksLines ? brokenLines(text) : EscapeSequences.encode(text.utf8, delimiters: delimiters)
        var repetitions = segments[segment.index].fields[position.field] ?? []
        // Taken out while it is changed, so that it is not copied.
        segments[segment.index].fields[position.field] = nil
        while repetitions.count < position.repetition { repetitions.append([:]) }
        repetitions[position.repetition - 1][position] = bytes.isEmpty ? nil : bytes
        keep(repetitions, as: position.field, of: segment)
    }

    private mutating func keep(
        _ repetitions: consuming [[FieldPosition: [UInt8]]],
        as field: Int,
        of segment: Segment
    ) {
        while repetitions.last?.isEmpty == true { repetitions.removeLast() }
        let isEmpty = repetitions.isEmpty
        segments[segment.index].fields[field] = isEmpty ? nil : consume repetitions
    }

    /// Whether a field has a value.
    public func hasField(_ field: Int, in segment: Segment) -> Bool {
        segments[segment.index].fields[field] != nil
    }

    /// Whether there is a value at a place or in a part of it; `depth` is how much of the place counts: 0 nothing, 1 the
    /// repetition of a field, 2 the component, 3 all.
    public func hasValue(at position: FieldPosition, depth: Int, in segment: Segment) -> Bool {
        guard depth > 0 else { return !isEmpty(segment) }
        guard let repetitions = segments[segment.index].fields[position.field],
            repetitions.indices.contains(position.repetition - 1)
        else { return false }
        return repetitions[position.repetition - 1].keys.contains { $0.isPart(of: position, depth: depth) }
    }

    /// The text that was written at a place, escaped as it will be sent; `nil` without one.
    public func text(at position: FieldPosition, of segment: Segment) -> String? {
        guard let repetitions = segments[segment.index].fields[position.field],
            repetitions.indices.contains(position.repetition - 1)
        else { return nil }
        return repetitions[position.repetition - 1][position].map { String(decoding: $0, as: UTF8.self) }
    }

    /// Removes what stands at a place and in its parts; with depth 0 everything.
    public mutating func clear(_ position: FieldPosition, depth: Int, in segment: Segment) {
        guard depth > 0 else {
            segments[segment.index].fields = [:]
            return
        }
        guard var repetitions = segments[segment.index].fields[position.field],
            repetitions.indices.contains(position.repetition - 1)
        else { return }
        segments[segment.index].fields[position.field] = nil
        let kept = repetitions[position.repetition - 1].filter { !$0.key.isPart(of: position, depth: depth) }
        repetitions[position.repetition - 1] = kept
        keep(repetitions, as: position.field, of: segment)
    }

    /// A segment's name.
    public func name(of segment: Segment) -> SegmentName { segments[segment.index].name }

    /// The first segment of a name in an occurrence of a group, itself.
    public func segment(_ name: SegmentName, in group: Group) -> Segment? {
        groups[group.index].segments.first { segments[$0].name == name }.map(Segment.init)
    }

    /// How many repetitions a field has.
    public func repetitionCount(of field: Int, in segment: Segment) -> Int {
        segments[segment.index].fields[field]?.count ?? 0
    }

    /// Whether anything was written into a segment.
    public func isEmpty(_ segment: Segment) -> Bool { segments[segment.index].fields.isEmpty }

    /// Whether a group's occurrence has a segment with a value, in itself or in groups below.
    public func isEmpty(_ group: Group) -> Bool {
        let record = groups[group.index]
        return record.segments.allSatisfy { segments[$0].fields.isEmpty }
            && record.children.allSatisfy { isEmpty(Group(index: $0)) }
    }

    /// Whether a group's occurrence itself has a segment of a name with a value.
    public func hasSegment(_ name: SegmentName, in group: Group) -> Bool {
        groups[group.index].segments.contains {
            segments[$0].name == name && !segments[$0].fields.isEmpty
        }
    }

    /// The occurrences of groups directly in one.
    public func children(of group: Group) -> [Group] { groups[group.index].children.map(Group.init) }

    /// The group that an occurrence is of.
    public func id(of group: Group) -> GroupID { groups[group.index].id }

    /// Numbers the segments whose first field is a set id, where it is empty: each kind from 1 within the group in which
    /// it repeats, by itself or with its own group (HL7 v2.9 §2A.2.69, SI).
    public mutating func numberSets(where isNumbered: (SegmentName) -> Bool) {
        var counts: [SegmentName: Int] = [:]
        number(.root, &counts, where: isNumbered)
    }

    /// Numbers the segments of a group's occurrence; `counts` goes on over the occurrences of the group.
    private mutating func number(
        _ group: Group,
        _ counts: inout [SegmentName: Int],
        where isNumbered: (SegmentName) -> Bool
    ) {
        let record = groups[group.index]
        var own: [SegmentName: Int] = [:]
        for index in record.segments where !segments[index].fields.isEmpty {
            let name = segments[index].name
            guard isNumbered(name) else { continue }
            let repeats = structure.place(of: name, in: record.id)?.repeats == true
            let number = (repeats ? own[name, default: 0] : counts[name, default: 0]) + 1
            if repeats { own[name] = number } else { counts[name] = number }
            guard !hasField(1, in: Segment(index: index)) else { continue }
            write(String(number), at: FieldPosition(1), of: Segment(index: index))
        }
        var inner: [GroupID: [SegmentName: Int]] = [:]
        for child in record.children {
            let id = groups[child].id
            // A group that stands once counts with the one around it.
            if structure[id].repeats {
                number(Group(index: child), &inner[id, default: [:]], where: isNumbered)
            } else {
                number(Group(index: child), &counts, where: isNumbered)
            }
        }
    }

    /// The message: each segment ends in a carriage return, empty ones are left out.
    ///
    /// UTF-8, as texts are; MSH-18 is the caller's to write.
    public func bytes() -> [UInt8] {
        var bytes: [UInt8] = []
        for index in order(of: .root) where !segments[index].fields.isEmpty {
            append(segments[index], to: &bytes)
        }
        return bytes
    }

    // MARK: Order

    /// The segments of a group's occurrence and those of the groups in it, as the grammar has them.
    private func order(of group: Group) -> [Int] {
        let record = groups[group.index]
        var order: [Int] = []
        var waiting = record.segments
        for member in structure.members(of: record.id, in: version) {
            switch member.kind {
            case .segment(let names):
                // A name that stands in a group twice takes the first place that is left.
                order += waiting.filter { names.contains(segments[$0].name) }
                waiting.removeAll { names.contains(segments[$0].name) }
            case .group(let id):
                for child in record.children where groups[child].id == id {
                    order += self.order(of: Group(index: child))
                }
            }
        }
        return waiting.isEmpty ? order : inserting(waiting, into: order)
    }

    /// Puts segments that the grammar does not have behind those begun before them.
    private func inserting(_ others: [Int], into order: [Int]) -> [Int] {
        var behind: [Int: [Int]] = [:]
        var alone: [Int] = []
        let known = Set(order).union(others)
        for index in others {
            if let previous = segments[index].previous, known.contains(previous) {
                behind[previous, default: []].append(index)
            } else {
                alone.append(index)
            }
        }
        var result: [Int] = []
        var stack = Array((order + alone).reversed())
        while let next = stack.popLast() {
            result.append(next)
            stack += (behind[next] ?? []).reversed()
        }
        return result
    }

    // MARK: Bytes

    private func append(_ segment: SegmentRecord, to bytes: inout [UInt8]) {
        bytes += segment.name.description.utf8
        var written = FieldPosition(0)
        if segment.name.isHeader {
            bytes.append(delimiters.field)
            bytes += delimiters.encodingCharacters
            written = FieldPosition(2)
        }
        for (field, repetitions) in segment.fields.sorted(by: { $0.key < $1.key }) {
            if segment.name.isHeader, field <= 2 { continue }
            for values in repetitions {
                for (position, value) in values.sorted(by: { $0.key < $1.key }) {
                    separate(position, from: written, in: &bytes)
                    bytes += value
                    written = position
                }
            }
        }
        bytes.append(UInt8(ascii: "\r"))
    }

    /// Writes the separators between a place and the one before it.
    private func separate(
        _ position: FieldPosition,
        from last: FieldPosition,
        in bytes: inout [UInt8]
    ) {
        var last = last
        func repeated(_ byte: UInt8?, _ count: Int) {
            // Without such a delimiter the value follows a blank.
            for _ in 0..<count { bytes.append(byte ?? 0x20) }
        }
        if position.field > last.field {
            repeated(delimiters.field, position.field - last.field)
            last = FieldPosition(position.field)
        }
        if position.repetition > last.repetition {
            repeated(delimiters.repetition, position.repetition - last.repetition)
            last = FieldPosition(position.field, repetition: position.repetition)
        }
        if position.component > last.component {
            repeated(delimiters.component, position.component - last.component)
            last.component = position.component
            last.subcomponent = 1
        }
        repeated(delimiters.subcomponent, position.subcomponent - last.subcomponent)
    }

    private func brokenLines(_ text: String) -> [UInt8] {
        let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
        let escaped = lines.map { EscapeSequences.encode($0.utf8, delimiters: delimiters) }
        guard let escape = delimiters.escape else { return Array(escaped.joined(separator: [0x20])) }
        return Array(escaped.joined(separator: [escape] + Array(".br".utf8) + [escape]))
    }
}

extension MessageBuilder: CustomStringConvertible {
    /// The counts; never content.
    public var description: String { "MessageBuilder(\(structure.name), \(segments.count) segments)" }
}
