// Many clients of HTTP at once, each with one request under way on a connection that is kept.

import NIOCore
import NIOPosix
import Synchronization

/// Sends requests over several connections and measures the answers.
public enum HTTPLoad {
    /// What is sent, and how hard.
    public struct Plan: Sendable {
        /// The port on this machine.
        public var port: Int
        /// Where requests go, by `POST`.
        public var path: String
        /// Connections at once.
        public var connections: Int
        /// Requests of all connections together.
        public var requests: Int
        /// Header fields beside `Host` and `Content-Length`.
        public var headers: [(name: String, value: String)] = []
        /// The body of a request, by its number.
        public var body: @Sendable (_ number: Int) -> [UInt8]

        /// Plans a load.
        public init(
            port: Int,
            path: String,
            connections: Int,
            requests: Int,
            body: @escaping @Sendable (_ number: Int) -> [UInt8]
        ) {
            self.port = port
            self.path = path
            self.connections = connections
            self.requests = requests
            self.body = body
        }
    }

    /// What came of it.
    public struct Outcome: Sendable {
        /// Requests answered with 2xx.
        public var taken = 0
        /// Requests answered otherwise.
        public var refused = 0
        /// Times from writing a request to its answer, in nanoseconds, unsorted.
        public var latencies: [UInt64] = []

        /// The latency that a share of the requests did not exceed, in milliseconds.
        public func latency(percentile: Double) -> Double {
            let sorted = latencies.sorted()
            guard let last = sorted.indices.last else { return 0 }
            return Double(sorted[min(last, Int(Double(sorted.count) * percentile / 100))]) / 1_000_000
        }

        static func += (left: inout Outcome, right: Outcome) {
            left.taken += right.taken
            left.refused += right.refused
            left.latencies += right.latencies
        }
    }

    /// Sends everything and waits for the last answer.
    ///
    /// - Parameter plan: what is sent.
    /// - Returns: what came of it.
    /// - Throws: when a connection cannot be made, or breaks.
    public static func run(_ plan: Plan) async throws -> Outcome {
        let next = Counter()
        return try await withThrowingTaskGroup(of: Outcome.self) { group in
            for _ in 0..<plan.connections { group.addTask { try await run(plan, next) } }
            var total = Outcome()
            for try await outcome in group { total += outcome }
            return total
        }
    }

    /// The next request of all.
    private final class Counter: Sendable {
        private let count = Atomic(0)

        func take() -> Int { count.add(1, ordering: .relaxed).oldValue }
    }

    private static func run(_ plan: Plan, _ next: Counter) async throws -> Outcome {
        let channel = try await ClientBootstrap(group: NIOSingletons.posixEventLoopGroup)
            .channelOption(.socketOption(.tcp_nodelay), value: 1)
            .connect(host: "127.0.0.1", port: plan.port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        let fields = plan.headers.map { "\($0.name): \($0.value)\r\n" }.joined()
        return try await channel.executeThenClose { inbound, outbound in
            var outcome = Outcome()
            var answers = AnswerReader(bodiless: [])
            var buffers = inbound.makeAsyncIterator()
            while true {
                let number = next.take()
                guard number < plan.requests else { return outcome }
                let body = plan.body(number)
                let head =
                    "POST \(plan.path) HTTP/1.1\r\nHost: localhost\r\n\(fields)Content-Length: \(body.count)\r\n\r\n"
                var buffer = ByteBuffer(string: head)
                buffer.writeBytes(body)
                let start = NIODeadline.now()
                try await outbound.write(buffer)
                answers.exchange.answers = []
                while answers.exchange.answers.isEmpty {
                    guard let received = try await buffers.next() else { throw ChannelError.eof }
                    answers.read(Array(received.readableBytesView))
                }
                outcome.latencies.append(UInt64((NIODeadline.now() - start).nanoseconds))
                if let status = answers.exchange.answers.first?.status, (200..<300).contains(status) {
                    outcome.taken += 1
                } else {
                    outcome.refused += 1
                }
            }
        }
    }
}
