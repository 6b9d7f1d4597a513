import FHIR
import NIOCore
import Testing

@testable import FHIRListener

/// What the scopes of a token let through.
struct PermissionTests {
    private static func problem(_ scope: String, _ interaction: Interaction) -> Problem? {
        do {
            try Permission.scopes(SMARTScopes([scope])).check(interaction)
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: [
        (Interaction.create(type: "Patient"), "system/Patient.c"),
        (.update(type: "Patient", id: "1"), "system/Patient.u"),
        (.read(type: "Patient", id: "1"), "system/Patient.r"),
        (.versionRead(type: "Patient", id: "1", version: "2"), "system/Patient.r"),
        (.processMessage, "system/Bundle.c"),
    ])
    func `an interaction takes its own scope`(interaction: Interaction, scope: String) {
        #expect(Self.problem(scope, interaction) == nil)
        let refusal = Self.problem("system/Group.cruds", interaction)
        #expect(refusal?.status == 403)
        #expect(refusal?.issues.map(\.code) == [.forbidden])
        #expect(refusal?.headers.first?.value.hasSuffix("scope=\"\(scope)\"") == true)
        #expect(Permission.everything.allows(.init(.delete, "Patient")))
    }

    private static func entry(_ method: String, _ url: String, _ resource: String? = nil) -> String {
        let content = resource.map { #""resource":{"resourceType":"\#($0)"},"# } ?? ""
        return #"{\#(content)"request":{"method":"\#(method)","url":"\#(url)"}}"#
    }

    private static func forbidden(_ type: String, _ entries: [String], _ scopes: [String]) throws -> [Int] {
        let text =
            #"{"resourceType":"Bundle","type":"\#(type)","entry":[\#(entries.joined(separator: ","))]}"#
        let tree = try JSONReader.read(text)
        return try ForbiddenEntries.find(in: tree, .scopes(SMARTScopes(scopes))).keys.sorted()
    }

    private static let entries = [
        entry("POST", "Patient", "Patient"), entry("PUT", "Observation/1", "Observation"),
        entry("DELETE", "Group/1"),
    ]

    @Test func `a transaction takes the scopes of every entry`() throws {
        let scopes = ["system/Patient.c", "system/Observation.u", "system/Group.d"]
        #expect(try Self.forbidden("transaction", Self.entries, scopes).isEmpty)
        for missing in scopes.indices {
            var some = scopes
            some.remove(at: missing)
            #expect { try Self.forbidden("transaction", Self.entries, some) } throws: {
                ($0 as? Problem)?.status == 403
            }
        }
    }

    @Test func `a batch loses what its client may not send`() throws {
        #expect(try Self.forbidden("batch", Self.entries, ["system/Observation.u"]) == [0, 2])
        #expect { try Self.forbidden("batch", Self.entries, ["system/Patient.r"]) } throws: {
            ($0 as? Problem)?.status == 403
        }
    }
}
