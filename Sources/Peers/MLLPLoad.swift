// Many senders at once, for the benchmarks and the crash tests: each sends its messages in order, waits for
// acknowledgments, and sends again what was not acknowledged when a connection broke, as hospital systems do.

import MLLP
import Synchronization

/// Sends messages over several connections and measures the acknowledgments.
public struct MLLPLoad: Sendable {
    /// What is sent, and how hard.
    public struct Plan: Sendable {
        /// Where the listener is.
        public var host = "127.0.0.1"
        /// Its port.
        public var port: Int
        /// Connections at once.
        public var connections: Int
        /// Messages under way on one connection; 1 waits for each acknowledgment.
        public var depth = 1
        /// The most messages that one connection sends.
        public var messagesPerConnection: Int
        /// What all connections send together, where that is bounded: who is free takes the next one.
        public var stock: Stock?
        /// How long to wait for one acknowledgment.
        public var replyTimeout: Duration = .seconds(30)
        /// How long a connection tries to come back before the load gives up.
        public var patience: Duration = .seconds(60)
        /// The bytes of a message.
        public var message: @Sendable (_ connection: Int, _ number: Int) -> [UInt8]
        /// Told of every positive acknowledgment, on the connection's event loop.
        public var acknowledged: @Sendable (_ connection: Int, _ number: Int) -> Void = { _, _ in }
        /// Asked before each message; `false` ends the connection's sending.
        public var goesOn: @Sendable () -> Bool = { true }

        /// Plans a load.
        public init(
            port: Int,
            connections: Int,
            messagesPerConnection: Int,
            message: @escaping @Sendable (_ connection: Int, _ number: Int) -> [UInt8]
        ) {
            self.port = port
            self.connections = connections
            self.messagesPerConnection = messagesPerConnection
            self.message = message
        }
    }

    /// Messages that several connections share, so that all of them are busy to the end.
    public final class Stock: Sendable {
        private let left: Atomic<Int>

        /// So many messages.
        public init(_ count: Int) {
            left = Atomic(count)
        }

        /// Takes one; `false` when there is none left.
        func take() -> Bool {
            left.subtract(1, ordering: .relaxed).oldValue > 0
        }

        var isEmpty: Bool { left.load(ordering: .relaxed) <= 0 }
    }

    /// What came of it.
    public struct Outcome: Sendable {
        /// Messages answered with `AA` or `CA`.
        public var acknowledged = 0
        /// Messages answered with anything else.
        public var refused = 0
        /// Connections that broke and were made again.
        public var reconnections = 0
        /// Times from writing a message to its acknowledgment, in nanoseconds, unsorted.
        public var latencies: [UInt64] = []

        /// The latency that a share of the messages did not exceed, in milliseconds.
        public func latency(percentile: Double) -> Double {
            guard !latencies.isEmpty else { return 0 }
            let sorted = latencies.sorted()
            let index = min(sorted.count - 1, Int(Double(sorted.count) * percentile / 100))
            return Double(sorted[index]) / 1_000_000
        }

        static func += (left: inout Outcome, right: Outcome) {
            left.acknowledged += right.acknowledged
            left.refused += right.refused
            left.reconnections += right.reconnections
            left.latencies += right.latencies
        }
    }

    /// A connection could not be made again in time.
    public struct GaveUp: Error, CustomStringConvertible {
        /// Says which.
        public let description: String
    }

    /// Sends everything and waits for the last acknowledgment.
    public static func run(_ plan: Plan) async throws -> Outcome {
        try await withThrowingTaskGroup(of: Outcome.self) { group in
            for connection in 0..<plan.connections {
                group.addTask { try await run(plan, connection: connection) }
            }
            var total = Outcome()
            for try await outcome in group { total += outcome }
            return total
        }
    }

    private static func run(_ plan: Plan, connection: Int) async throws -> Outcome {
        var outcome = Outcome()
        var next = 0
        while next < plan.messagesPerConnection, plan.stock?.isEmpty != true, plan.goesOn() {
            let client = try await connect(plan)
            let stretch = await withCheckedContinuation { continuation in
                LoadStretch(plan, connection: connection, from: next, client: client) {
                    continuation.resume(returning: $0)
                }.start()
            }
            await client.close()
            outcome += stretch.outcome
            next = stretch.next
            if stretch.broke { outcome.reconnections += 1 }
        }
        return outcome
    }

    private static func connect(_ plan: Plan) async throws -> MLLPClient {
        let deadline = ContinuousClock.now + plan.patience
        while true {
            do {
                var configuration = MLLPClient.Configuration()
                configuration.depth = plan.depth
                configuration.replyTimeout = plan.replyTimeout
                return try await MLLPClient.connect(
                    host: plan.host,
                    port: plan.port,
                    configuration: configuration
                )
            } catch {
                guard ContinuousClock.now < deadline, plan.goesOn() else {
                    throw GaveUp(description: "no connection to port \(plan.port): \(error)")
                }
                try await Task.sleep(for: .milliseconds(20))
            }
        }
    }
}

/// The sending over one connection, until all is sent or the connection breaks.
private final class LoadStretch: Sendable {
    struct Result {
        var outcome = MLLPLoad.Outcome()
        /// The first message that is not acknowledged.
        var next: Int
        var broke = false
    }

    private struct State {
        var result: Result
        var toSend: Int
        var underWay = 0
        var isOver = false
    }

    private let plan: MLLPLoad.Plan
    private let connection: Int
    private let client: MLLPClient
    private let finish: @Sendable (Result) -> Void
    private let state: Mutex<State>

    init(
        _ plan: MLLPLoad.Plan,
        connection: Int,
        from first: Int,
        client: MLLPClient,
        finish: @escaping @Sendable (Result) -> Void
    ) {
        self.plan = plan
        self.connection = connection
        self.client = client
        self.finish = finish
        state = Mutex(State(result: Result(next: first), toSend: first))
    }

    func start() {
        for _ in 0..<plan.depth { sendNext() }
    }

    private func sendNext() {
        let number: Int? = state.withLock { state in
            guard !state.isOver, state.toSend < plan.messagesPerConnection, plan.goesOn(),
                plan.stock?.take() ?? true
            else { return nil }
            defer {
                state.toSend += 1
                state.underWay += 1
            }
            return state.toSend
        }
        guard let number else { return finishIfIdle() }
        let begin = ContinuousClock.now
        client.send(plan.message(connection, number)) { [self] result in
            switch result {
            case .success(let reply): answered(number, reply, after: ContinuousClock.now - begin)
            case .failure: broke()
            }
        }
    }

    /// Replies come in the order of their messages, so all before this one are answered.
    private func answered(_ number: Int, _ reply: [UInt8], after latency: Duration) {
        let isPositive = Self.isPositive(reply)
        if isPositive { plan.acknowledged(connection, number) }
        state.withLock { state in
            state.underWay -= 1
            state.result.next = number + 1
            state.result.outcome.latencies.append(
                UInt64(latency.components.seconds) * 1_000_000_000
                    + UInt64(latency.components.attoseconds / 1_000_000_000)
            )
            if isPositive {
                state.result.outcome.acknowledged += 1
            } else {
                state.result.outcome.refused += 1
            }
        }
        sendNext()
    }

    private func broke() {
        state.withLock { state in
            state.underWay -= 1
            state.isOver = true
            state.result.broke = true
        }
        finishIfIdle()
    }

    private func finishIfIdle() {
        let result: Result? = state.withLock { state in
            guard state.underWay == 0, state.toSend != .max else { return nil }
            state.isOver = true
            // Finishing happens once: no later call finds this value again.
            state.toSend = .max
            return state.result
        }
        if let result { finish(result) }
    }

    private static let acknowledgment = Array("\rMSA|".utf8)

    /// Whether MSA-1 says that the message was taken.
    private static func isPositive(_ reply: [UInt8]) -> Bool {
        // Compared as bytes: a load reads tens of thousands of these a second.
        guard let segment = reply.indices.first(where: { reply[$0...].starts(with: Self.acknowledgment) })
        else {
            return false
        }
        let code = reply[segment...].dropFirst(Self.acknowledgment.count).prefix(2)
        return code.elementsEqual("AA".utf8) || code.elementsEqual("CA".utf8)
    }
}
