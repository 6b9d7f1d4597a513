// Slots filled in any order come out in theirs.

import Testing

@testable import MLLP

struct ReplyQueueTests {
    private func drain(_ queue: inout ReplyQueue) -> [ReplyOutcome] {
        var outcomes: [ReplyOutcome] = []
        while let outcome = queue.popReady() { outcomes.append(outcome) }
        return outcomes
    }

    @Test(arguments: 0..<20)
    func `Replies come out in the order of their frames`(_ seed: UInt64) {
        var random = SplitMix(state: seed)
        var queue = ReplyQueue()
        let slots = (0..<50).map { _ in queue.reserve(frameBytes: 10) }
        var outcomes: [ReplyOutcome] = []
        for slot in slots.shuffled(using: &random) {
            queue.fill(slot, with: .reply([UInt8(slot)]))
            outcomes += drain(&queue)
        }
        #expect(outcomes == slots.map { .reply([UInt8($0)]) })
        #expect(queue.isEmpty)
        #expect(queue.frameBytes == 0)
    }

    @Test
    func `A slot is filled once`() {
        var queue = ReplyQueue()
        let slot = queue.reserve(frameBytes: 1)
        queue.fill(slot, with: .silence)
        queue.fill(slot, with: .reply([1]))
        #expect(drain(&queue) == [.silence])
        queue.fill(slot, with: .reply([1]))
        #expect(drain(&queue) == [])
    }

    @Test
    func `Slots that were given back are not filled any more`() {
        var queue = ReplyQueue()
        let old = queue.reserve(frameBytes: 1)
        queue.removeAll()
        let new = queue.reserve(frameBytes: 1)
        queue.fill(old, with: .reply([1]))
        #expect(drain(&queue) == [])
        queue.fill(new, with: .reply([2]))
        #expect(drain(&queue) == [.reply([2])])
    }

    @Test
    func `A number that was never reserved does nothing`() {
        var queue = ReplyQueue()
        queue.fill(7, with: .reply([1]))
        queue.fill(.max, with: .reply([1]))
        #expect(drain(&queue) == [])
    }
}
