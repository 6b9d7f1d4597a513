// What the connections of one server share: who is open, whether reading is paused, the counts, the receiver.
// One lock for all of it; nothing is called while it is held.

import NIOCore
import Synchronization

final class ConnectionRegistry: Sendable {
    /// The server-wide pause of reading.
    struct Pause: Sendable {
        let closesAfter: Duration?
    }

    private struct State {
        var lastNumber: UInt64 = 0
        var connections: [MLLPConnectionID: MLLPConnection] = [:]
        var pause: Pause?
        var isStopping = false
        var counts = MLLPServerCounts()
        var emptyWaiters: [@Sendable () -> Void] = []
    }

    private let state = Mutex(State())
    private let connectionLimit: Int

    init(connectionLimit: Int) {
        self.connectionLimit = connectionLimit
    }

    var counts: MLLPServerCounts {
        state.withLock { state in
            var counts = state.counts
            counts.openConnections = state.connections.count
            return counts
        }
    }

    func count(_ change: (inout MLLPServerCounts) -> Void) {
        state.withLock { change(&$0.counts) }
    }

    /// Adds what a decoder has seen.
    func countReceived(_ received: FrameCounts) {
        if received != FrameCounts() { count { $0.received += received } }
    }

    /// Admits a new connection, or nil at the limit and while stopping.
    ///
    /// The pause is the one that the connection begins with.
    func admit(
        remoteAddress: String,
        eventLoop: any EventLoop
    ) -> (connection: MLLPConnection, pause: Pause?)? {
        state.withLock { state in
            guard !state.isStopping, state.connections.count < connectionLimit else {
                state.counts.refusedConnections += 1
                return nil
            }
            state.lastNumber += 1
            state.counts.acceptedConnections += 1
            let id = MLLPConnectionID(number: state.lastNumber)
            let connection = MLLPConnection(id: id, remoteAddress: remoteAddress, eventLoop: eventLoop)
            state.connections[id] = connection
            return (connection, state.pause)
        }
    }

    func remove(_ connection: MLLPConnection) {
        let waiters: [@Sendable () -> Void] = state.withLock { state in
            state.connections[connection.id] = nil
            guard state.connections.isEmpty else { return [] }
            defer { state.emptyWaiters = [] }
            return state.emptyWaiters
        }
        for waiter in waiters { waiter() }
    }

    var all: [MLLPConnection] { state.withLock { Array($0.connections.values) } }

    func setPause(_ pause: Pause?) {
        state.withLock { $0.pause = pause }
    }

    /// Admits nobody from now on; true for the first caller.
    func stopAdmitting() -> Bool {
        state.withLock { state in
            defer { state.isStopping = true }
            return !state.isStopping
        }
    }

    /// Calls back once no connection is open.
    func whenEmpty(_ action: @escaping @Sendable () -> Void) {
        let isEmpty = state.withLock { state in
            if !state.connections.isEmpty { state.emptyWaiters.append(action) }
            return state.connections.isEmpty
        }
        if isEmpty { action() }
    }
}
