// Finding out which fields of a segment come again: the sender's habits decide which rules are remembered together.
//
// For a while the values of each field are looked at. The fields whose values were mostly seen before make the key; where
// keys are not found often enough, the field that changes most is given up, and its rules with it.

import FHIRPath

/// What has been learnt about a sheaf.
struct SheafState: Sendable {
    /// The fields that make the key, and the rules that read nothing else.
    struct Choice: Sendable {
        let fields: UInt64
        let header: UInt64
        let rules: UInt64
    }

    /// A field, of the segment at hand or of the header.
    private struct Field: Sendable {
        let bit: UInt64
        let isHeader: Bool
        /// How often its value was among those seen before.
        var repeats: UInt16 = 0
    }

    private(set) var choice: Choice?
    /// Whether the fields' values are still being looked at.
    private(set) var isLearning = true
    private var fields: [Field] = []
    /// For each field the marks of values that were seen, a slot a mark.
    private var marks: [UInt16] = []
    private var runs: UInt16 = 0
    private var asked: UInt16 = 0
    private var hits: UInt16 = 0

    /// Segments that are looked at before the fields are chosen.
    private static let trial: UInt16 = 512
    /// Slots for the values of one field: the codes of a busy laboratory fit.
    private static let slots = 512
    /// Keys that are looked for before hits are counted.
    private static let window: UInt16 = 2048

    init(_ sheaf: Sheaf) {
        fields =
            Self.bits(of: sheaf.fields).map { Field(bit: $0, isHeader: false) }
            + Self.bits(of: sheaf.header).map { Field(bit: $0, isHeader: true) }
    }

    private static func bits(of mask: UInt64) -> [UInt64] {
        (0..<64).map { 1 << UInt64($0) }.filter { mask & $0 != 0 }
    }

    /// Looks at the values of one more segment; `hash` gives that of a field's bytes, by its number.
    mutating func learn(_ sheaf: Sheaf, _ hash: (_ number: Int, _ isHeader: Bool) -> UInt64) {
        if marks.isEmpty { marks = Array(repeating: 0, count: fields.count * Self.slots) }
        for index in fields.indices {
            let hash = hash(fields[index].bit.trailingZeroBitCount, fields[index].isHeader)
            let slot = index * Self.slots + Int(truncatingIfNeeded: hash) & (Self.slots - 1)
            // Zero is an empty slot.
            let mark = UInt16(truncatingIfNeeded: hash >> 48) | 1
            if marks[slot] == mark { fields[index].repeats += 1 }
            marks[slot] = mark
        }
        runs += 1
        guard runs >= Self.trial else { return }
        isLearning = false
        marks = []
        fields.sort { $0.repeats > $1.repeats }
        while let last = fields.last, last.repeats < Self.trial / 2 { fields.removeLast() }
        choose(sheaf)
    }

    /// Counts a key that was looked for; gives up the field that changes most where keys are mostly not found.
    mutating func count(isFound: Bool, _ sheaf: Sheaf) {
        asked += 1
        if isFound { hits += 1 }
        guard asked >= Self.window else { return }
        if hits < asked / 2 {
            fields.removeLast()
            choose(sheaf)
        }
        asked = 0
        hits = 0
    }

    private mutating func choose(_ sheaf: Sheaf) {
        let known = fields.reduce(0) { $1.isHeader ? $0 : $0 | $1.bit }
        let header = fields.reduce(0) { $1.isHeader ? $0 | $1.bit : $0 }
        let rules = sheaf.rules(reading: known, header)
        let isWorthwhile = rules.nonzeroBitCount >= Sheaf.leastRules && !fields.isEmpty
        choice = isWorthwhile ? Choice(fields: known, header: header, rules: rules) : nil
    }
}
