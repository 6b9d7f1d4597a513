// Deliveries over real sockets: replies of every kind, silence, wrong numbers, connections kept and made anew.

import HL7v2
import MLLP
import MessageStore
import Testing

@testable import Delivery

struct MLLPTransportTests {
    private typealias Step = ScriptedMLLPReceiver.Step

    private static func settings(
        port: Int,
        timeout: Duration = .seconds(20),
        release: MLLPRelease = .first,
        awaited: MLLPEndpoint.Awaited = .accept
    ) -> DestinationSettings {
        DestinationSettings(
            id: DestinationID(rawValue: 1),
            name: "lab",
            url: "mllp://127.0.0.1:\(port)",
            connectTimeout: .seconds(20),
            timeout: timeout,
            mllp: MLLPEndpoint(host: "127.0.0.1", port: port, release: release, awaited: awaited)
        )
    }

    private static func send(
        _ message: [UInt8],
        over transport: MLLPTransport,
        to settings: DestinationSettings
    ) async -> Delivery.Reply {
        let id = DeliveryID(message: MessageID(rawValue: 1), route: RouteID(rawValue: 1), part: 0)
        let parcel = Parcel(id: id, body: RenderedBody(message), attempt: 1)
        return await withCheckedContinuation { continuation in
            transport.send(parcel, to: settings) { continuation.resume(returning: $0) }
        }
    }

    /// Runs a body with a receiver and a transport; `deliver` sends one message and gives what came back.
    private static func withReceiver(
        timeout: Duration = .seconds(20),
        release: MLLPRelease = .first,
        awaited: MLLPEndpoint.Awaited = .accept,
        script: @escaping ScriptedMLLPReceiver.Script,
        _ body: (ScriptedMLLPReceiver.Log, _ deliver: ([UInt8]) async -> Delivery.Reply) async throws -> Void
    ) async throws {
        let receiver = try await ScriptedMLLPReceiver.start(script)
        let transport = MLLPTransport()
        let settings = settings(port: receiver.port, timeout: timeout, release: release, awaited: awaited)
        do {
            try await body(receiver.log) { await send($0, over: transport, to: settings) }
        } catch {
            transport.shutdown()
            try await receiver.stop()
            throw error
        }
        transport.shutdown()
        try await receiver.stop()
    }

    private static func controlID(_ frame: [UInt8]) -> String {
        MLLPExchange(frame, awaited: .accept)?.controlID ?? ""
    }

    @Test func `Deliveries share one connection, byte for byte`() async throws {
        let messages = (1...5).map { HL7Samples.message("C\($0)") }
        let script: ScriptedMLLPReceiver.Script = { frame, _ in
            .split(HL7Samples.reply("AA", Self.controlID(frame)))
        }
        try await Self.withReceiver(script: script) { log, deliver in
            for message in messages {
                #expect(await deliver(message).answer == .acknowledged(ReceivedAcknowledgment(.accept)))
            }
            #expect(log.frames == messages)
            #expect(log.connections == 1)
        }
    }

    @Test(arguments: ["AE", "AR", "CE", "CR"])
    func `A refusal is kept whole for the operator, and the connection stays`(code: String) async throws {
        let refusal = HL7Samples.reply(code, "C1", "ERR||PID^1^5|101^Required field missing|E|||Name missing")
        try await Self.withReceiver { _, _ in
            .reply(refusal)
        } _: { log, deliver in
            for _ in 1...2 {
                let reply = await deliver(HL7Samples.message("C1"))
                #expect(VerdictTable.standard.verdict(for: reply.answer) == .rejected)
                #expect(reply.body == refusal)
                #expect(!"\(reply)".contains("missing"))
            }
            #expect(log.connections == 1)
        }
    }

    @Test func `A reply with another number ends the connection, and the outcome is unknown`() async throws {
        let script: ScriptedMLLPReceiver.Script = { frame, number in
            .reply(HL7Samples.reply("AA", number == 1 ? "OTHER" : Self.controlID(frame)))
        }
        try await Self.withReceiver(script: script) { log, deliver in
            let lost = await deliver(HL7Samples.message("C1")).answer
            #expect(lost == .failure(AttemptFailure(phase: .awaiting, written: true)))
            #expect(VerdictTable.standard.verdict(for: lost) == .unknown)
            #expect(await deliver(HL7Samples.message("C2")).answer.isPositive)
            #expect(log.connections == 2)
        }
    }

    @Test func `A late reply is not taken for the next message's`() async throws {
        // The first is left waiting; its answer would come first on the connection that the second uses.
        let script: ScriptedMLLPReceiver.Script = { frame, number in
            guard number > 1 else { return .silence }
            return .reply(HL7Samples.reply("AA", "C1"), HL7Samples.reply("AE", Self.controlID(frame)))
        }
        try await Self.withReceiver(timeout: .milliseconds(200), script: script) { log, deliver in
            let silent = await deliver(HL7Samples.message("C1")).answer
            #expect(silent == .failure(AttemptFailure(phase: .awaiting, written: true, timedOut: true)))
            let next = await deliver(HL7Samples.message("C2")).answer
            #expect(VerdictTable.standard.verdict(for: next) == .unknown)
            #expect(log.connections == 2)
        }
    }

    @Test func `A receiver that ends connections with its reply gets a new one for each message`()
        async throws
    {
        let script: ScriptedMLLPReceiver.Script = { frame, _ in
            .replyAndClose(HL7Samples.reply("AA", Self.controlID(frame)))
        }
        try await Self.withReceiver(script: script) { log, deliver in
            var unclear = 0
            for number in 1...20 where !(await deliver(HL7Samples.message("C\(number)")).answer.isPositive) {
                unclear += 1
            }
            // The second message may run into the end of the first connection, and teaches the rest.
            #expect(unclear <= 1)
        }
    }

    @Test func `A connection that is lost after sending leaves the outcome unknown`() async throws {
        try await Self.withReceiver { _, _ in
            .close
        } _: { log, deliver in
            for _ in 1...2 {
                let answer = await deliver(HL7Samples.message("C1")).answer
                #expect(VerdictTable.standard.verdict(for: answer) == .unknown)
            }
            #expect(log.connections == 2)
        }
    }

    @Test func `Nobody at the port is the destination's fault`() async throws {
        let receiver = try await ScriptedMLLPReceiver.start { _, _ in .silence }
        let settings = Self.settings(port: receiver.port)
        try await receiver.stop()
        let answer = await Self.send(HL7Samples.message("C1"), over: MLLPTransport(), to: settings).answer
        #expect(VerdictTable.standard.verdict(for: answer) == .destinationFault(retryAfter: nil))
        guard case .failure(let failure) = answer else {
            Issue.record("there was an answer")
            return
        }
        #expect(failure.phase == .connect && !failure.written)
    }

    @Test func `A commit is delivered, and the application's later answer disturbs nobody`() async throws {
        let script: ScriptedMLLPReceiver.Script = { frame, number in
            let commit = HL7Samples.reply("CA", Self.controlID(frame))
            // With the second come the application's answer to the first, and then its own commit.
            return number == 1 ? .reply(commit) : .reply(HL7Samples.reply("AA", "C1"), commit)
        }
        try await Self.withReceiver(script: script) { log, deliver in
            for number in 1...2 {
                let answer = await deliver(HL7Samples.message("C\(number)", enhanced: ("AL", "AL"))).answer
                #expect(answer == .acknowledged(ReceivedAcknowledgment(.commitAccept)))
            }
            #expect(log.connections == 1)
        }
    }

    @Test func `Where the site waits for the application, its answer counts`() async throws {
        let script: ScriptedMLLPReceiver.Script = { frame, _ in
            let id = Self.controlID(frame)
            return .reply(HL7Samples.reply("CA", id), HL7Samples.reply("AE", id, "ERR|||207|E"))
        }
        try await Self.withReceiver(awaited: .application, script: script) { log, deliver in
            let answer = await deliver(HL7Samples.message("C1", enhanced: ("AL", "AL"))).answer
            #expect(answer == .acknowledged(ReceivedAcknowledgment(.error, errors: [207])))
            #expect(log.connections == 1)
        }
    }

    @Test(arguments: [
        // What the message asks for, what the site waits for, and what ends the delivery.
        (nil, MLLPEndpoint.Awaited.accept, false), (nil, .commit, true), (("NE", "NE"), .accept, true),
        (("ER", "NE"), .accept, true), (("AL", "NE"), .accept, false), (("NE", "AL"), .application, false),
    ])
    func `In release 2 a commit ends a delivery where no acknowledgment is waited for`(
        enhanced: (String, String)?,
        awaited: MLLPEndpoint.Awaited,
        endsWithCommit: Bool
    ) async throws {
        let code = enhanced?.0 == "AL" ? "CA" : "AA"
        let script: ScriptedMLLPReceiver.Script = { frame, _ in
            // Our commit of its acknowledgment, which is no message.
            guard frame != [0x06] else { return .silence }
            let id = Self.controlID(frame)
            return endsWithCommit ? .reply([0x06]) : .reply([0x06], HL7Samples.reply(code, id))
        }
        try await Self.withReceiver(release: .second, awaited: awaited, script: script) { log, deliver in
            for number in 1...3 {
                let answer = await deliver(HL7Samples.message("C\(number)", enhanced: enhanced)).answer
                #expect(VerdictTable.standard.verdict(for: answer) == .delivered)
                #expect((answer == .committed(isStored: true)) == endsWithCommit)
            }
            #expect(log.connections == 1)
        }
    }

    @Test func `Every acknowledgment is committed, also one that nobody waits for`() async throws {
        let script: ScriptedMLLPReceiver.Script = { frame, number in
            switch number {
            case 1: .reply([0x06])
            // Behind the commit of the second comes what the first drew, an accept acknowledgment.
            case 2: .reply([0x06], HL7Samples.reply("CE", "C1"), HL7Samples.reply("AA", "C2"))
            default: .silence
            }
        }
        try await Self.withReceiver(release: .second, script: script) { log, deliver in
            let first = await deliver(HL7Samples.message("C1", enhanced: ("ER", "NE"))).answer
            #expect(first == .committed(isStored: true))
            #expect(await deliver(HL7Samples.message("C2")).answer.isPositive)
            while log.frames.count < 4 { await Task.yield() }
            #expect(log.frames.suffix(2) == [[0x06], [0x06]])
            #expect(log.connections == 1)
        }
    }

    @Test func `What the receiver did not store is its fault, and is sent again on the same connection`()
        async throws
    {
        let script: ScriptedMLLPReceiver.Script = { frame, number in
            number == 1 ? .reply([0x15]) : .reply([0x06], HL7Samples.reply("AA", "C1"))
        }
        try await Self.withReceiver(release: .second, script: script) { log, deliver in
            let refused = await deliver(HL7Samples.message("C1")).answer
            #expect(refused == .committed(isStored: false))
            #expect(VerdictTable.standard.verdict(for: refused) == .destinationFault(retryAfter: nil))
            #expect(await deliver(HL7Samples.message("C1")).answer.isPositive)
            #expect(log.connections == 1)
        }
    }

    @Test func `Without a commit in time the outcome is unknown`() async throws {
        try await Self.withReceiver(timeout: .milliseconds(200), release: .second) { _, _ in
            .silence
        } _: { _, deliver in
            let answer = await deliver(HL7Samples.message("C1")).answer
            #expect(answer == .failure(AttemptFailure(phase: .awaiting, written: true, timedOut: true)))
        }
    }

    @Test func `What cannot be sent is not`() async throws {
        try await Self.withReceiver { _, _ in
            .silence
        } _: { log, deliver in
            #expect(await deliver(Array("{}".utf8)).answer == .unsendable)
            #expect(log.connections == 0)
        }
    }
}

extension Answer {
    fileprivate var isPositive: Bool {
        if case .acknowledged(let acknowledgment) = self { acknowledgment.code.isPositive } else { false }
    }
}
