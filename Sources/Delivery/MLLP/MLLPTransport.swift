// Deliveries as MLLP frames, over connections that are kept. It judges nothing.
//
// It has no back-off of its own: a connection that cannot be made is the destination's fault, and the lanes wait
// with theirs before the next delivery makes the next attempt.

import HL7v2
import MLLP
import MessageStore
import Synchronization

/// Sends deliveries over MLLP.
///
/// A destination has at most as many connections as it has deliveries under way; each is used for one delivery at
/// a time, kept for the next, and given up with the first delivery that has no clear answer on it. A receiver that is
/// seen to end connections with its reply gets a new one for each message from then on.
public final class MLLPTransport: Transport {
    /// A connection between two deliveries.
    private struct Line: Sendable {
        var client: MLLPClient
        /// The last message, where it was done with a commit: further answers to it may still come.
        var committed: MLLPExchange.Earlier?
        /// When the last message was done; `nil` on a new connection.
        var restingSince: ContinuousClock.Instant?

        /// Whether it was used a moment ago.
        var wasJustUsed: Bool {
            restingSince.map { $0.duration(to: .now) < MLLPTransport.closesAtOnce } ?? false
        }
    }

    private struct State {
        var idle: [DestinationID: [Line]] = [:]
        /// Destinations whose receivers end a connection with each reply, as was seen once: a message that is sent
        /// just then would be lost with its outcome unknown.
        var ending: Set<DestinationID> = []
        var isShutDown = false
    }

    /// A receiver that closes a connection so soon after a reply does so on purpose.
    private static let closesAtOnce: Duration = .seconds(2)

    private let state = Mutex(State())

    /// Creates a transport, which its owner shuts down.
    public init() {}

    /// Sends one attempt and calls back, on an event loop or at once.
    public func send(
        _ parcel: Parcel,
        to destination: DestinationSettings,
        completion: @escaping @Sendable (Reply) -> Void
    ) {
        guard let endpoint = destination.mllp,
            let exchange = MLLPExchange(parcel.body.bytes, awaited: endpoint.awaited)
        else {
            completion(Reply(.unsendable))
            return
        }
        if let line = idleLine(to: destination.id) {
            send(parcel, exchange, on: line, to: destination.id, completion)
            return
        }
        MLLPClient.connect(
            host: endpoint.host,
            port: endpoint.port,
            configuration: Self.configuration(of: destination, endpoint)
        ) { outcome in
            switch outcome {
            case .success(let client):
                self.send(parcel, exchange, on: Line(client: client), to: destination.id, completion)
            case .failure(let error):
                completion(Reply(.failure(AttemptFailure(error))))
            }
        }
    }

    /// Closes the connections; those under way close with their delivery.
    public func shutdown() {
        let lines = state.withLock { state in
            defer { state.idle = [:] }
            state.isShutDown = true
            return state.idle.values.flatMap(\.self)
        }
        for line in lines { line.client.closeSoon() }
    }

    private static func configuration(
        of destination: DestinationSettings,
        _ endpoint: MLLPEndpoint
    ) -> MLLPClient.Configuration {
        MLLPClient.Configuration(
            release: endpoint.release,
            connectTimeout: destination.connectTimeout,
            replyTimeout: destination.timeout,
            // Every reply is matched by its MSA-2, so that one to nobody can be taken for nobody's.
            dropsStrayFrames: true,
            transport: endpoint.connectionSetUp
        )
    }

    private func send(
        _ parcel: Parcel,
        _ exchange: MLLPExchange,
        on line: Line,
        to destination: DestinationID,
        _ completion: @escaping @Sendable (Reply) -> Void
    ) {
        var exchange = exchange
        exchange.earlier = line.committed
        let wasJustUsed = line.wasJustUsed
        line.client.send(
            parcel.body.bytes,
            endingWith: exchange.endsWithCommit ? .commit : .reply,
            matching: { [exchange] in exchange.match($0) }
        ) { [exchange] outcome in
            let (reply, committed) = Self.reply(outcome, to: exchange)
            if reply.answer.keepsConnection {
                let rested = Line(client: line.client, committed: committed, restingSince: .now)
                self.keep(rested, to: destination)
            } else {
                if wasJustUsed, case .failure(let error) = outcome, error.kind == .closed {
                    self.noteEnding(destination)
                }
                line.client.closeSoon()
            }
            completion(reply)
        }
    }

    /// What came back, and the message if more may come to it.
    private static func reply(
        _ outcome: Result<[UInt8], MLLPClientError>,
        to exchange: MLLPExchange
    ) -> (Reply, MLLPExchange.Earlier?) {
        switch outcome {
        case .success([]):
            // Only a commit block is nothing to read.
            let earlier = MLLPExchange.Earlier(controlID: exchange.controlID, wasBlock: true)
            return (Reply(.committed(isStored: true)), earlier)
        case .success(let bytes):
            let acknowledgment = MLLPReply(bytes)?.acknowledgment
            let isCommit = acknowledgment?.code == .commitAccept
            let unread = Answer.failure(AttemptFailure(phase: .awaiting, written: true))
            let reply = Reply(acknowledgment.map(Answer.acknowledged) ?? unread, body: bytes)
            return (reply, isCommit ? MLLPExchange.Earlier(controlID: exchange.controlID) : nil)
        case .failure(let error) where error.kind == .notStored:
            return (Reply(.committed(isStored: false)), nil)
        case .failure(let error):
            return (Reply(.failure(AttemptFailure(error))), nil)
        }
    }

    /// A connection that stands; what was closed meanwhile is forgotten.
    private func idleLine(to destination: DestinationID) -> Line? {
        state.withLock { state in
            while let line = state.idle[destination]?.popLast() {
                if line.client.isOpen { return line }
                if line.wasJustUsed { state.ending.insert(destination) }
            }
            return nil
        }
    }

    private func keep(_ line: Line, to destination: DestinationID) {
        let isKept = state.withLock { state in
            guard !state.isShutDown, !state.ending.contains(destination) else { return false }
            state.idle[destination, default: []].append(line)
            return true
        }
        if !isKept { line.client.closeSoon() }
    }

    private func noteEnding(_ destination: DestinationID) {
        state.withLock { _ = $0.ending.insert(destination) }
    }
}

extension Answer {
    /// Whether its connection is good for another message.
    fileprivate var keepsConnection: Bool {
        switch self {
        case .acknowledged, .committed: true
        case .response, .unsendable, .failure: false
        }
    }
}

extension AttemptFailure {
    /// Translates a failure of an MLLP connection.
    init(_ error: MLLPClientError) {
        let phase: Phase =
            switch error.kind {
            case .connectFailed, .connectTimeout: .connect
            case .handshakeFailed: .tls
            case .overloaded: .preparing
            case .notStored, .replyTimeout, .oversizedReply, .unexpectedReply: .awaiting
            case .closed, .closedHere: error.mayHaveBeenReceived ? .awaiting : .sending
            }
        self.init(
            phase: phase,
            written: error.mayHaveBeenReceived,
            timedOut: error.kind == .connectTimeout || error.kind == .replyTimeout,
            code: error.systemError.map(Int.init) ?? 0
        )
    }
}
