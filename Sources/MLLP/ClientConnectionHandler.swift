// The shell of one client connection: frames out up to the depth, replies matched to them in order, one timer
// for the oldest. Everything runs on the connection's event loop.

import NIOCore

/// A frame on its way, and who waits for its reply.
struct ClientExchange: Sendable {
    let content: [UInt8]
    let ending: MLLPClient.Ending
    let matching: MLLPClient.Matching?
    let completion: MLLPClient.Completion
}

final class ClientConnectionHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private struct Sent {
        let byteCount: Int
        let deadline: NIODeadline
        let ending: MLLPClient.Ending
        let matching: MLLPClient.Matching?
        let completion: MLLPClient.Completion
        /// Nothing more has to come before the next frame; always so in release 1.
        var isCommitted: Bool
    }

    private let configuration: MLLPClient.Configuration
    private var decoder: FrameDecoder
    private var waiting = CircularBuffer<ClientExchange>()
    private var sent = CircularBuffer<Sent>()
    private var context: ChannelHandlerContext?
    private var isReading = false
    private var hasUnflushedWrites = false
    private var timer: Scheduled<Void>?
    private var missingEndTimer: Scheduled<Void>?
    /// Why the connection ended; nil while it stands.
    private var end: MLLPClientError.Kind?

    init(configuration: MLLPClient.Configuration) {
        self.configuration = configuration
        decoder = FrameDecoder(frameLimit: configuration.replyBytes)
    }

    // MARK: Commands, on the event loop.

    func send(_ exchange: ClientExchange) {
        if let end {
            exchange.completion(.failure(MLLPClientError(end, frameBytes: exchange.content.count)))
        } else if waiting.count >= configuration.waiting {
            exchange.completion(.failure(MLLPClientError(.overloaded, frameBytes: exchange.content.count)))
        } else {
            waiting.append(exchange)
            writeWaiting()
        }
    }

    /// Ends the connection: every frame on it fails, those that were written with an unknown outcome.
    func close(_ reason: MLLPClientError.Kind) {
        guard end == nil else { return }
        // A side that was refused hands nothing on that came behind its handshake.
        let mayHaveBeenReceived = reason != .handshakeFailed
        end = reason
        timer?.cancel()
        timer = nil
        missingEndTimer?.cancel()
        missingEndTimer = nil
        let receivedBytes = decoder.partialBytes
        let (lost, unsent) = (sent, waiting)
        sent.removeAll()
        waiting.removeAll()
        context?.close(promise: nil)
        for (index, frame) in lost.enumerated() {
            frame.completion(
                .failure(
                    MLLPClientError(
                        reason,
                        frameBytes: frame.byteCount,
                        receivedBytes: index == 0 ? receivedBytes : 0,
                        mayHaveBeenReceived: mayHaveBeenReceived
                    )
                )
            )
        }
        for exchange in unsent {
            exchange.completion(.failure(MLLPClientError(reason, frameBytes: exchange.content.count)))
        }
    }

    // MARK: Moving on.

    private func writeWaiting() {
        guard let context else { return }
        // Only the newest can be without its commit, as nothing is written before that has come.
        while sent.count < configuration.depth, sent.last?.isCommitted ?? true,
            let exchange = waiting.popFirst()
        {
            let deadline = NIODeadline.now() + TimeAmount(configuration.replyTimeout)
            sent.append(
                Sent(
                    byteCount: exchange.content.count,
                    deadline: deadline,
                    ending: exchange.ending,
                    matching: exchange.matching,
                    completion: exchange.completion,
                    isCommitted: configuration.release == .first
                )
            )
            write(exchange.content, context)
        }
        if !isReading { flush(context) }
        setTimer(context)
    }

    private func write(_ content: [UInt8], _ context: ChannelHandlerContext) {
        context.write(wrapOutboundOut(Frame.buffer(around: content)), promise: nil)
        hasUnflushedWrites = true
    }

    /// What replies set off while reading goes out with one flush at the end of it.
    private func flush(_ context: ChannelHandlerContext) {
        guard hasUnflushedWrites else { return }
        hasUnflushedWrites = false
        context.flush()
    }

    private func take(_ event: FrameDecoder.Event) {
        switch event {
        case .frame(let frame):
            if let block = CommitBlock(frame) {
                // A receiver of release 2 that is sent to in release 1 says no more by it than by its silence.
                if configuration.release == .second { take(block) }
            } else {
                take(frame)
            }
        case .oversized:
            close(.oversizedReply)
        case .cut, .outside:
            // A receiver that sends stray bytes between replies still answers; its timeout is what counts.
            break
        }
    }

    /// The commit of the newest frame, or of none.
    private func take(_ block: CommitBlock) {
        guard let newest = sent.last, !newest.isCommitted else {
            // The next frame's it must not become.
            close(.unexpectedReply)
            return
        }
        switch (block, newest.ending) {
        case (.stored, .reply):
            sent[sent.index(before: sent.endIndex)].isCommitted = true
        case (.stored, .commit):
            sent.removeLast()
            newest.completion(.success([]))
        case (.notStored, _):
            sent.removeLast()
            newest.completion(.failure(MLLPClientError(.notStored, frameBytes: newest.byteCount)))
        }
    }

    private func take(_ reply: [UInt8]) {
        if configuration.release == .second, let context { write(CommitBlock.stored.content, context) }
        guard let oldest = sent.first else {
            if !configuration.dropsStrayFrames { close(.unexpectedReply) }
            return
        }
        switch oldest.matching?(reply) ?? .reply {
        case .reply:
            sent.removeFirst()
            if !oldest.isCommitted { endOutOfStep() }
            oldest.completion(.success(reply))
        case .stepOver:
            break
        case .foreign:
            close(.unexpectedReply)
        }
    }

    /// A reply came before its frame's commit: that one may still come, and must not become the next frame's.
    private func endOutOfStep() {
        if let context { flush(context) }
        close(.unexpectedReply)
    }

    /// One timer for the oldest frame.
    ///
    /// It is left in place when that one is answered, and sets itself anew.
    private func setTimer(_ context: ChannelHandlerContext) {
        guard timer == nil, end == nil, let oldest = sent.first else { return }
        let loopBound = NIOLoopBound(self, eventLoop: context.eventLoop)
        timer = context.eventLoop.scheduleTask(deadline: oldest.deadline) { loopBound.value.timerWent() }
    }

    private func timerWent() {
        timer = nil
        guard let context, let oldest = sent.first else { return }
        if oldest.deadline <= .now() {
            close(.replyTimeout)
        } else {
            setTimer(context)
        }
    }

    /// Ends a reply whose final CR does not come.
    private func setMissingEndTimer(_ context: ChannelHandlerContext) {
        guard missingEndTimer == nil, decoder.position == .atPossibleEnd, end == nil else { return }
        let loopBound = NIOLoopBound(self, eventLoop: context.eventLoop)
        missingEndTimer = context.eventLoop.scheduleTask(in: TimeAmount(configuration.missingEnd)) {
            loopBound.value.missingEndTimerWent()
        }
    }

    private func missingEndTimerWent() {
        missingEndTimer = nil
        if end == nil, let event = decoder.idle() { take(event) }
        writeWaiting()
    }
}

// MARK: - Events of the channel

extension ClientConnectionHandler {
    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        isReading = true
        decoder.receive(unwrapInboundIn(data))
        while end == nil, let event = decoder.next() { take(event) }
        _ = decoder.takeCounts()
        writeWaiting()
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        isReading = false
        flush(context)
        setMissingEndTimer(context)
        context.fireChannelReadComplete()
    }

    func channelInactive(context: ChannelHandlerContext) {
        if end == nil, decoder.position == .atPossibleEnd, let event = decoder.end() { take(event) }
        close(.closed)
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        close((error as? MLLPClientError)?.kind ?? .closed)
    }
}
