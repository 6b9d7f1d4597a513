import FHIR
import Routing
import Testing

/// Conditions of routes that FHIR comes in by, and lanes by an expression over it.
struct FHIRRouteTests {
    private static let routes = """
        listeners:
          apps: {type: fhir, port: 8090}
          lab: {type: mllp, port: 2575}
        destinations:
          ehr: {type: fhir, url: "https://ehr.example.org/fhir"}
          archive:
            type: http
            url: https://archive.example.org
            order_by: Encounter.identifier.value | Bundle.entry.resource.ofType(Encounter).identifier.value
          hl7: {type: http, url: "https://archive.example.org/hl7"}
        routes:
          people:
            from: apps
            when: Patient.active.exists()
            to: ehr
          by-kind:
            from: apps
            when: Patient.exists().not()
            match: first
            routes:
              finals:
                when: Observation.status = 'final'
                to: ehr
              tests:
                when: Bundle.entry.resource.ofType(Observation).exists(status = 'entered-in-error')
                drop: they never were
            otherwise:
              to: archive
          rest:
            from: lab
            to: hl7
        """

    private static func problems(_ line: String, _ replacement: String) -> [String] {
        SampleSite.compile(["routes/apps.yaml": routes.replacing(line, with: replacement)]).problems
    }

    private static func judge(_ text: String, _ type: String) throws -> FHIRIntake.Judgment {
        let compiled = SampleSite.compile(["routes/apps.yaml": routes])
        #expect(compiled.problems == [])
        let site = try #require(compiled.site)
        let listener = try #require(site.listeners.first)
        let intake = try #require(FHIRIntake(site: site, listener: listener))
        let kind = FHIRSubmissionKind.resource(type: type, id: "1")
        return intake.judge(
            try FHIRSubmission(reading: Array(text.utf8), isXML: false, as: kind),
            acceptedAt: 0
        )
    }

    @Test(arguments: [
        (#"{"resourceType":"Patient","active":true}"#, "Patient", [0]),
        (#"{"resourceType":"Patient"}"#, "Patient", []),
        (#"{"resourceType":"Observation","status":"final","code":{"text":"x"}}"#, "Observation", [1]),
        (#"{"resourceType":"Observation","status":"amended","code":{"text":"x"}}"#, "Observation", [3]),
        (#"{"resourceType":"Encounter","status":"planned","class":{"code":"IMP"}}"#, "Encounter", [3]),
    ])
    func `a resource takes the routes whose conditions hold`(text: String, type: String, routes: [Int]) throws
    {
        let judgment = try Self.judge(text, type)
        #expect(judgment.deliveries.map(\.route) == routes)
        #expect(judgment.status == (routes.isEmpty ? .unrouted : .accepted))
    }

    @Test func `what only a drop takes is filtered`() throws {
        let text = """
            {"resourceType":"Bundle","type":"collection","entry":[{"resource":
            {"resourceType":"Observation","status":"entered-in-error","code":{"text":"x"}}}]}
            """
        #expect(try Self.judge(text, "Bundle").status == .filtered(reason: "they never were"))
    }

    @Test func `an expression gives the lanes of a resource`() throws {
        let numbers = #""identifier":[{"value":"F1"},{"value":"F2"},{"value":"F1"}]"#
        let text = #"{"resourceType":"Encounter","status":"planned","class":{"code":"IMP"},\#(numbers)}"#
        let delivery = try Self.judge(text, "Encounter").deliveries.first
        #expect(delivery?.keys == [LaneKey(.expression, "F1"), LaneKey(.expression, "F2")].sorted())
        let unnumbered = #"{"resourceType":"Observation","status":"amended","code":{"text":"x"}}"#
        #expect(try Self.judge(unnumbered, "Observation").deliveries.first?.keys == [])
    }

    @Test(arguments: [
        (
            "when: Patient.active.exists()", "when: Patient.actve.exists()",
            "routes/apps.yaml:14:19: error: routes.people.when: Patient has no element `actve`; did you mean `active`?"
        ),
        (
            "when: Patient.active.exists()", "when: Patient.active.exists() and PID-8 = 'M'",
            "routes/apps.yaml:14:39: error: routes.people.when: a location means something in HL7 v2 messages only"
        ),
        (
            "from: apps\n    when: Patient.active", "from: [apps, lab]\n    when: Patient.active",
            "routes/apps.yaml:14:11: error: routes.people.when: `apps` takes FHIR and `lab` HL7 v2, and this is not about both: there is no `Patient` here; write a route for each"
        ),
        (
            "from: apps\n    when: Patient.active.exists()", "from: [apps, lab]\n    when: PID-8 = 'M'",
            "routes/apps.yaml:14:11: error: routes.people.when: `apps` takes FHIR and `lab` HL7 v2, and this is not about both: a location"
        ),
        (
            "order_by: Encounter.", "order_by: Encounter.identifierr.value | Encounter.",
            "routes/apps.yaml:9:25: error: destinations.archive.order_by: Encounter has no element `identifierr`"
        ),
        (
            "order_by: Encounter.identifier.value |", "order_by: OBR-99 | PID-8 |",
            "routes/apps.yaml:9:15: error: destinations.archive.order_by: OBR has no field 99"
        ),
        (
            "to: hl7", "to: archive",
            "routes/apps.yaml:31:9: error: routes.rest.to: `archive` is ordered by an expression over FHIR, and this route takes HL7 v2"
        ),
    ])
    func `a mistake is named with its place`(line: String, mistake: String, expected: String) {
        let problems = Self.problems(line, mistake)
        #expect(problems.contains { $0.hasPrefix(expected) }, "\(problems)")
    }

    @Test func `a condition about neither is one about both`() {
        let problems = Self.problems(
            "from: apps\n    when: Patient.active.exists()",
            "from: [apps, lab]\n    when: true"
        )
        // Only HL7 v2 as it came is refused, at the destination.
        #expect(problems.count == 1)
        #expect(problems.first?.contains("`ehr` takes FHIR, and this route sends HL7 v2 as received") == true)
    }
}
