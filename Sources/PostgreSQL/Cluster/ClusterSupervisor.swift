// Runs the postmaster as a child of a thread that lives as long as the cluster, and starts it again when it ends.
// The kernel's death signal goes by thread: a child of a pool thread would be shut down when that thread ends.

import CSupport
import Glibc
import Synchronization

/// The thread that a private server is a child of.
final class ClusterSupervisor: Sendable {
    let layout: ClusterLayout
    private let programs: ServerPrograms
    private let options: PrivateCluster.Options
    private let wakeup = Wakeup()
    private let state = Mutex(State())

    private struct State {
        var process: pid_t?
        var isStopping = false
        var hasEnded = false
        var endWaiters: [CheckedContinuation<Void, Never>] = []
    }

    /// A server that ran so long was healthy: the next pause is short again.
    private static let healthyMilliseconds: Int64 = 60_000
    /// A fast shutdown that takes longer is turned into an immediate one; recovery at the next start mends it.
    private static let shutdownMilliseconds: Int64 = 30_000

    init(layout: ClusterLayout, programs: ServerPrograms, options: PrivateCluster.Options) {
        self.layout = layout
        self.programs = programs
        self.options = options
    }

    var processID: Int32? { state.withLock { $0.process } }

    /// Returns when the server answers.
    func start() async throws(ClusterError) {
        let outcome: Result<Void, ClusterError> = await withCheckedContinuation { continuation in
            let started = DedicatedThread.start(named: "postgres-owner") { [self] in
                do throws(ClusterError) {
                    try bringUp()
                    continuation.resume(returning: .success(()))
                    superviseUntilStopped()
                } catch {
                    endServer()
                    continuation.resume(returning: .failure(error))
                }
                finish()
            }
            if !started {
                continuation.resume(returning: .failure(.system(activity: "start a thread", errno: errno)))
            }
        }
        try outcome.get()
    }

    /// Returns when the server has ended.
    func stop() async {
        await withCheckedContinuation { continuation in
            let hasEnded = state.withLock { state in
                state.isStopping = true
                if !state.hasEnded { state.endWaiters.append(continuation) }
                return state.hasEnded
            }
            if hasEnded { continuation.resume() }
            wakeup.signalAlways()
        }
    }
}

// On the supervisor's thread.
extension ClusterSupervisor {
    private func bringUp() throws(ClusterError) {
        try Predecessor.waitForEnd(layout, timeoutSeconds: options.predecessorTimeoutSeconds)
        if !FileSystem.exists(layout.data + "/PG_VERSION") { try initialize() }
        let deadline = MonotonicClock.milliseconds() + Int64(options.startTimeoutSeconds) * 1_000
        var backoff = Backoff(firstMilliseconds: 100, longestMilliseconds: 1_000)
        var attempts = 0
        while true {
            try spawnServer()
            attempts += 1
            if try ClusterDatabase.awaitAnswer(layout, until: deadline, while: { serverRuns() }) { return }
            // It ended: perhaps backends of a killed predecessor still hold its shared memory. Try a few times.
            guard attempts < 5, MonotonicClock.milliseconds() < deadline else {
                throw .didNotStart(log: layout.log)
            }
            pause(backoff.next())
        }
    }

    private func initialize() throws(ClusterError) {
        FileSystem.removeTree(layout.unfinishedData)
        let command =
            layout.user.launcher(endsWithUs: true) + [
                programs.initdb, "-D", layout.unfinishedData, "--username=\(ClusterLayout.role)",
                "--auth=trust",
                "--encoding=UTF8", "--locale=C", "--no-instructions",
            ]
        let child = try spawn(command)
        guard corridor_wait(child) == 0, rename(layout.unfinishedData, layout.data) == 0 else {
            throw .initializationFailed(log: layout.log)
        }
    }

    private func spawnServer() throws(ClusterError) {
        let child = try spawn(
            layout.user.launcher(endsWithUs: true) + [programs.postgres, "-D", layout.data]
                + ServerSettings.arguments(layout, options.serverSettings)
        )
        state.withLock { $0.process = child }
    }

    private func spawn(_ command: [String]) throws(ClusterError) -> pid_t {
        let output = try ServerLog.open(layout.log)
        defer { close(output) }
        let words = command.map { strdup($0) }
        defer { words.forEach { free($0) } }
        var child = pid_t()
        let error = corridor_spawn(words + [nil], output, &child)
        guard error == 0 else { throw .system(activity: "start \(command.first ?? "")", errno: error) }
        return child
    }

    /// Whether the child still runs; takes note of its end.
    private func serverRuns() -> Bool {
        guard let process = processID else { return false }
        var status: Int32 = 0
        guard waitpid(process, &status, WNOHANG) == 0 else {
            state.withLock { $0.process = nil }
            return false
        }
        return true
    }

    private func superviseUntilStopped() {
        var backoff = Backoff(firstMilliseconds: 50, longestMilliseconds: 5_000)
        var startedAt = MonotonicClock.milliseconds()
        while !isStopping {
            guard !serverRuns() else {
                pause(100)
                continue
            }
            if MonotonicClock.milliseconds() - startedAt > Self.healthyMilliseconds { backoff.reset() }
            pause(backoff.next())
            if isStopping { break }
            startedAt = MonotonicClock.milliseconds()
            // A failure to start, for instance for want of memory, is tried again after the next pause.
            do { try spawnServer() } catch { continue }
        }
        endServer()
    }

    /// Fast shutdown, and an immediate one after a while.
    private func endServer() {
        guard let process = processID else { return }
        let deadline = MonotonicClock.milliseconds() + Self.shutdownMilliseconds
        kill(process, SIGINT)
        while serverRuns() {
            if MonotonicClock.milliseconds() > deadline { kill(process, SIGQUIT) }
            _ = SocketPoll.wait(-1, events: 0, wakeup: -1, milliseconds: 10)
        }
    }

    private func finish() {
        let waiters = state.withLock { state in
            state.hasEnded = true
            defer { state.endWaiters = [] }
            return state.endWaiters
        }
        for waiter in waiters { waiter.resume() }
    }

    private var isStopping: Bool { state.withLock { $0.isStopping } }

    /// Sleeps, but not past the wish to stop.
    private func pause(_ milliseconds: Int32) {
        if isStopping { return }
        if SocketPoll.wait(-1, events: 0, wakeup: wakeup.descriptor, milliseconds: milliseconds).wokenUp {
            wakeup.isAwake()
        }
    }
}
