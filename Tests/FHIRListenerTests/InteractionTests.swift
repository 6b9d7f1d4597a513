import HTTPTypes
import Testing

@testable import FHIRListener

/// What a request line asks for.
struct InteractionTests {
    private static func read(_ method: String, _ path: String) throws(Problem) -> Interaction {
        try Interaction(method: method, path: path, base: "/fhir")
    }

    @Test(arguments: [
        ("GET", "/fhir/metadata", Interaction.capabilities),
        ("HEAD", "/fhir/metadata", .capabilities),
        ("POST", "/fhir", .bundle),
        ("POST", "/fhir/", .bundle),
        ("POST", "/fhir/$process-message", .processMessage),
        ("POST", "/fhir/%24process-message", .processMessage),
        ("POST", "/fhir/Patient", .create(type: "Patient")),
        ("POST", "/fhir/Patient/", .create(type: "Patient")),
        ("GET", "/fhir/Patient/a-1.B", .read(type: "Patient", id: "a-1.B")),
        ("PUT", "/fhir/Patient/a", .update(type: "Patient", id: "a")),
        (
            "GET", "/fhir/Patient/a/_history/7",
            .versionRead(type: "Patient", id: "a", version: "7")
        ),
        ("OPTIONS", "/anything/at/all", .preflight),
    ])
    func `what is offered is understood`(method: String, path: String, expected: Interaction) throws {
        #expect(try Self.read(method, path) == expected)
    }

    @Test(arguments: [
        ("GET", "/", 404), ("GET", "/fhirx/Patient/1", 404), ("POST", "/fhir/patient", 404),
        ("POST", "/fhir/Resource", 404), ("POST", "/fhir/HumanName", 404), ("GET", "/fhir/Patient/..", 404),
        ("GET", "/fhir/../etc/passwd", 404), ("GET", "/fhir/Patient/%2e%2e", 404),
        ("GET", "/fhir/Patient/a%2Fb", 404), ("GET", "/fhir/Patient/%", 404),
        ("GET", "/fhir/Patient//_history/1", 404), ("POST", "/fhir/Patient/_search", 404),
        ("GET", "/fhir/Patient/1/_history", 404), ("POST", "/fhir/$validate", 404),
        ("GET", "/fhir", 405), ("GET", "/fhir/Patient", 405), ("DELETE", "/fhir/Patient/1", 405),
        ("PATCH", "/fhir/Patient/1", 405), ("BREW", "/fhir/Patient", 405),
        ("GET", "/fhir/$process-message", 405),
        ("PUT", "/fhir/Patient/1/_history/2", 405), ("POST", "/fhir/metadata", 405),
    ])
    func `everything else is refused`(method: String, path: String, status: Int) {
        #expect { try Self.read(method, path) } throws: { ($0 as? Problem)?.status == status }
    }

    @Test func `a method that is not offered is told which are`() {
        #expect { try Self.read("DELETE", "/fhir/Patient/1") } throws: { error in
            (error as? Problem)?.headers == [.init(name: .allow, value: "GET, PUT, HEAD")]
        }
    }

    @Test(arguments: [(1, true), (64, true), (65, false), (0, false)])
    func `an id has at most 64 characters`(count: Int, isID: Bool) {
        #expect(Interaction.isID(String(repeating: "a", count: count)) == isID)
    }
}
