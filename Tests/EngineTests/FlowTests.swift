import Foundation
import HL7v2
import Peers
import Testing

@testable import Engine

/// The main job, end to end: MLLP in, commit, acknowledge, map, deliver.
struct FlowTests {
    private func fixture(_ name: String) throws -> [UInt8] {
        try #require(EmbeddedFiles.fixtures.first { $0.path == name }).bytes
    }

    private func acknowledgmentCode(_ reply: [UInt8]) throws -> String? {
        try Message(reply).text(at: Location("MSA-1"))
    }

    @Test func `a laboratory result arrives at the EHR as FHIR`() async throws {
        let inbox = Inbox()
        let receiver = try await HTTPReceiver.start { inbox.take($0) }
        let folder = TemporaryFolder()
        let site = EngineHarness.shippedSite(receiver: receiver)
        let engine = try await EngineHarness.start(site.files, secrets: site.secrets, state: folder)
        let lab = try await engine.connect(to: "lab")
        let reply = try await lab.send(fixture("oru-r01-chemistry.hl7"))
        #expect(try acknowledgmentCode(reply) == "AA")
        try await inbox.wait("the result") { $0.count == 1 }
        let request = try #require(inbox.requests.first)
        #expect(request.path == "/fhir")
        #expect(request.header("Content-Type") == "application/fhir+json")
        #expect(request.header("Idempotency-Key")?.isEmpty == false)
        #expect(request.header("X-Request-Id") == request.header("Idempotency-Key"))
        let bundle = try #require(
            try JSONSerialization.jsonObject(with: Data(request.body)) as? [String: Any]
        )
        #expect(bundle["resourceType"] as? String == "Bundle")
        await lab.close()
        try await engine.stop()
        await receiver.stop()
    }

    @Test
    func `what was accepted while the EHR was down arrives in order once it is up, also after a restart`()
        async throws
    {
        let inbox = Inbox()
        inbox.answer { _ in .status(503) }
        let receiver = try await HTTPReceiver.start { inbox.take($0) }
        let folder = TemporaryFolder()
        let site = OneFeedSite.files(receiverPort: receiver.port)
        var engine = try await EngineHarness.start(site, state: folder)
        let messages = SyntheticMessages(run: "T", patients: 2)
        var client = try await engine.connect(to: "lab")
        for number in 0..<20 {
            let reply = try await client.send(messages.result(connection: 0, number: number))
            #expect(try acknowledgmentCode(reply) == "AA")
        }
        await client.close()
        try await engine.stop()
        #expect(inbox.requests.allSatisfy { Arrived($0)?.number == 0 || Arrived($0)?.number == 1 })

        engine = try await EngineHarness.start(site, state: folder)
        client = try await engine.connect(to: "lab")
        let reply = try await client.send(messages.result(connection: 0, number: 20))
        #expect(try acknowledgmentCode(reply) == "AA")
        let before = inbox.requests.count
        inbox.answer { _ in .status(200) }
        try await inbox.wait("the backlog") { $0.count >= before + 21 }
        let numbers = inbox.requests.dropFirst(before).compactMap { Arrived($0)?.number }
        for parity in 0...1 {
            let ofPatient = numbers.filter { $0 % 2 == parity }
            #expect(ofPatient == ofPatient.sorted(), "patient \(parity)")
        }
        #expect(Set(numbers) == Set(0...20))
        await client.close()
        try await engine.stop()
        await receiver.stop()
    }

    @Test func `no log line of a full run holds a value of a message`() async throws {
        let inbox = Inbox()
        inbox.answer { request in inbox.requests.count % 3 == 0 ? .status(500) : .status(200) }
        let receiver = try await HTTPReceiver.start { inbox.take($0) }
        let folder = TemporaryFolder()
        let site = EngineHarness.shippedSite(receiver: receiver)
        let engine = try await EngineHarness.start(site.files, secrets: site.secrets, state: folder)
        var values: Set<String> = []
        for (name, bytes) in EmbeddedFiles.fixtures {
            let listener = name.hasPrefix("adt") ? "patients" : name.hasPrefix("rde") ? "pharmacy" : "lab"
            let client = try await engine.connect(to: listener)
            _ = try await client.send(bytes)
            await client.close()
            values.formUnion(FixtureValues.distinctive(in: bytes))
        }
        try await inbox.wait("a delivery of most fixtures") { $0.count >= EmbeddedFiles.fixtures.count / 2 }
        try await engine.stop()
        await receiver.stop()
        #expect(values.count > 200)
        let log = engine.log.text
        #expect(!log.isEmpty)
        for value in values {
            #expect(!log.contains(value), "a value of \(value.count) characters was logged")
        }
    }
}

/// A synthetic message recognised in a delivery.
struct Arrived {
    let number: Int

    init?(_ request: HTTPReceiver.Request) {
        let text = String(decoding: request.body, as: UTF8.self)
        guard let match = text.firstMatch(of: /T-\d+-(\d+)\|P/), let number = Int(match.1) else { return nil }
        self.number = number
    }
}
