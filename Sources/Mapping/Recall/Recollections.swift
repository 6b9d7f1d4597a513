// What rules and maps wrote for the bytes that they read, to be written again.
//
// A table of its own, as the library's dictionary would hash and count references twice as long as it saves. All
// it holds lies in a few arrays that are emptied together when one of them is full: what is worth remembering comes
// again soon. Hashes are seeded, so that nobody can choose bytes that collide.

import FHIR
import Foundation

/// A memory of earlier runs over messages with the same terms.
///
/// Functions are mutating even where they only read, for the reason that `Evaluation` has.
struct Recollections: Sendable {
    /// What came of a rule, or of a map that emits.
    struct Entry: Sendable {
        fileprivate let hash: UInt64
        fileprivate let key: Range<Int32>
        /// What was written below the element, or is in the resource.
        let fragment: TreeFragments.Fragment
        let written: MapRun.Written
        /// The resources that were emitted on the way, by the entries of their maps, in their order.
        let effects: Range<Int32>
        /// The resource that a map emitted, in `emitted`; -1 for a rule.
        let emitted: Int32
        /// Whether it holds what a resource is, and not only which one: one that another map had emitted before was not
        /// filled again.
        let isWhole: Bool
        /// Whether that is so for everything emitted on the way.
        let isWholeThroughout: Bool
    }

    /// A resource that a map emitted.
    struct Emitted: Sendable {
        let emission: Int32
        let identity: [UInt8]
        let id: StableIdentifier
        /// The run that has it already, and its number there.
        fileprivate(set) var run: UInt64 = 0
        fileprivate(set) var resource: Int32 = -1
    }

    let terms: RecallTerms?
    private(set) var fragments = TreeFragments()
    private(set) var entries: [Entry] = []
    private(set) var effects: [Int32] = []
    private(set) var emitted: [Emitted] = []
    private var keys: [UInt8] = []
    /// Positions in `entries`, or -1; a power of two, at least half of it free.
    private var slots: [Int32] = []
    private var seed: UInt64 = 0
    private var run: UInt64 = 0
    /// For each rule, and after them each map, how often it was asked for and found.
    private var usage: [Usage] = []
    /// What was learnt about each sheaf.
    private var sheaves: [SheafState] = []

    /// No memory at all.
    init() {
        terms = nil
    }

    init(terms: RecallTerms) {
        self.terms = terms
        slots = Array(repeating: -1, count: Self.slotCount)
        seed = .random(in: .min ... .max)
    }

    /// Entries that fit; a laboratory's day has some thousands.
    private static let entryLimit = 16384
    private static let slotCount = entryLimit * 2
    /// Bytes of fragments, and of keys.
    private static let fragmentLimit = 4 << 20
    private static let keysLimit = 1 << 20
    /// Longer keys are not remembered: long values do not come again.
    static let keyLimit = 512

    mutating func beginRun() {
        run += 1
        if !hasRoom { forget() }
    }

    /// Forgets everything; only between runs, which refer to entries by number.
    private mutating func forget() {
        fragments.removeAll()
        entries.removeAll(keepingCapacity: true)
        effects.removeAll(keepingCapacity: true)
        emitted.removeAll(keepingCapacity: true)
        keys.removeAll(keepingCapacity: true)
        usage.removeAll(keepingCapacity: true)
        slots = Array(repeating: -1, count: Self.slotCount)
    }

    // MARK: Finding

    /// The entry of a key; -1 for none.
    mutating func find(_ key: borrowing ByteSink) -> Int32 {
        let hash = hash(key)
        var slot = Int(truncatingIfNeeded: hash) & (Self.slotCount - 1)
        while slots[slot] >= 0 {
            if isEntry(slots[slot], hash, key) { return slots[slot] }
            slot = (slot + 1) & (Self.slotCount - 1)
        }
        return -1
    }

    /// The entry of a key, noted for the rule or map that it is of; -1 for none.
    mutating func find(_ key: borrowing ByteSink, unit: Int) -> Int32 {
        let entry = find(key)
        if entry >= 0 { usage[unit].found() } else { usage[unit].missed() }
        return entry
    }

    private mutating func isEntry(_ number: Int32, _ hash: UInt64, _ key: borrowing ByteSink) -> Bool {
        guard entries[Int(number)].hash == hash else { return false }
        let entry = entries[Int(number)]
        guard entry.key.count == key.count else { return false }
        return keys.withUnsafeBytes { keys in
            // Unsafe memory: both stretches have as many bytes as were compared above.
            key.withBytes { wanted in
                guard let known = keys.baseAddress, let other = wanted.baseAddress else { return true }
                return memcmp(known + Int(entry.key.lowerBound), other, wanted.count) == 0
            }
        }
    }

    private mutating func hash(_ key: borrowing ByteSink) -> UInt64 {
        let seed = seed
        return key.withBytes { KeyHash.hash($0, seed: seed) }
    }

    // MARK: Keeping

    /// Whether more can be remembered in this run.
    var hasRoom: Bool {
        mutating get {
            entries.count < Self.entryLimit && fragments.byteCount < Self.fragmentLimit
                && keys.count < Self.keysLimit
        }
    }

    /// Whether a rule or map still finds what it looks for often enough.
    mutating func isWorthwhile(unit: Int, of count: Int) -> Bool {
        if usage.count < count { usage = Array(repeating: Usage(), count: count) }
        return usage[unit].isWorthwhile()
    }

    /// Notes what something took that was not found; it is looked for no more where that was less than looking.
    mutating func took(_ effort: Int, unit: Int, least: Int) {
        usage[unit].took(effort)
        if effort < least { usage[unit].giveUp() }
    }

    /// Puts aside what was added below an element.
    mutating func keep(below node: TreeBuilder.Node, of builder: borrowing TreeBuilder, since count: Int)
        -> TreeFragments.Fragment
    {
        fragments.keep(below: node, of: builder, since: count)
    }

    /// Remembers what came of a key, where ``hasRoom``; it takes the place of what was remembered of it.
    ///
    /// - Returns: the entry's number.
    mutating func remember(
        _ key: borrowing ByteSink,
        fragment: TreeFragments.Fragment,
        written: MapRun.Written,
        effects: [Int32],
        emitted: Emitted? = nil,
        isWhole: Bool = true
    ) -> Int32 {
        let number = Int32(entries.count)
        let start = keys.count
        key.withBytes { keys.append(contentsOf: $0) }
        let firstEffect = self.effects.count
        self.effects.append(contentsOf: effects)
        var resource: Int32 = -1
        if let emitted {
            resource = Int32(self.emitted.count)
            self.emitted.append(emitted)
        }
        let hash = hash(key)
        entries.append(
            Entry(
                hash: hash,
                key: Int32(start)..<Int32(keys.count),
                fragment: fragment,
                written: written,
                effects: Int32(firstEffect)..<Int32(self.effects.count),
                emitted: resource,
                isWhole: isWhole,
                isWholeThroughout: isWhole && effects.allSatisfy { entries[Int($0)].isWholeThroughout }
            )
        )
        var slot = Int(truncatingIfNeeded: hash) & (Self.slotCount - 1)
        while slots[slot] >= 0, !isEntry(slots[slot], hash, key) { slot = (slot + 1) & (Self.slotCount - 1) }
        slots[slot] = number
        return number
    }

    // MARK: Sheaves

    /// Whether the fields of a sheaf are still being looked at.
    mutating func isLearning(_ number: Int, of all: [Sheaf]) -> Bool {
        if sheaves.isEmpty { sheaves = all.map { SheafState($0) } }
        return sheaves[number].isLearning
    }

    /// What is remembered of a sheaf; `nil` where that gains nothing.
    mutating func choice(_ number: Int) -> SheafState.Choice? {
        sheaves[number].choice
    }

    mutating func learn(_ sheaf: Sheaf, _ number: Int, _ hash: (Int, Bool) -> UInt64) {
        sheaves[number].learn(sheaf, hash)
    }

    mutating func count(isFound: Bool, _ sheaf: Sheaf, _ number: Int) {
        sheaves[number].count(isFound: isFound, sheaf)
    }

    // MARK: Resources of the run

    /// The number of an emitted resource in this run; -1 where this run has not emitted it yet.
    mutating func resource(of number: Int32) -> Int32 {
        let known = emitted[Int(number)]
        return known.run == run ? known.resource : -1
    }

    mutating func note(_ resource: Int32, of number: Int32) {
        emitted[Int(number)].run = run
        emitted[Int(number)].resource = resource
    }
}

/// How often something was looked for, and what finding it saves.
private struct Usage: Sendable {
    private var asked: UInt16 = 0
    private var hits: UInt16 = 0
    /// The steps and elements that it took when it was last not found.
    private var effort: UInt16 = 1
    /// How often it is not looked for before it gets another trial.
    private var pause: UInt16 = 0

    /// So often it is looked for before hits are counted; longer for what takes long, such as a ward's beds.
    private static let shortTrial: UInt16 = 64
    private static let longTrial: UInt16 = 1024
    private static let longEffort: UInt16 = 64
    private static let longPause: UInt16 = 1024
    private static let never = UInt16.max
    /// Looking and keeping take as long as so many steps or elements.
    private static let cost = 12

    mutating func isWorthwhile() -> Bool {
        if pause == 0 { return true }
        if pause != Self.never { pause -= 1 }
        return false
    }

    mutating func found() {
        hits += 1
        missed()
    }

    mutating func missed() {
        asked += 1
        guard asked >= (effort < Self.longEffort ? Self.shortTrial : Self.longTrial) else { return }
        if Int(hits) * Int(effort) < Int(asked) * Self.cost { pause = Self.longPause }
        asked = 0
        hits = 0
    }

    mutating func took(_ effort: Int) {
        self.effort = UInt16(clamping: max(effort, 1))
    }

    mutating func giveUp() {
        pause = Self.never
    }
}
