// What a connection's thread does: connect, send, poll, receive, and again from the start when the server is gone.

import Glibc
import Synchronization

/// The life of a connection's thread.
struct ConnectionLoop {
    private let connection: Connection
    private var backoff: Backoff
    /// How long shutting down waits for answers.
    private static let farewellMilliseconds: Int64 = 2_000

    init(_ connection: Connection) {
        self.connection = connection
        backoff = Backoff(
            firstMilliseconds: connection.options.firstPauseMilliseconds,
            longestMilliseconds: connection.options.longestPauseMilliseconds
        )
    }

    /// Returns after the shutdown.
    consuming func run() {
        while !isStopping {
            do {
                let session = try open()
                backoff.reset()
                connection.source?.connected()
                let end = converse(session)
                fail(session, end)
                connection.source?.disconnected(end)
                // A server that accepts and drops at once must not keep the thread spinning.
                if !isStopping { pause(connection.options.firstPauseMilliseconds) }
            } catch {
                connection.source?.disconnected(error)
                pause(backoff.next())
            }
        }
        end()
    }

    private var isStopping: Bool { connection.shared.withLock { $0.isStopping } }

    private func open() throws(DatabaseError) -> Session {
        let session = try Session(
            connection.settings,
            abort: AbortSignal(
                wakeup: connection.wakeup,
                isRaised: { [connection] in
                    connection.shared.withLock { $0.isStopping }
                }
            )
        )
        for channel in connection.options.channels {
            _ = try session.execute("listen \(channel)", activity: "listen")
        }
        try session.enterPipeline()
        return session
    }

    /// Sends and receives until the connection is lost or shut down.
    private func converse(_ session: Session) -> DatabaseError {
        var farewell: Int64?
        do {
            while true {
                var wait = try fill(session)
                if session.underWay.count < connection.options.depth {
                    // Whoever brings work from here on will see that the thread sleeps; look once more.
                    connection.wakeup.willSleep()
                    wait = try fill(session)
                }
                if isStopping {
                    let now = MonotonicClock.milliseconds()
                    let deadline = farewell ?? now + Self.farewellMilliseconds
                    farewell = deadline
                    if session.underWay.isEmpty || now >= deadline {
                        return DatabaseError(kind: .shutDown, activity: "shut down")
                    }
                    wait = 100
                }
                let mustWrite = try session.flush()
                let ready = SocketPoll.wait(
                    session.socket,
                    events: mustWrite ? POLLIN | POLLOUT : POLLIN,
                    wakeup: connection.wakeup.descriptor,
                    milliseconds: wait
                )
                connection.wakeup.isAwake()
                if ready.socket { try receive(session) }
            }
        } catch {
            return error
        }
    }

    /// Sends work until the depth is reached or there is none; returns how long poll() may wait.
    private func fill(_ session: Session) throws(DatabaseError) -> Int32 {
        while session.underWay.count < connection.options.depth {
            if let cold = takeCold() {
                try send(cold, session)
                continue
            }
            guard !isStopping, let source = connection.source else { return -1 }
            switch source.next() {
            case .work(let work): try send(work, session)
            case .idle: return -1
            case .wait(let milliseconds): return max(1, milliseconds)
            }
        }
        return -1
    }

    private func send(_ work: Work, _ session: Session) throws(DatabaseError) {
        do {
            try session.send(work)
        } catch {
            work.finish(.failure(error))?()
            throw error
        }
    }

    private func receive(_ session: Session) throws(DatabaseError) {
        try session.consume()
        while let answered = try session.nextAnswered() {
            let tell = answered.work.finish(answered.outcome)
            if tell != nil {
                // First give the server its next work, then tell callers about this one.
                // What fails here fails again in the loop, where it is handled.
                _ = try? fillAndFlush(session)
            }
            tell?()
        }
        while let notification = session.nextNotification() {
            connection.source?.notified(channel: notification.channel, payload: notification.payload)
        }
    }

    private func fillAndFlush(_ session: Session) throws(DatabaseError) {
        _ = try fill(session)
        _ = try session.flush()
    }

    private func takeCold() -> Work? {
        connection.shared.withLock { shared in
            shared.cold.isEmpty ? nil : shared.cold.removeFirst().work
        }
    }

    /// Reports what was under way when the connection went.
    private func fail(_ session: Session, _ end: DatabaseError) {
        for lost in session.underWay {
            let error = DatabaseError(
                kind: .connection(sent: true),
                activity: lost.work.activity,
                detail: end.detail
            )
            lost.work.finish(.failure(error))?()
        }
        session.underWay = []
    }

    /// Sleeps between attempts, while cold statements run out of patience.
    private func pause(_ milliseconds: Int32) {
        let until = MonotonicClock.milliseconds() + Int64(milliseconds)
        while !isStopping {
            let now = MonotonicClock.milliseconds()
            let nextDeadline = expireCold(now)
            guard now < until else { return }
            _ = SocketPoll.wait(
                -1,
                events: 0,
                wakeup: connection.wakeup.descriptor,
                milliseconds: Int32(max(1, min(until, nextDeadline ?? until) - now))
            )
            connection.wakeup.isAwake()
        }
    }

    /// Ends the cold statements that may wait no longer; returns the next deadline.
    private func expireCold(_ now: Int64) -> Int64? {
        let (expired, next) = connection.shared.withLock { shared in
            let expired = shared.cold.filter { $0.deadline <= now }
            shared.cold.removeAll { $0.deadline <= now }
            return (expired, shared.cold.map(\.deadline).min())
        }
        for cold in expired {
            cold.work.finish(.failure(DatabaseError(kind: .timedOut, activity: cold.work.activity)))?()
        }
        return next
    }

    private func end() {
        let (cold, waiters) = connection.shared.withLock { shared in
            shared.hasEnded = true
            defer {
                shared.cold = []
                shared.endWaiters = []
            }
            return (shared.cold, shared.endWaiters)
        }
        for cold in cold {
            cold.work.finish(.failure(DatabaseError(kind: .shutDown, activity: cold.work.activity)))?()
        }
        for waiter in waiters { waiter.resume() }
    }
}
