import Console
import Foundation
import HL7v2
import MLLP
import Peers
import Testing

@testable import Engine

/// The main job, end to end: MLLP in, commit, acknowledge, map, deliver.
struct FlowTests {
    @Test func `a laboratory result arrives at the EHR as FHIR, and an operator sees all of it`() async throws
    {
        try await withReceiver { port, inbox in
            try await withShippedSite(ehrPort: port) { engine in
                let answer = try await engine.send(Samples.fixture("oru-r01-chemistry.hl7"))
                #expect(answer.code == "AA")
                try await inbox.wait("the result") { $0.count == 1 }
                let request = try #require(inbox.taken.first)
                #expect(request.path == "/fhir")
                #expect(request.header("Content-Type") == "application/fhir+json")
                #expect(request.idempotencyKey?.isEmpty == false)
                #expect(request.header("X-Request-Id") == request.idempotencyKey)
                #expect(try Bundle(request).resources("Observation").count > 1)

                let row = try #require(try await engine.console.messages().first)
                #expect(row.status == .accepted)
                #expect(row.controlID == answer.controlID)
                try await until("the delivery is settled") {
                    try await engine.console.details(row.number).deliveries.first?.row.state == .delivered
                }
                let delivery = try #require(try await engine.console.details(row.number).deliveries.first)
                #expect(delivery.rendered?.proof == .same)
                #expect(delivery.attempts.map(\.outcome) == [.delivered])
            }
        }
    }

    @Test func `nothing about one patient of a message refers to the other`() async throws {
        try await withReceiver { port, inbox in
            try await withShippedSite(ehrPort: port) { engine in
                #expect(try await engine.send(Samples.fixture("oru-r01-two-patients.hl7")).code == "AA")
                try await inbox.wait("the results") { $0.count == 1 }
                let bundle = try Bundle(try #require(inbox.taken.first))
                // The fixture's patients and what each was found to have.
                let expected = ["400201": 91.0, "400202": 243.0]
                var found: [String: Double] = [:]
                for observation in bundle.resources("Observation") {
                    let number = try #require(bundle.patientNumber(of: observation))
                    let quantity = observation["valueQuantity"] as? [String: Any]
                    found[number] = try #require(quantity?["value"] as? Double)
                }
                #expect(found == expected)
                for report in bundle.resources("DiagnosticReport") {
                    let number = try #require(bundle.patientNumber(of: report))
                    for result in report["result"] as? [[String: Any]] ?? [] {
                        let observation = try #require(bundle.resource(result["reference"]))
                        #expect(bundle.patientNumber(of: observation) == number)
                    }
                }
                #expect(bundle.resources("DiagnosticReport").count == 2)
            }
        }
    }

    @Test
    func
        `what was accepted while the receiver was down arrives in order once it is up, also after a restart`()
        async throws
    {
        let home = try await EngineHome.fresh()
        let messages = SyntheticMessages(run: "T", patients: 2)
        try await withReceiver(answer: { _ in .status(503) }) { port, inbox in
            let site = OneFeedSite(receiverPort: port)
            try await withEngine(site.files, home: home) { engine in
                let client = try await engine.connect()
                for number in 0..<20 {
                    let reply = try await client.send(messages.result(connection: 0, number: number))
                    #expect(try Answer(reply).code == "AA")
                }
                await client.close()
            }
            // Only the first of each patient was tried.
            #expect(inbox.refused.allSatisfy { ["T-0-0", "T-0-1"].contains($0.controlID) })

            try await withEngine(site.files, home: home) { engine in
                #expect(try await engine.send(messages.result(connection: 0, number: 20)).code == "AA")
                inbox.answer { _ in .status(200) }
                try await inbox.wait("the backlog") { Set($0.map(\.controlID)).count == 21 }
            }
            inbox.expectOrder(of: messages)
        }
    }
}

extension Inbox {
    /// Expects that no message of a patient arrived before an earlier one of the same patient.
    func expectOrder(of messages: SyntheticMessages) {
        var last: [String: Int] = [:]
        for request in taken {
            let parts = request.controlID?.split(separator: "-").compactMap { Int($0) } ?? []
            guard parts.count == 2 else { continue }
            let patient = messages.patient(connection: parts[0], number: parts[1])
            #expect(parts[1] >= last[patient] ?? 0, "\(patient)")
            last[patient] = parts[1]
        }
    }
}
