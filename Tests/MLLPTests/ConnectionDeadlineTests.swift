// Which of several reasons to stop waiting comes next.

import NIOCore
import Testing

@testable import MLLP

struct ConnectionDeadlineTests {
    private let limits = MLLPServerLimits(
        stalled: .seconds(30),
        missingEnd: .seconds(1),
        idle: .seconds(600)
    )
    private let start = NIODeadline.uptimeNanoseconds(0)

    private var times: ConnectionTimes {
        var times = ConnectionTimes()
        times.lastRead = start
        return times
    }

    @Test
    func `A stream has the deadline of what it is doing`() {
        #expect(times.next(.notReading, limits: limits) == nil)
        #expect(times.next(.awaitsIdle, limits: limits) == .init(kind: .idleInput, time: start + .seconds(1)))
        #expect(
            times.next(.withinFrame, limits: limits) == .init(kind: .stalledFrame, time: start + .seconds(30))
        )
        #expect(times.next(.quiet, limits: limits) == .init(kind: .quiet, time: start + .seconds(600)))
    }

    @Test
    func `Without an idle limit a quiet connection waits for ever`() {
        #expect(times.next(.quiet, limits: MLLPServerLimits()) == nil)
    }

    @Test
    func `Lingering comes before unread replies, those before a pause, that before the stream`() {
        var times = self.times
        times.pausedUntil = start + .seconds(5)
        #expect(times.next(.withinFrame, limits: limits)?.kind == .paused)
        times.unwritableSince = start
        #expect(times.next(.withinFrame, limits: limits)?.kind == .stalledReplies)
        times.lingersUntil = start + .seconds(2)
        #expect(times.next(.withinFrame, limits: limits)?.kind == .lingered)
    }
}
