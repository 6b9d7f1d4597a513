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

    @Test(arguments: [
        ("", ConnectionTimes.Stream.quiet, ConnectionTimes.Stream.notReading),
        ("\u{B}a\u{1C}\r", .quiet, .notReading),
        ("\u{B}a", .withinFrame, .withinFrame),
        ("\u{B}a\u{1C}", .awaitsIdle, .awaitsIdle),
        ("\r\n", .quiet, .notReading),
        ("MSH|", .awaitsIdle, .awaitsIdle),
    ])
    func `Who waits for our replies is not idle, who stands within a frame is`(
        _ text: String,
        _ free: ConnectionTimes.Stream,
        _ owing: ConnectionTimes.Stream
    ) {
        var decoder = FrameDecoder(frameLimit: 100)
        decoder.receive(Array(text.utf8))
        _ = decoder.drain()
        #expect(ConnectionTimes.Stream(isReading: true, decoder: decoder, owesReplies: false) == free)
        #expect(ConnectionTimes.Stream(isReading: true, decoder: decoder, owesReplies: true) == owing)
        #expect(ConnectionTimes.Stream(isReading: false, decoder: decoder, owesReplies: false) == .notReading)
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
