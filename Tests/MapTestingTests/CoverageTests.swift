import LocatedYAML
import MapTesting
import Testing

struct `The coverage of tests` {
    private func coverage(_ keys: String, path: String = "hl7v2-to-fhir/ADT_A01.test.yaml") throws -> Coverage
    {
        let bench = try SampleBench.bench()
        let text = SampleBench.file(keys).replacing("|19800229|F", with: "||F||||||||||V77")
        var coverage = Coverage()
        for test in try SampleBench.read(text, path: path) { coverage.add(test, on: bench) }
        return coverage
    }

    @Test func `names rules that never ran, and fields that nobody read`() throws {
        let coverage = try coverage("expect: {Patient.gender: female}")
        #expect(coverage.idleRules.map { "\($0.file):\($0.line)" } == ["hl7v2-to-fhir/ADT_A01.yaml:8"])
        #expect(coverage.unreadPlaces.map(\.place).contains("PID-18"))
        #expect(!coverage.unreadPlaces.map(\.place).contains("PID-8"))
        let lines = coverage.lines(untested: ["ORU_R01"])
        #expect(lines.contains("  hl7v2-to-fhir/ADT_A01.yaml:8"))
        #expect(lines.last == "Maps that no test runs: ORU_R01")
    }

    @Test func `counts what routes run`() throws {
        let coverage = try coverage(
            "listener: pas\nroutes: [all-to-archive, admissions-to-ehr]",
            path: "routes/a.test.yaml"
        )
        #expect(coverage.maps == ["ADT_A01"])
    }
}
