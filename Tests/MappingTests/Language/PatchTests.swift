import FHIR
import Mapping
import Testing

/// `write: patch` changes what a message speaks of and nothing else.
struct PatchTests {
    private static func map(_ bundle: String = "transaction", identifier: String = "") -> String {
        """
        map: ADT_A39
        from: hl7v2 ADT_A39
        to: fhir Bundle
        bundle: \(bundle)
        emit:
          - for: PATIENT
            emit:
              - resource: Patient
                as: survivor
                identity: PID-3.1
                set: {name.family: PID-5.1}
              - resource: Patient
                as: retired
                identity: MRG-1.1
                write: patch
                set:
                  active: {constant: false}
                  birthDate: PID-7.toDate()
                  deceased[x]: PID-30.toBoolean()
                  gender: PID-8.lower()
                  link:
                    set:
                      type: {constant: replaced-by}
                      other: reference(survivor)
        \(identifier)
        """
    }

    private static let message = """
        MSH|^~\\&|ADT|NORTH|EHR|MAIN|20260301101500+0100||ADT^A40^ADT_A39|M1|P|2.5.1
        EVN||20260301101500
        PID|1||4711||Doe^Jane||""|||||||||||||||||||||||Y
        MRG|0815
        """

    private func entry(_ map: String) throws -> Tree.Node {
        let trial = try MapTrial(["hl7v2-to-fhir/a.yaml": map])
        #expect(trial.problems == [])
        return try #require(try trial.entries("ADT_A39", Self.message).last)
    }

    /// The operations of a patch: type, path, name and the texts of the value.
    private func operations(_ entry: Tree.Node) -> [String] {
        entry.nodes(at: "resource.parameter").map { operation in
            operation.children(named: "part").map { part in
                let value = part.children.dropFirst().flatMap { Self.texts($0) }
                return value.joined(separator: " ")
            }.joined(separator: " | ").replacing(#/urn:uuid:\S+/#, with: "…")
                .replacing(#/Patient\/[0-9a-f-]{36}/#, with: "Patient/…")
        }
    }

    private static func texts(_ node: Tree.Node) -> [String] {
        (node.text.map { [$0] } ?? []) + node.children.flatMap { texts($0) }
    }

    @Test func `an entry of a transaction is a FHIRPath patch`() throws {
        let entry = try entry(Self.map())
        #expect(entry.text(at: "resource.parameter.name") == "operation")
        #expect(entry["fullUrl"] == nil)
        #expect(entry.text(at: "request.method") == "PATCH")
        #expect(entry.text(at: "request.url")?.hasPrefix("Patient/") == true)
        #expect(
            operations(entry) == [
                "delete | Patient.active",
                "add | Patient | active | false",
                "delete | Patient.deceased",
                "add | Patient | deceased | true",
                "delete | Patient.link.where(other.where(reference = 'Patient/…').exists() and type = 'replaced-by').first()",
                "add | Patient | link | other … type replaced-by",
                "delete | Patient.birthDate",
            ]
        )
    }

    @Test func `what it is found by is not changed`() throws {
        let identifier = """
                      identifier:
                        set:
                          system: {constant: 'urn:id:NORTH'}
                          value: MRG-1.1
            """
        let entry = try entry(Self.map(identifier: identifier))
        #expect(entry.text(at: "request.url") == "Patient?identifier=urn:id:NORTH|0815")
        #expect(!operations(entry).contains { $0.contains("identifier") })
    }

    @Test func `in a collection it is the partial resource`() throws {
        let entry = try entry(Self.map("collection"))
        #expect(entry["request"] == nil)
        #expect(entry.text(at: "resource.active") == "false")
        #expect(entry.text(at: "resource.link.type") == "replaced-by")
        #expect(entry.text(at: "resource.birthDate") == nil)
    }
}
