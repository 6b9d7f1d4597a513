// A receiver that records what comes in and answers as a test wants.

import Logging
import MLLP

final class TestReceiver: FrameReceiver {
    struct Arrival: Sendable {
        let text: String
        let token: ReplyToken
    }

    /// Called for every frame before it is recorded; nil leaves the answer to the test.
    private let answer: (@Sendable (String) -> String?)?
    let arrivals = Recorder<Arrival>()
    let oversized = Recorder<[UInt8]>()
    let opened = Recorder<MLLPConnection>()
    let closed = Recorder<MLLPConnectionID>()

    init(answer: (@Sendable (String) -> String?)? = nil) {
        self.answer = answer
    }

    func received(_ frame: [UInt8], on connection: MLLPConnection, reply: ReplyToken) {
        let text = String(decoding: frame, as: UTF8.self)
        if let answer = answer?(text) {
            reply.answer(Array(answer.utf8))
            arrivals.append(Arrival(text: text, token: reply))
        } else {
            arrivals.append(Arrival(text: text, token: reply))
        }
    }

    func receivedOversized(beginning: [UInt8], on connection: MLLPConnection, reply: ReplyToken) {
        oversized.append(beginning)
        reply.answer(Array("too big".utf8))
    }

    func opened(_ connection: MLLPConnection) {
        opened.append(connection)
    }

    func closed(_ connection: MLLPConnection) {
        closed.append(connection.id)
    }
}

extension ReplyToken {
    func answer(_ text: String) {
        answer(Array(text.utf8))
    }
}

/// Starts a server on a free port, runs the body, and stops it.
func withServer(
    _ receiver: any FrameReceiver,
    release: MLLPRelease = .first,
    limits: MLLPServerLimits = MLLPServerLimits(linger: .milliseconds(200)),
    eventLoops: Int = 1,
    _ body: (MLLPServer) async throws -> Void
) async throws {
    let server = try await MLLPServer.start(
        .init(port: 0, release: release, limits: limits, eventLoops: eventLoops),
        receiver: receiver,
        logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
    )
    do {
        try await body(server)
    } catch {
        await server.stop(within: .zero)
        throw error
    }
    await server.stop(within: .zero)
}

func framed(_ text: String) -> [UInt8] {
    Frame.bytes(around: Array(text.utf8))
}

func framed(_ texts: [String]) -> [UInt8] {
    texts.flatMap { framed($0) }
}
