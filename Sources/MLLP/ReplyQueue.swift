// The replies of one connection, in the order of its frames: a slot is reserved for each frame, filled in any
// order, and emptied from the front. No I/O.

import NIOCore

/// What becomes of a frame's reply.
enum ReplyOutcome: Sendable, Hashable {
    /// Taken: one frame, several one after the other, or none.
    case replies([[UInt8]])
    /// Not taken, and these frames say so where nothing shorter does.
    case refusal([[UInt8]])
    case silence
    case close
}

extension ReplyOutcome {
    /// One frame.
    static func reply(_ content: [UInt8]) -> ReplyOutcome { .replies([content]) }

    /// The contents of the blocks that are written.
    ///
    /// In release 2 the commit comes first, and where nothing was stored it is all.
    func blocks(in release: MLLPRelease) -> [[UInt8]] {
        switch (self, release) {
        case (.replies(let contents), .first), (.refusal(let contents), .first): contents
        case (.replies(let contents), .second): [CommitBlock.stored.content] + contents
        case (.refusal, .second): [CommitBlock.notStored.content]
        case (.silence, _), (.close, _): []
        }
    }
}

struct ReplyQueue {
    private struct Slot {
        let frameBytes: Int
        var outcome: ReplyOutcome?
    }

    private var slots = CircularBuffer<Slot>(initialCapacity: 16)
    private var firstNumber: UInt64 = 0
    /// Bytes of the frames whose slots are taken.
    private(set) var frameBytes = 0

    /// Slots taken, filled or not.
    var count: Int { slots.count }
    var isEmpty: Bool { slots.isEmpty }

    /// Takes the next slot for a frame of this size.
    mutating func reserve(frameBytes: Int) -> UInt64 {
        slots.append(Slot(frameBytes: frameBytes))
        self.frameBytes += frameBytes
        return firstNumber + UInt64(slots.count) - 1
    }

    /// Fills a slot; one that is gone or filled stays as it is.
    mutating func fill(_ number: UInt64, with outcome: ReplyOutcome) {
        guard number >= firstNumber, number - firstNumber < UInt64(slots.count) else { return }
        let index = slots.index(slots.startIndex, offsetBy: Int(number - firstNumber))
        if slots[index].outcome == nil { slots[index].outcome = outcome }
    }

    /// The outcome of the front slot, if it is filled; the slot is given back.
    mutating func popReady() -> ReplyOutcome? {
        guard let first = slots.first, let outcome = first.outcome else { return nil }
        slots.removeFirst()
        firstNumber += 1
        frameBytes -= first.frameBytes
        return outcome
    }

    /// Gives all slots back; what fills them later is dropped.
    mutating func removeAll() {
        firstNumber += UInt64(slots.count)
        slots.removeAll()
        frameBytes = 0
    }
}
