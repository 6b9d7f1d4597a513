// What a listener must remember from one message to the next: how far numbered senders have come, and the parts of
// messages that are not complete yet.
//
// A value without I/O. Each change goes into the same commit as the message that caused it, and is known again after
// a crash; a change whose commit failed is taken back. Keys and values may hold patient data.

import HL7v2

/// The memory of one listener.
public struct ExchangeMemory: Sendable {
    /// What an entry is about.
    public enum Kind: Int16, Sendable {
        /// A sender's last sequence number.
        case sequence = 1
        /// A part of a continued message, by the pointer at which the next one goes on.
        case part = 2
    }

    /// Names an entry.
    public struct Key: Hashable, Sendable {
        /// What it is about.
        public let kind: Kind
        /// Whose it is.
        public let name: [UInt8]

        /// Names an entry.
        public init(kind: Kind, name: [UInt8]) {
            self.kind = kind
            self.name = name
        }
    }

    /// One change, to be made durable with the message that caused it.
    public struct Change: Sendable {
        /// Which entry.
        public let key: Key
        /// Its new value; `nil` where it is forgotten.
        public let value: [UInt8]?
        /// Its value before, for a change that could not be made durable.
        public let previous: [UInt8]?
    }

    /// The most parts that are remembered, also of messages that are complete: those recognise a repeated last part.
    public static let maximumParts = 256
    /// The most bytes of parts that are remembered.
    public static let maximumBytes = 256 << 20

    /// The most numbered links that are followed.
    public static let maximumLinks = 10_000
    /// A part that was not continued for so long, in milliseconds, makes room for others: a day.
    static let abandonedAfter: Int64 = 86_400_000

    private var entries: [Key: [UInt8]] = [:]
    private var bytes = 0

    /// Remembers nothing.
    public init() {}

    /// Remembers what was made durable.
    public init(_ entries: [(key: Key, value: [UInt8])]) {
        for (key, value) in entries { self[key] = value }
    }

    /// Makes a change, and describes it.
    mutating func change(_ key: Key, to value: [UInt8]?) -> Change {
        defer { self[key] = value }
        return Change(key: key, value: value, previous: self[key])
    }

    /// Takes changes back that could not be made durable.
    public mutating func takeBack(_ changes: [Change]) {
        for change in changes.reversed() { self[change.key] = change.previous }
    }

    private subscript(key: Key) -> [UInt8]? {
        get { entries[key] }
        set {
            bytes += (newValue?.count ?? 0) - (entries[key]?.count ?? 0)
            entries[key] = newValue
        }
    }
}

// MARK: Sequence numbers

extension ExchangeMemory {
    /// How far the sender of these messages has come.
    func link(_ key: Key) -> SequenceLink {
        guard let value = self[key] else { return SequenceLink() }
        let parts = value.split(separator: Self.unitSeparator, maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let last = Int64(String(decoding: parts[0], as: UTF8.self)) else {
            return SequenceLink()
        }
        return SequenceLink(last: last, controlID: String(decoding: parts[1], as: UTF8.self))
    }

    /// Whether one more sender can be followed, or this one is already.
    func hasRoom(for link: Key) -> Bool {
        self[link] != nil || entries.count < Self.maximumLinks
    }

    /// Remembers how far a sender has come.
    mutating func remember(_ link: SequenceLink, for key: Key) -> Change {
        let value = link.last.map { Array("\($0)".utf8) + [Self.unitSeparator] + Array(link.controlID.utf8) }
        return change(key, to: value)
    }

    private static let unitSeparator: UInt8 = 0x1F
}

// MARK: Parts of continued messages

extension ExchangeMemory {
    /// What is known of a pointer.
    enum Part: Hashable {
        /// The bytes of the part that ended there.
        case open([UInt8])
        /// The message is complete; the part that went on there had this MSH-10.
        case complete(by: String)
    }

    private enum Tag {
        static let open = UInt8(ascii: "O")
        static let complete = UInt8(ascii: "C")
    }

    /// Bytes before the content: the tag, and when it was written, in milliseconds since 1970.
    private static let prefixCount = 9

    func part(_ key: Key) -> Part? {
        guard let value = self[key], value.count >= Self.prefixCount else { return nil }
        let content = value[Self.prefixCount...]
        return value[0] == Tag.open
            ? .open(Array(content)) : .complete(by: String(decoding: content, as: UTF8.self))
    }

    /// Remembers a part; `nil` where too many are unfinished.
    ///
    /// Marks of complete messages make room, and parts that nobody continued for long, the oldest first. Those parts
    /// are still among the stored messages.
    mutating func remember(_ part: Part, for key: Key, at time: Int64) -> [Change]? {
        let value =
            switch part {
            case .open(let bytes): Self.value(Tag.open, time, bytes)
            case .complete(let controlID): Self.value(Tag.complete, time, Array(controlID.utf8))
            }
        var changes: [Change] = []
        while isFull(for: value.count, isNew: self[key] == nil) {
            guard let oldest = oldestSpare(at: time, except: key) else {
                takeBack(changes)
                return nil
            }
            changes.append(change(oldest, to: nil))
        }
        changes.append(change(key, to: value))
        return changes
    }

    private func isFull(for count: Int, isNew: Bool) -> Bool {
        bytes + count > Self.maximumBytes
            || isNew && entries.keys.count(where: { $0.kind == .part }) >= Self.maximumParts
    }

    private func oldestSpare(at time: Int64, except key: Key) -> Key? {
        let spare = entries.filter { entry in
            guard entry.key.kind == .part, entry.key != key else { return false }
            return entry.value.first == Tag.complete
                || Self.time(of: entry.value) < time - Self.abandonedAfter
        }
        return spare.min { Self.time(of: $0.value) < Self.time(of: $1.value) }?.key
    }

    private static func time(of value: [UInt8]) -> Int64 {
        value.prefix(prefixCount).dropFirst().reduce(0) { $0 << 8 | Int64($1) }
    }

    private static func value(_ tag: UInt8, _ time: Int64, _ content: [UInt8]) -> [UInt8] {
        [tag] + (0..<8).reversed().map { UInt8(truncatingIfNeeded: time >> ($0 * 8)) } + content
    }
}

extension ExchangeMemory.Key {
    /// The link from a sender to a receiver, as MSH-3 to MSH-6 name them.
    static func link(_ header: MessageHeader) -> Self { Self(kind: .sequence, name: ends(of: header)) }

    /// A pointer of a continued message between a sender and a receiver.
    static func part(_ pointer: [UInt8], _ header: MessageHeader) -> Self {
        Self(kind: .part, name: ends(of: header) + pointer)
    }

    private static func ends(of header: MessageHeader) -> [UInt8] {
        let names = [
            header.sendingApplication, header.sendingFacility, header.receivingApplication,
            header.receivingFacility,
        ]
        // Where one name ends and the next begins counts.
        return names.flatMap { Array($0.utf8) + [0x1F] }
    }
}
