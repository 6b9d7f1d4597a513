// One MLLP feed: judges each frame, hands it to the store, and leaves the answer to the commit.
//
// Called on the connections' event loops. Small messages are judged right there, which costs microseconds;
// large ones on a worker, and what follows on the same connection waits behind them, so that a connection's
// messages are accepted in the order sent. Nothing is answered here but what cannot be stored.

public import MLLP
public import MessageStore
import NIOPosix
public import Routing
import Synchronization

/// Receives the frames of one listener.
public final class MLLPListener: FrameReceiver {
    /// Above this many bytes a message is judged on a worker, so that it does not hold up the loop.
    public static let inlineBytes = 64 * 1024

    /// What a listener works with.
    public struct Setting: Sendable {
        /// Judges messages under the current site.
        public var intake: Intake
        /// The stored numbers of that site.
        public var numbers: SiteNumbers
        /// The feed's stored number.
        public var feed: FeedID
        /// Milliseconds since 1970 UTC.
        public var clock: @Sendable () -> Int64

        /// Puts a setting together.
        public init(
            intake: Intake,
            numbers: SiteNumbers,
            feed: FeedID,
            clock: @escaping @Sendable () -> Int64
        ) {
            self.intake = intake
            self.numbers = numbers
            self.feed = feed
            self.clock = clock
        }
    }

    /// The listener's numbers.
    public let counters = ListenerCounters()
    let setting: Setting
    private let store: any MessageAccepting
    let crashGuard: any CrashGuard
    private let gate: ReadingGate
    private let backlog = Mutex(Backlog())
    private let queues = Mutex<[MLLPConnectionID: FrameQueue]>([:])
    let memory = Mutex(ExchangeMemory())
    /// Held from a judgment by memory to its hand-over; see `acceptExchange`.
    let handingOver = Mutex(())

    /// Prepares a listener.
    ///
    /// - Parameters:
    ///   - setting: what to judge by.
    ///   - store: where messages become durable.
    ///   - crashGuard: remembers messages that ended a process.
    ///   - gate: stops and resumes reading on all connections of this listener.
    public init(
        setting: Setting,
        store: any MessageAccepting,
        crashGuard: any CrashGuard,
        gate: ReadingGate
    ) {
        self.setting = setting
        self.store = store
        self.crashGuard = crashGuard
        self.gate = gate
    }

    /// Remembers what its feed remembered when it was last at work; call before the first frame.
    public func remember(_ entries: [FeedMemory]) {
        let known = entries.compactMap { entry in
            ExchangeMemory.Kind(rawValue: entry.kind).flatMap { kind in
                entry.value.map { (ExchangeMemory.Key(kind: kind, name: entry.key), $0) }
            }
        }
        memory.withLock { $0 = ExchangeMemory(known) }
    }

    /// Judges a frame, or queues it behind a large one of the same connection.
    public func received(_ frame: [UInt8], on connection: MLLPConnection, reply: ReplyToken) {
        counters.received.add(1, ordering: .relaxed)
        let arrival = ReceivedFrame(bytes: frame, reply: reply, at: .now, receivedAt: setting.clock())
        let isQueued = queues.withLock { $0.append(arrival, to: connection.id) }
        if isQueued { return }
        if frame.count <= Self.inlineBytes {
            process(arrival)
        } else {
            queues.withLock { $0[connection.id] = FrameQueue() }
            processOnWorker(arrival, connection.id)
        }
    }

    /// Refuses a frame beyond the limit, of which only the beginning is known.
    public func receivedOversized(beginning: [UInt8], on connection: MLLPConnection, reply: ReplyToken) {
        counters.received.add(1, ordering: .relaxed)
        counters.refused.add(1, ordering: .relaxed)
        let judgment = setting.intake.judge(oversized: beginning, acceptedAt: setting.clock())
        reply.refuse(all: judgment.answers)
    }

    /// The store has room again: hands over what had to wait, in order, and reads on.
    public func roomAgain() {
        let isEmpty = backlog.withLock { backlog in
            while let next = backlog.messages.first {
                guard store.accept(next) else { return false }
                backlog.messages.removeFirst()
            }
            return true
        }
        if isEmpty { gate.open(.room) }
    }

    private func processOnWorker(_ frame: ReceivedFrame, _ connection: MLLPConnectionID) {
        NIOThreadPool.singleton.submit { [self] _ in
            process(frame)
            // What queued up behind it goes here too, until the queue is empty and gone. A sender that hung up
            // meanwhile changes nothing: what had come in whole is accepted in order.
            while let next = queues.withLock({ $0.next(of: connection) }) { process(next) }
        }
    }

    private func process(_ frame: ReceivedFrame) {
        let whenUnavailable = setting.intake.reception.whenUnavailable
        if whenUnavailable != .silent, !store.isAvailable { return answerUnavailable(frame) }
        // A silent listener stops reading (see `ReadingGate`); what it has read by then waits in the store's
        // bounded queue and is answered once it is durable after all.
        counters.lastReceivedAt.store(frame.receivedAt, ordering: .relaxed)
        let reading = crashGuard.guarding(frame.bytes) {
            setting.intake.read(frame.bytes, acceptedAt: frame.receivedAt)
        }
        switch reading {
        case .message(.judged(let judgment)):
            accept(newMessage(frame.bytes, judgment, frame, reply: .own(frame.reply, judgment.answers)))
        case .message(.exchange(let message)): acceptExchange(message, frame)
        case .batch(let batch): acceptBatch(batch, frame)
        case nil:
            let judgment = setting.intake.judge(suspect: frame.bytes, acceptedAt: frame.receivedAt)
            accept(suspect(frame.bytes, judgment, frame, reply: .own(frame.reply, judgment.answers)))
        }
    }

    /// Hands a message to the store, or keeps it until there is room and stops reading.
    func accept(_ message: NewMessage) {
        let waits = backlog.withLock { backlog in
            if backlog.messages.isEmpty, store.accept(message) { return false }
            backlog.messages.append(message)
            return true
        }
        if waits {
            gate.close(.room)
            // Room may have come between the refusal and the closing.
            if store.isAvailable { roomAgain() }
        }
    }

    private func answerUnavailable(_ frame: ReceivedFrame) {
        counters.refused.add(1, ordering: .relaxed)
        frame.reply.refuse(all: setting.intake.unavailable(frame.bytes, acceptedAt: frame.receivedAt))
    }
}

/// A frame on its way to the store.
struct ReceivedFrame: Sendable {
    let bytes: [UInt8]
    let reply: ReplyToken
    let at: ContinuousClock.Instant
    /// The same moment in milliseconds since 1970 UTC.
    let receivedAt: Int64
}

/// Frames of one connection that wait behind a large one; bounded by the connection's unanswered frames.
struct FrameQueue {
    private var waiting: [ReceivedFrame] = []
    private var head = 0

    mutating func append(_ frame: ReceivedFrame) {
        waiting.append(frame)
    }

    mutating func next() -> ReceivedFrame? {
        guard head < waiting.count else { return nil }
        defer { head += 1 }
        return waiting[head]
    }
}

extension [MLLPConnectionID: FrameQueue] {
    /// Queues a frame where its connection has a queue; `false` where it has none.
    fileprivate mutating func append(_ frame: ReceivedFrame, to connection: MLLPConnectionID) -> Bool {
        self[connection]?.append(frame) != nil
    }

    /// The next frame of a connection; an empty queue goes.
    fileprivate mutating func next(of connection: MLLPConnectionID) -> ReceivedFrame? {
        if let frame = self[connection]?.next() { return frame }
        removeValue(forKey: connection)
        return nil
    }
}

/// Messages that the store had no room for; bounded by the connections' unanswered frames, as reading stops.
private struct Backlog {
    var messages: [NewMessage] = []
}
