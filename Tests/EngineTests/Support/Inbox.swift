// The other side of a destination: an HTTP receiver that answers as a test wants and keeps what it got.

import Peers
import Synchronization
import Testing

/// What a receiver got and how it answered.
final class Inbox: Sendable {
    typealias Request = HTTPReceiver.Request
    typealias Answering = @Sendable (Request) -> HTTPReceiver.Answer

    private struct State {
        var taken: [Request] = []
        var refused: [Request] = []
        var answer: Answering
    }

    private let state: Mutex<State>

    /// An inbox that takes everything unless told otherwise.
    init(answer: @escaping Answering = { _ in .status(200) }) {
        state = Mutex(State(answer: answer))
    }

    /// What was answered with 200, in the order of arrival.
    var taken: [Request] { state.withLock(\.taken) }
    /// What was answered otherwise.
    var refused: [Request] { state.withLock(\.refused) }

    /// Answers differently from now on.
    func answer(_ answer: @escaping Answering) { state.withLock { $0.answer = answer } }

    /// Answers a request.
    func take(_ request: Request) -> HTTPReceiver.Answer {
        state.withLock { state in
            let answer = state.answer(request)
            if case .status(200, _, _) = answer {
                state.taken.append(request)
            } else {
                state.refused.append(request)
            }
            return answer
        }
    }

    /// Waits until what was taken meets a condition.
    func wait(_ what: String, until condition: ([Request]) -> Bool) async throws {
        do {
            try await until(what) { condition(taken) }
        } catch let late as DeadlinePassed {
            throw DeadlinePassed(
                description: "\(late.description); \(taken.count) taken, \(refused.count) refused"
            )
        }
    }
}

/// Runs a body with a receiver.
func withReceiver<Success>(
    port: Int = 0,
    answer: @escaping Inbox.Answering = { _ in .status(200) },
    _ body: (_ port: Int, _ inbox: Inbox) async throws -> Success
) async throws -> Success {
    let inbox = Inbox(answer: answer)
    let receiver = try await HTTPReceiver.start(port: port) { inbox.take($0) }
    do {
        let result = try await body(receiver.port, inbox)
        await receiver.stop()
        return result
    } catch {
        await receiver.stop()
        throw error
    }
}

extension HTTPReceiver.Request {
    /// The body as text.
    var text: String { String(decoding: body, as: UTF8.self) }

    /// MSH-10 of the HL7 v2 message in the body.
    var controlID: String? {
        let fields = text.prefix { $0 != "\r" }.split(separator: "|", omittingEmptySubsequences: false)
        return fields.count > 9 ? String(fields[9]) : nil
    }

    /// What tells repetitions of a delivery from other deliveries.
    var idempotencyKey: String? { header("Idempotency-Key") }
}
