// The other side of an MLLP destination: keeps what it got and acknowledges it as a test wants.

import HL7v2
import Logging
import MLLP
import Synchronization

/// A receiver of HL7 v2 messages.
final class MLLPReceiver: FrameReceiver {
    private let frames = Mutex<[[UInt8]]>([])
    private let code: @Sendable (_ number: Int) -> String
    private let error: String

    /// `code` says MSA-1 by how many messages have come, `error` is an ERR segment that goes with every refusal.
    init(error: String = "", code: @escaping @Sendable (_ number: Int) -> String = { _ in "AA" }) {
        self.error = error
        self.code = code
    }

    /// What came, in order.
    var taken: [[UInt8]] { frames.withLock(\.self) }

    func received(_ frame: [UInt8], on connection: MLLPConnection, reply: ReplyToken) {
        let count = frames.withLock { frames in
            frames.append(frame)
            return frames.count
        }
        let code = code(count)
        let id = Self.controlID(of: frame)
        let text = "MSH|^~\\&|LAB|NORTH|||20261122103000||ACK|R\(count)|P|2.5.1\rMSA|\(code)|\(id)\r"
        reply.answer(Array((code == "AA" ? text : text + error).utf8))
    }

    /// MSH-10 of a message in any character set.
    static func controlID(of frame: [UInt8]) -> String {
        (try? Message(frame))?.header.controlID ?? ""  // What cannot be read has none.
    }

    /// Runs a body with a port that leads to this receiver.
    func listening(_ body: (_ port: Int) async throws -> Void) async throws {
        let server = try await MLLPServer.start(
            MLLPServer.Configuration(port: 0),
            receiver: self,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        do {
            try await body(server.port)
        } catch {
            await server.stop(within: .zero)
            throw error
        }
        await server.stop(within: .zero)
    }
}
