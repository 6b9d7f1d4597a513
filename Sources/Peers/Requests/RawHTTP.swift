// A client of HTTP without manners: writes any bytes, and reads what comes back until enough has come.
//
// It reads only answers that say how long they are, as those of our listeners do.

import NIOCore
import NIOPosix

/// Conversations over raw sockets.
public enum RawHTTP {
    /// An answer as it came.
    public struct Answer: Sendable {
        /// The status, such as 201.
        public let status: Int
        /// The header fields in order.
        public let headers: [(name: String, value: String)]
        /// The body.
        public let body: [UInt8]

        /// The first header field of this name, in any case.
        public func header(_ name: String) -> String? {
            headers.first { $0.name.lowercased() == name.lowercased() }?.value
        }
    }

    /// What came of a conversation.
    public struct Exchange: Sendable {
        /// How a conversation ended.
        public enum End: String, Sendable {
            /// With as many answers as were waited for.
            case answered
            /// The other side closed the connection.
            case closed
            /// The time was over.
            case timeOver
        }

        /// The answers, without interim ones.
        public var answers: [Answer] = []
        /// Whether the client was asked for its body.
        public var wasAsked = false
        /// How it ended.
        public var end = End.closed
        /// What came that is no answer.
        public var rest: [UInt8] = []
    }

    /// How a conversation goes.
    public struct Plan: Sendable {
        /// The port on this machine.
        public var port: Int
        /// What is written, one part after the other.
        public var parts: [[UInt8]]
        /// The pause between two parts.
        public var pause: Duration = .zero
        /// Whether nothing more is sent after the last part.
        public var endsInput = false
        /// How many answers end the conversation.
        public var answers = 1
        /// Requests to which an answer has no body, by their place: those of `HEAD`.
        public var bodiless: Set<Int> = []
        /// How long the conversation may take.
        public var patience: Duration = .seconds(60)

        /// Plans a conversation.
        public init(port: Int, parts: [[UInt8]]) {
            self.port = port
            self.parts = parts
        }
    }

    /// Holds a conversation.
    ///
    /// - Parameter plan: how it goes.
    /// - Returns: what came of it.
    /// - Throws: the system's error when no connection can be made.
    public static func talk(_ plan: Plan) async throws -> Exchange {
        let channel = try await ClientBootstrap(group: NIOSingletons.posixEventLoopGroup)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .connect(host: "127.0.0.1", port: plan.port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(
                        wrappingChannelSynchronously: channel,
                        configuration: .init(isOutboundHalfClosureEnabled: true)
                    )
                }
            }
        let deadline = NIODeadline.now() + TimeAmount(plan.patience)
        let alarm = channel.channel.eventLoop.scheduleTask(deadline: deadline) {
            channel.channel.close(promise: nil)
        }
        defer { alarm.cancel() }
        var received = AnswerReader(bodiless: plan.bodiless)
        do {
            try await channel.executeThenClose { inbound, outbound in
                try await withThrowingTaskGroup { group in
                    group.addTask { await write(plan, to: outbound) }
                    for try await buffer in inbound {
                        received.read(Array(buffer.readableBytesView))
                        if received.exchange.answers.count >= plan.answers { break }
                    }
                    group.cancelAll()
                }
            }
        } catch {
            // A connection that breaks has ended, too.
            received.exchange.end = .closed
        }
        if received.exchange.answers.count >= plan.answers {
            received.exchange.end = .answered
        } else if NIODeadline.now() >= deadline {
            received.exchange.end = .timeOver
        }
        received.exchange.rest = received.pending
        return received.exchange
    }

    private static func write(_ plan: Plan, to outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>) async {
        do {
            for (number, part) in plan.parts.enumerated() {
                if number > 0, plan.pause > .zero { try await Task.sleep(for: plan.pause) }
                try await outbound.write(ByteBuffer(bytes: part))
            }
            if plan.endsInput { outbound.finish() }
        } catch {
            // The other side has closed before it read everything, which it may.
        }
    }
}
