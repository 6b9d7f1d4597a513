// What maps called on one value yielded, because identities and quantities ask for the same many times.
//
// A table of its own: the library's dictionary hashes against attackers, which cost more than half of what
// knowing saves. Nothing is to be gained here by attacking: the number of calls is bounded by the steps of an
// evaluation, and keys are places in one message, spread by a multiplication.

import HL7v2

/// A call of a map to a primitive, with everything that its value can depend on.
struct KnownCall: Equatable {
    let function: Int32
    let element: Element
    /// The innermost group that the map reads from, see ``Program/Reach``.
    let group: GroupTree.Occurrence
    let joined: Int32

    /// What tells most calls apart.
    fileprivate var hash: UInt64 {
        let place = UInt64(truncatingIfNeeded: element.range.lowerBound) << 24
        let mixed =
            place ^ UInt64(truncatingIfNeeded: function) << 1 ^ UInt64(truncatingIfNeeded: group.index)
        return mixed &* 0x9E37_79B9_7F4A_7C15
    }
}

/// The answers so far.
struct KnownCalls {
    /// What came of a call, and what was read for it.
    struct Answer {
        let items: Items
        /// In the evaluation's readings; empty unless it is traced.
        let readings: Range<Int>
    }

    private var calls: [KnownCall] = []
    private var answers: [Answer] = []
    /// Positions in `calls`, or -1; a power of two, at least half of it free.
    private var slots: [Int32]

    init() {
        slots = Array(repeating: -1, count: Self.firstSize)
        calls.reserveCapacity(Self.firstSize / 2)
        answers.reserveCapacity(Self.firstSize / 2)
    }

    /// Enough for a laboratory result.
    private static let firstSize = 128

    subscript(call: KnownCall) -> Answer? {
        let position = slots[slot(of: call)]
        return position < 0 ? nil : answers[Int(position)]
    }

    /// Remembers the answer to a call that is not known yet.
    mutating func remember(_ call: KnownCall, _ answer: Answer) {
        if calls.count * 2 >= slots.count { grow() }
        let slot = slot(of: call)
        guard slots[slot] < 0 else { return }
        slots[slot] = Int32(calls.count)
        calls.append(call)
        answers.append(answer)
    }

    /// Where a call is, or would be.
    private func slot(of call: KnownCall) -> Int {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: call.hash >> 40) & mask
        while slots[slot] >= 0, calls[Int(slots[slot])] != call { slot = (slot + 1) & mask }
        return slot
    }

    private mutating func grow() {
        slots = Array(repeating: -1, count: slots.count * 2)
        for (position, call) in calls.enumerated() { slots[slot(of: call)] = Int32(position) }
    }
}
