// A connection that stays: its own thread, pipeline mode, reconnecting by itself.
// It takes hot work from its source, one completion a batch, and cold statements from anyone.

import Synchronization

/// A connection on a thread of its own.
///
/// Work of the source is sent in its order, `depth` at a time; each work is one transaction. When the connection is
/// lost, everything under way ends with `connection(sent: true)` and the thread connects again, for ever, with
/// growing pauses.
public final class Connection: Sendable {
    /// How a connection behaves.
    public struct Options: Sendable {
        /// The thread's name, at most 15 characters.
        public var threadName: String
        /// Work under way at one time.
        ///
        /// One is right for group commit: what arrives meanwhile is the next batch.
        public var depth: Int
        /// Channels to listen to.
        public var channels: [String] = []
        /// First and longest pause between attempts to connect, in milliseconds.
        public var firstPauseMilliseconds: Int32 = 20
        /// The longest pause.
        public var longestPauseMilliseconds: Int32 = 2_000

        /// Options for one thread.
        public init(threadName: String, depth: Int = 1) {
            self.threadName = threadName
            self.depth = depth
        }
    }

    let settings: ConnectionSettings
    let options: Options
    let source: (any WorkSource)?
    let wakeup = Wakeup()
    let shared = Mutex(Shared())

    /// What the thread shares with its callers.
    struct Shared {
        var cold: [ColdWork] = []
        var isStopping = false
        var hasEnded = false
        var endWaiters: [CheckedContinuation<Void, Never>] = []
    }

    /// A cold statement that waits to be sent.
    struct ColdWork {
        let work: Work
        /// On the monotonic clock.
        let deadline: Int64
    }

    /// Cold statements that may wait; beyond, they are refused.
    static let coldLimit = 1_024

    /// Describes a connection; nothing happens before `start()`.
    public init(_ settings: ConnectionSettings, options: Options, source: (any WorkSource)? = nil) {
        self.settings = settings
        self.options = options
        self.source = source
    }

    /// Starts the thread, which connects at once.
    public func start() throws(DatabaseError) {
        let started = DedicatedThread.start(named: options.threadName) { ConnectionLoop(self).run() }
        if !started { throw DatabaseError(kind: .notSendable, activity: "start a thread") }
    }

    /// Tells the thread that its source has work.
    ///
    /// Cheap when the thread is busy anyway.
    public func workArrived() {
        wakeup.signal()
    }

    /// Runs statements as one transaction.
    ///
    /// For cold paths. Fails when the connection does not come up within `patience`; after it was sent, only the
    /// server decides how long it takes.
    public func run(
        _ statements: [Statement],
        activity: String,
        patience: Duration = .seconds(5)
    ) async throws(DatabaseError) -> [Rows] {
        let outcome: Work.Outcome = await withCheckedContinuation { continuation in
            submit(
                Work(statements, activity: activity) { outcome in
                    { continuation.resume(returning: outcome) }
                },
                patience: patience
            )
        }
        return try outcome.get()
    }

    /// Runs one statement as a transaction and returns its rows.
    public func run(
        _ statement: Statement,
        activity: String,
        patience: Duration = .seconds(5)
    ) async throws(DatabaseError) -> Rows {
        guard let rows = try await run([statement], activity: activity, patience: patience).first else {
            throw DatabaseError(kind: .unexpectedAnswer, activity: activity)
        }
        return rows
    }

    /// Hands work over without waiting; ahead of the source's work.
    public func submit(_ work: Work, patience: Duration = .seconds(5)) {
        let deadline =
            MonotonicClock.milliseconds() + patience.components.seconds * 1_000
            + patience.components.attoseconds / 1_000_000_000_000_000
        let refusal = shared.withLock { shared -> DatabaseError? in
            if shared.isStopping { return DatabaseError(kind: .shutDown, activity: work.activity) }
            if shared.cold.count >= Self.coldLimit {
                return DatabaseError(kind: .timedOut, activity: work.activity)
            }
            shared.cold.append(ColdWork(work: work, deadline: deadline))
            return nil
        }
        if let refusal {
            work.finish(.failure(refusal))?()
        } else {
            wakeup.signalAlways()
        }
    }

    /// Ends the connection once what is under way has been answered, at most about two seconds later.
    public func shutDown() async {
        await withCheckedContinuation { continuation in
            let hasEnded = shared.withLock { shared in
                shared.isStopping = true
                if !shared.hasEnded { shared.endWaiters.append(continuation) }
                return shared.hasEnded
            }
            if hasEnded { continuation.resume() }
            wakeup.signalAlways()
        }
    }
}
