// What FHIR listeners ask of resources: `validate: off | warn | reject`, and profiles of the site.

import FHIR
import Routing
import Testing

struct ResourceChecksTests {
    private static let profile = """
        {"resourceType":"StructureDefinition","url":"https://acme.example/p","name":"AcmePatient","status":"active",
        "kind":"resource","abstract":false,"type":"Patient","derivation":"constraint",
        "baseDefinition":"http://hl7.org/fhir/StructureDefinition/Patient",
        "differential":{"element":[{"path":"Patient.name","min":1},
        {"path":"Patient.birthDate","constraint":[{"key":"old","severity":"warning","human":"Not before 1900","expression":"$this > @1900-01-01"}]}]}}
        """

    private static func compile(_ keys: String) -> (site: Site?, problems: [String]) {
        let routes = """
            listeners: {apps: {type: fhir, port: 8090, \(keys)}}
            destinations: {there: {type: http, url: "http://there.example.org/fhir"}}
            routes: {all: {from: apps, to: there}}
            """
        return SampleSite.compile(["routes/apps.yaml": routes, "profiles/patient.json": profile])
    }

    private static func intake(_ keys: String) throws -> FHIRIntake {
        let (site, problems) = compile(keys)
        #expect(problems == [])
        let compiled = try #require(site)
        let listener = try #require(compiled.listeners.first)
        return try #require(FHIRIntake(site: compiled, listener: listener))
    }

    private static func findings(_ keys: String, _ json: String) throws -> ResourceFindings {
        try intake(keys).findings(in: try JSONReader.read(json), now: "2026-11-22T10:00:00Z")
    }

    private static let nameless = #"{"resourceType":"Patient","active":true}"#
    private static let wrong =
        #"{"resourceType":"Patient","name":[{"text":"x"}],"contact":[{"gender":"male"}]}"#
    private static let old = #"{"resourceType":"Patient","name":[{"text":"x"}],"birthDate":"1899-01-01"}"#

    @Test func `without keys invariants count`() throws {
        let findings = try Self.findings("host: 0.0.0.0", Self.wrong)
        #expect(findings.refusal.map(\.expression) == ["Patient.contact[0]"])
        #expect(try Self.findings("host: 0.0.0.0", Self.nameless).refusal == [])
    }

    @Test(arguments: ["AcmePatient", "https://acme.example/p", "https://acme.example/p|1"])
    func `what a listener demands is refused where it is not there`(name: String) throws {
        let findings = try Self.findings("profiles: ['\(name)']", Self.nameless)
        #expect(
            findings.refusal.map(\.description) == [
                "error: Patient: `name` is required (profile AcmePatient)"
            ]
        )
        #expect(findings.note == nil)
    }

    @Test func `warn notes what reject refuses, and off does not look`() throws {
        let findings = try Self.findings("profiles: [AcmePatient], validate: warn", Self.nameless)
        #expect(findings.refusal == [])
        #expect(findings.isNonconforming)
        #expect(findings.note?.hasPrefix("does not conform: Patient: ") == true)
        #expect(findings.remarks.allSatisfy { $0.severity == .warning })
        let nothing = try Self.findings("validate: off", Self.wrong)
        #expect(nothing.refusal == [] && nothing.remarks == [] && nothing.note == nil)
    }

    @Test func `a warning refuses nothing and is a remark`() throws {
        let findings = try Self.findings("profiles: AcmePatient", Self.old)
        #expect(findings.refusal == [])
        #expect(!findings.isNonconforming)
        #expect(
            findings.remarks.contains { $0.text.hasPrefix("the rule old does not hold: Not before 1900") }
        )
    }

    private static func bundle(_ type: String) -> String {
        let entries = [old, nameless].map {
            #"{"resource":\#($0),"request":{"method":"POST","url":"Patient"}}"#
        }
        return #"{"resourceType":"Bundle","type":"\#(type)","entry":[\#(entries.joined(separator: ","))]}"#
    }

    @Test func `an entry of a batch is refused alone, a transaction as a whole`() throws {
        let batch = try Self.findings("profiles: AcmePatient", Self.bundle("batch"))
        #expect(batch.refusal == [])
        #expect(batch.refusedEntries.keys.sorted() == [1])
        #expect(!batch.remarks(onEntry: 0).isEmpty)
        #expect(batch.note?.hasPrefix("1 entry is refused: Bundle.entry[1].resource: ") == true)
        let transaction = try Self.findings("profiles: AcmePatient", Self.bundle("transaction"))
        #expect(transaction.refusal.map(\.expression) == ["Bundle.entry[1].resource"])
    }

    @Test func `a refused entry is refused again when what is stored is rendered`() throws {
        let intake = try Self.intake("profiles: AcmePatient")
        let bytes = Array(Self.bundle("batch").utf8)
        let tree = try FHIRSubmission.read(bytes, isXML: false)
        var known = KnownResources()
        known.refuse(
            intake.findings(in: tree, now: "2026-11-22T10:00:00Z").refusedEntries,
            as: .nonconforming
        )
        let submission = FHIRSubmission(.batch(id: "b"), bytes: bytes, isXML: false, tree: tree, known: known)
        let plan = try #require(submission.plan)
        #expect(plan.taken.map(\.id) == ["b-1"])
        #expect(plan.firstRefusal?.status == 422)
        #expect(plan.firstRefusal?.issues.map(\.expression) == ["Bundle.entry[1].resource"])
        let stored = try #require(known.encoded.flatMap(KnownResources.init(encoded:)))
        let first = intake.judge(submission, acceptedAt: 0).deliveries.first?.payload
        let again = intake.render(
            bytes,
            isXML: false,
            as: .batch(id: "b"),
            known: stored,
            route: 0,
            part: 0,
            acceptedAt: 0
        )
        guard case .bytes(let sent, _) = first, case .bytes(let rendered, _) = again else {
            Issue.record("there is no payload")
            return
        }
        #expect(sent == rendered)
        #expect(!String(decoding: sent, as: UTF8.self).contains("active"))
    }

    @Test(arguments: [
        (
            "profiles: [AcmePatent]",
            "error: listeners.apps.profiles: no StructureDefinition is called `AcmePatent`; did you mean `AcmePatient`?"
        ),
        (
            "profiles: AcmePatient, validate: off",
            "warning: listeners.apps.profiles: nothing is checked; write `validate: warn` or `validate: reject`"
        ),
        ("validate: base", "error: listeners.apps.validate: "),
    ])
    func `a slip in the keys is named`(keys: String, problem: String) {
        let problems = Self.compile(keys).problems
        #expect(problems.count == 1 && problems[0].contains(problem), "\(problems)")
    }

    @Test func `a profile that cannot mean anything stops the site`() {
        let (site, problems) = SampleSite.compile([
            "routes/lab.yaml": SampleSite.routes,
            "profiles/patient.json": Self.profile.replacing("Patient.name", with: "Patient.nmae"),
        ])
        #expect(site == nil)
        #expect(
            problems == [
                "profiles/patient.json:4:28: error: nmae: Patient has no element `nmae`; did you mean `name`?"
            ]
        )
    }
}
