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

    /// As received to an archive over HTTP and to a ward over MLLP; mapped to an EHR, but for large documents.
    private static func site(archive: Int, ward: Int, ehr: Int) -> [SiteFile] {
        let text = """
            listeners:
              lab: {type: mllp, port: 0}
            destinations:
              archive: {type: http, url: "http://127.0.0.1:\(archive)/hl7", order_by: listener}
              ward: {type: mllp, url: "mllp://127.0.0.1:\(ward)", order_by: listener}
              ehr: {type: fhir, url: "http://127.0.0.1:\(ehr)/fhir", order_by: listener}
            routes:
              received: {from: lab, to: [archive, ward]}
              mapped: {from: lab, when: "not ('ED' in OBX[*]-2)", map: hl7v2-to-fhir/ORU_R01, to: ehr}
            """
        return SiteFolder.standardLibrary + [SiteFile(path: "routes/lab.yaml", text: text)]
    }

    /// Sends in a form and gives what was sent, what arrived as received, and what arrived mapped.
    private static func exchange(
        _ client: String,
        _ form: String,
        mapped: Bool = true,
        _ body: (_ sent: [Sent], _ archive: Inbox, _ ward: MLLPReceiver, _ ehr: Inbox) async throws -> Void
    ) async throws {
        let ward = MLLPReceiver()
        try await withReceiver { archivePort, archive in
            try await withReceiver { ehrPort, ehr in
                try await ward.listening { wardPort in
                    let site = site(archive: archivePort, ward: wardPort, ehr: ehrPort)
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

    @Test(arguments: ["hl7", "socket"], ["utf-16-be", "utf-16-le", "8859/15", "ir87", "ir87-escapes"])
    func `characters arrive as they were sent, and as what they mean`(client: String, set: String)
        async throws
    {
        try await Self.exchange(client, set) { sent, archive, ward, ehr in
            Self.expectUnchanged(sent, archive, ward)
            let patients = try Bundle(try #require(ehr.taken.first)).resources("Patient")
            let names = patients.first?["name"] as? [[String: Any]]
            #expect(names?.first?["family"] as? String == sent.first?.family)
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
        try await Self.exchange(client, "large", mapped: false) { sent, archive, ward, ehr in
            #expect(sent.first.map { $0.bytes.count > 5 << 20 } == true)
            Self.expectUnchanged(sent, archive, ward)
            #expect(ehr.taken.isEmpty)
        }
    }
}
