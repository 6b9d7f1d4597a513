import Foundation
import Mapping
import Peers
import Testing

@testable import Engine

/// Messages that Python cuts and encodes: what arrives is what was sent, and what is mapped says the same.
@Suite(.enabled(if: ForeignPython.executable != nil, ForeignPython.absence))
struct ForeignSenderTests {
    /// What the sender's script says of one message.
    private struct Sent: Decodable {
        let code: String
        let controlID: String
        let family: String
        let bytes: Data
    }

    /// As received to an archive over HTTP and to a ward over MLLP, and mapped to an EHR where there is one.
    private static func site(archive: Int, ward: Int, ehr: Int?) -> [SiteFile] {
        let mapped = ehr.map {
            """
            destinations:
              ehr: {type: fhir, url: "http://127.0.0.1:\($0)/fhir", order_by: listener}
            routes:
              mapped: {from: lab, map: hl7v2-to-fhir/ORU_R01, to: ehr}
            """
        }
        let text = """
            listeners:
              lab: {type: mllp, port: 0}
            destinations:
              archive: {type: http, url: "http://127.0.0.1:\(archive)/hl7", order_by: listener}
              ward: {type: mllp, url: "mllp://127.0.0.1:\(ward)", order_by: listener}
            routes:
              received: {from: lab, to: [archive, ward]}
            """
        let received = SiteFile(path: "routes/lab.yaml", text: text)
        guard let mapped else { return [received] }
        return SiteFolder.standardLibrary + [received, SiteFile(path: "routes/ehr.yaml", text: mapped)]
    }

    /// Sends in a form and gives what was sent, what arrived as received, and what arrived mapped.
    private static func exchange(
        _ client: String,
        _ form: String,
        mapped: Bool = false,
        _ body: (_ sent: [Sent], _ archive: Inbox, _ ward: MLLPReceiver, _ ehr: Inbox) async throws -> Void
    ) async throws {
        let ward = MLLPReceiver()
        try await withReceiver { archivePort, archive in
            try await withReceiver { ehrPort, ehr in
                try await ward.listening { wardPort in
                    let site = site(archive: archivePort, ward: wardPort, ehr: mapped ? ehrPort : nil)
                    try await withEngine(site) { engine in
                        let output = try await ForeignPython.run(
                            script: "foreign_sender.py",
                            ["\(try engine.port())", client, form]
                        )
                        let sent = try output.split(separator: "\n").map {
                            try JSONDecoder().decode(Sent.self, from: Data($0.utf8))
                        }
                        try await archive.wait("the archive's") { $0.count == sent.count }
                        try await until("the ward's") { ward.taken.count == sent.count }
                        if mapped { try await ehr.wait("the EHR's") { $0.count == sent.count } }
                        try await body(sent, archive, ward, ehr)
                    }
                }
            }
        }
    }

    private static func expectUnchanged(_ sent: [Sent], _ archive: Inbox, _ ward: MLLPReceiver) {
        #expect(sent.map(\.code) == sent.map { _ in "AA" })
        #expect(sent.map(\.controlID) == sent.indices.map { "S-\($0)" })
        let bytes = sent.map { Array($0.bytes) }
        #expect(archive.taken.map(\.body) == bytes)
        #expect(ward.taken == bytes)
    }

    @Test(arguments: ["hl7", "socket"])
    func `characters arrive as they were sent, and as what they mean`(client: String) async throws {
        try await Self.exchange(client, "characters", mapped: true) { sent, archive, ward, ehr in
            Self.expectUnchanged(sent, archive, ward)
            let families = try ehr.taken.map { request in
                let patient = try Bundle(request).resources("Patient").first
                return (patient?["name"] as? [[String: Any]])?.first?["family"] as? String
            }
            #expect(families == sent.map(\.family))
        }
    }

    @Test(arguments: [("socket", "bytes", 3), ("socket", "pipelined", 200)])
    func `messages in single bytes, or many in one write, arrive whole and in order`(
        client: String,
        form: String,
        count: Int
    ) async throws {
        try await Self.exchange(client, form) { sent, archive, ward, _ in
            #expect(sent.count == count)
            Self.expectUnchanged(sent, archive, ward)
        }
    }

    @Test(arguments: ["hl7", "socket"])
    func `a message of 5 MB arrives whole`(client: String) async throws {
        try await Self.exchange(client, "large") { sent, archive, ward, _ in
            #expect(sent.first.map { $0.bytes.count > 5 << 20 } == true)
            Self.expectUnchanged(sent, archive, ward)
        }
    }
}
