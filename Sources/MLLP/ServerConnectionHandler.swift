// The shell of one server connection: bytes go into the decoder, frames to the receiver, replies out in order.
// Decisions stand in FrameDecoder, ReplyQueue, ReadingGate and ConnectionDeadline; here they are carried out.
// Everything runs on the connection's event loop.

import Logging
import NIOCore

final class ServerConnectionHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// How far the connection's life has come.
    enum Phase {
        /// Frames are taken.
        case open
        /// No more frames are taken; what comes in is dropped, the replies under way go out.
        case ending
        /// Our side is closed; waiting a moment for the other side to do the same.
        case lingering
        case closed
    }

    let connection: MLLPConnection
    let release: MLLPRelease
    let limits: MLLPServerLimits
    let registry: ConnectionRegistry
    let receiver: any FrameReceiver
    let logger: Logger
    var context: ChannelHandlerContext?

    var decoder: FrameDecoder
    var replies = ReplyQueue()
    var gate = ReadingGate()
    var phase = Phase.open
    var peerHasEnded = false
    var readIsHeldBack = false
    private var isAdvancing = false
    private var hasFilledSlots = false
    var times = ConnectionTimes()
    var alarm: (deadline: NIODeadline, task: Scheduled<Void>)?
    var loggedNotices: Set<WireNotice> = []

    init(
        connection: MLLPConnection,
        release: MLLPRelease,
        limits: MLLPServerLimits,
        registry: ConnectionRegistry,
        receiver: any FrameReceiver,
        logger: Logger
    ) {
        self.connection = connection
        self.release = release
        self.limits = limits
        self.registry = registry
        self.receiver = receiver
        self.logger = logger
        decoder = FrameDecoder(frameLimit: limits.frameBytes)
    }

    // MARK: Commands, on the event loop.

    /// Puts an outcome into its slot and writes what is ready.
    func settle(_ slot: UInt64, with outcome: ReplyOutcome) {
        replies.fill(slot, with: outcome)
        advance()
    }

    /// Puts an outcome into its slot; true when it is the first since the last `advance`.
    func fill(_ slot: UInt64, with outcome: ReplyOutcome) -> Bool {
        replies.fill(slot, with: outcome)
        defer { hasFilledSlots = true }
        return !hasFilledSlots
    }

    func pauseReading(closingAfter limit: Duration?) {
        gate.set(.paused, true)
        times.pausedUntil = limit.map { .now() + TimeAmount($0) }
        advance()
    }

    func resumeReading() {
        gate.set(.paused, false)
        times.pausedUntil = nil
        times.lastRead = .now()
        advance()
    }

    func end() {
        guard phase == .open else { return }
        takeEnd()
        advance()
    }

    func closeNow() {
        context?.close(promise: nil)
    }

    // MARK: Moving on.

    /// Takes what may be taken, writes what may be written, and moves the phase on.
    ///
    /// Called after every change. A receiver that answers at once calls back into here; the inner call does
    /// nothing, because the outer one goes on.
    func advance() {
        guard !isAdvancing, phase != .closed, let context else { return }
        isAdvancing = true
        repeat {
            takeFrames()
            writeReplies(context)
        } while phase == .open && gate.isOpen && decoder.hasInput
        finishInputIfEnded(context)
        if phase == .ending, replies.isEmpty { linger(context) }
        registry.countReceived(decoder.takeCounts())
        hasFilledSlots = false
        isAdvancing = false
        guard phase != .closed else { return }
        readIfHeldBack(context)
        setAlarm(context)
    }

    private func takeFrames() {
        while phase == .open, gate.isOpen, let event = decoder.next() { handle(event) }
    }

    /// Half-closed peers still get their replies: the end of the input only ends the taking of frames.
    private func finishInputIfEnded(_ context: ChannelHandlerContext) {
        guard phase == .open, peerHasEnded, gate.isOpen, !decoder.hasInput else { return }
        takeEnd()
        writeReplies(context)
    }

    private func takeEnd() {
        let last = decoder.end()
        phase = .ending
        if let last { handle(last) }
    }

    func handle(_ event: FrameDecoder.Event) {
        switch event {
        case .frame(let frame) where CommitBlock(frame) != nil:
            // What the other side says to our replies; also a sender of release 2 whom we take for one of release 1.
            registry.count { $0.commitBlocks += 1 }
        case .frame(let frame):
            receiver.received(frame, on: connection, reply: token(forFrameOf: frame.count))
        case .oversized(let beginning):
            notice(.oversizedFrame, byteCount: limits.frameBytes)
            phase = .ending
            receiver.receivedOversized(
                beginning: beginning,
                on: connection,
                reply: token(forFrameOf: beginning.count)
            )
        case .cut(let byteCount):
            notice(.cutFrame, byteCount: byteCount)
        case .outside(let byteCount, let looksLikeMessage):
            notice(looksLikeMessage ? .unframedMessage : .bytesOutside, byteCount: byteCount)
        }
    }

    private func token(forFrameOf byteCount: Int) -> ReplyToken {
        let slot = replies.reserve(frameBytes: byteCount)
        updateUnanswered()
        return ReplyToken(connection: connection, slot: slot)
    }

    private func updateUnanswered() {
        let isFull = replies.count >= limits.unansweredFrames || replies.frameBytes >= limits.unansweredBytes
        gate.set(.unanswered, isFull)
    }

    /// One write for each block, one flush for all that are ready.
    private func writeReplies(_ context: ChannelHandlerContext) {
        var written = 0
        var withheld = 0
        while let outcome = replies.popReady() {
            let blocks = outcome.blocks(in: release)
            for block in blocks {
                context.write(wrapOutboundOut(Frame.buffer(around: block)), promise: nil)
            }
            written += blocks.count
            if blocks.isEmpty { withheld += 1 }
            if outcome == .close {
                withheld += replies.count
                replies.removeAll()
                phase = .ending
            }
        }
        guard written + withheld > 0 else { return }
        if written > 0 {
            times.lastWrite = .now()
            context.flush()
        }
        registry.count { counts in
            counts.replies += written
            counts.withheldReplies += withheld
        }
        updateUnanswered()
    }

    /// Closes our side after the last reply and waits a moment: closing both sides while the kernel holds
    /// unread bytes resets the connection, and the reset destroys replies that the other side has not read.
    private func linger(_ context: ChannelHandlerContext) {
        phase = .lingering
        let recently = times.lastWrite.map { NIODeadline.now() - $0 < TimeAmount(limits.linger) } ?? false
        guard recently, limits.linger > .zero else {
            context.close(promise: nil)
            return
        }
        times.lingersUntil = .now() + TimeAmount(limits.linger)
        let loopBound = NIOLoopBound(self, eventLoop: context.eventLoop)
        context.close(mode: .output).whenComplete { _ in
            if loopBound.value.peerHasEnded { loopBound.value.closeNow() }
        }
    }

    private func readIfHeldBack(_ context: ChannelHandlerContext) {
        guard readIsHeldBack, mayRead else { return }
        readIsHeldBack = false
        context.read()
    }

    /// After the last frame everything is read, and dropped, so that the other side gets to see its replies.
    var mayRead: Bool { gate.isOpen || phase != .open }
}
