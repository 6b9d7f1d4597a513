import FHIR
import Routing
import Testing

/// What becomes of resources, and that it can be made again from what is stored.
struct FHIRIntakeTests {
    private static func intake(_ destination: String) throws -> FHIRIntake {
        let text = """
            listeners: {apps: {type: fhir, port: 8090}}
            destinations: {there: {type: \(destination), url: "http://there.example.org/fhir"}}
            routes: {all: {from: apps, to: there}}
            """
        let site = try #require(SampleSite.compile(["routes/apps.yaml": text]).site)
        let listener = try #require(site.listeners.first)
        return try #require(FHIRIntake(site: site, listener: listener))
    }

    private static func submission(_ text: String, _ kind: FHIRSubmissionKind) throws -> FHIRSubmission {
        try FHIRSubmission(reading: Array(text.utf8), isXML: false, as: kind)
    }

    private static func bytes(_ payload: Payload?) -> [UInt8]? {
        if case .bytes(let bytes, _) = payload { bytes } else { nil }
    }

    private static let transaction = """
        {"resourceType":"Bundle","type":"transaction","entry":[
        {"fullUrl":"urn:uuid:7a1e0b1c-0000-4000-8000-000000000001","resource":{"resourceType":"Patient",
        "text":{"status":"generated","div":"<div xmlns=\\"http://www.w3.org/1999/xhtml\\"><a href=\\"urn:uuid:7a1e0b1c-0000-4000-8000-000000000001\\">x</a></div>"}},
        "request":{"method":"POST","url":"Patient"}},
        {"resource":{"resourceType":"Observation","id":"o","status":"final","code":{"text":"pulse"},
        "subject":{"reference":"urn:uuid:7a1e0b1c-0000-4000-8000-000000000001"},
        "note":[{"text":"urn:uuid:7a1e0b1c-0000-4000-8000-000000000001"}]},
        "request":{"method":"PUT","url":"Observation/o"}}]}
        """

    @Test(
        arguments: [
            (
                #"{"resourceType":"Patient","id":"x"}"#,
                FHIRSubmissionKind.resource(type: "Patient", id: "ours")
            ),
            (transaction, .transaction(id: "t")), (transaction, .batch(id: "b")),
            (transaction, .message(id: "m")),
        ],
        ["fhir", "http"]
    )
    func `a delivery is made again from what is stored`(
        sample: (text: String, kind: FHIRSubmissionKind),
        destination: String
    ) throws {
        let intake = try Self.intake(destination)
        let submission = try Self.submission(sample.text, sample.kind)
        let judgment = intake.judge(submission, acceptedAt: 0)
        #expect(judgment.status == .accepted)
        let first = try #require(Self.bytes(judgment.deliveries.first?.payload))
        let stored = FHIRSubmissionKind(controlID: sample.kind.controlID, type: sample.kind.type)
        #expect(stored == sample.kind)
        let again = intake.render(
            submission.bytes,
            isXML: false,
            as: try #require(stored),
            route: 0,
            part: 0,
            acceptedAt: 0
        )
        #expect(Self.bytes(again) == first)
        if destination == "http" { #expect(first == submission.bytes) }
    }

    @Test func `references to new resources are rewritten, and texts are not`() throws {
        let intake = try Self.intake("fhir")
        let judgment = intake.judge(
            try Self.submission(Self.transaction, .transaction(id: "t")),
            acceptedAt: 0
        )
        let sent = try JSONReader.read(try #require(Self.bytes(judgment.deliveries.first?.payload))).root
        #expect(sent.texts(at: "entry.request.url") == ["Patient/t-1", "Observation/o"])
        #expect(sent.texts(at: "entry.request.method") == ["PUT", "PUT"])
        #expect(sent.text(at: "entry[1].resource.subject.reference") == "Patient/t-1")
        #expect(sent.text(at: "entry[0].resource.text.div")?.contains("href=\"Patient/t-1\"") == true)
        #expect(sent.text(at: "entry[1].resource.note.text")?.hasPrefix("urn:uuid:") == true)
        #expect(sent.text(at: "entry[0].fullUrl")?.hasPrefix("urn:uuid:") == true)
    }

    @Test func `a patient and what refers to it stand in one lane`() throws {
        let intake = try Self.intake("http")
        func keys(_ text: String, _ type: String, _ id: String) throws -> Set<LaneKey> {
            let submission = try Self.submission(text, .resource(type: type, id: id))
            return Set(try #require(intake.judge(submission, acceptedAt: 0).deliveries.first).keys)
        }
        let patient = try keys(
            #"{"resourceType":"Patient","id":"p","identifier":[{"system":"urn:x","value":"a1"}]}"#,
            "Patient",
            "p"
        )
        #expect(patient.count == 2)
        let observation =
            #"{"resourceType":"Observation","status":"final","code":{"text":"pulse"},"subject":"#
        for subject in [
            #"{"reference":"Patient/p"}"#, #"{"reference":"http://x.org/fhir/Patient/p/_history/3"}"#,
            #"{"identifier":{"system":"urn:x","value":"A1"}}"#,
        ] {
            let found = try keys("\(observation)\(subject)}", "Observation", "o")
            #expect(found.count == 1)
            #expect(found.isSubset(of: patient), "\(subject)")
        }
        let nobody = try keys(#"{"resourceType":"Organization","name":"x"}"#, "Organization", "o")
        #expect(nobody == [LaneKey(.unidentified, "apps")])
    }

    @Test(arguments: [
        (#"{"resource":{"resourceType":"Patient"}}"#, 400, "Bundle.entry[0]"),
        (#"{"request":{"method":"POST","url":"Patient"}}"#, 400, "Bundle.entry[0]"),
        (
            #"{"resource":{"resourceType":"Patient"},"request":{"method":"POST","url":"Observation"}}"#, 400,
            "Bundle.entry[0].request"
        ),
        (
            #"{"resource":{"resourceType":"Patient","id":"1"},"request":{"method":"PUT","url":"Patient/2"}}"#,
            400,
            "Bundle.entry[0].request"
        ),
        (
            #"{"resource":{"resourceType":"Patient"},"request":{"method":"PUT","url":"Patient?a=b"}}"#, 400,
            "Bundle.entry[0].request"
        ),
        (
            #"{"resource":{"resourceType":"Patient"},"request":{"method":"POST","url":"Patient","ifNoneExist":"a=b"}}"#,
            400, "Bundle.entry[0].request"
        ),
        (#"{"request":{"method":"GET","url":"Patient/1"}}"#, 405, "Bundle.entry[0].request"),
    ])
    func `an entry that is not offered is refused with its place`(entry: String, status: Int, place: String)
        throws
    {
        let tree = try JSONReader.read(#"{"resourceType":"Bundle","type":"batch","entry":[\#(entry)]}"#)
        let refusal = try #require(BundlePlan(tree, id: "b").firstRefusal)
        #expect(refusal.status == status)
        #expect(refusal.issues.map(\.expression) == [place])
    }

    @Test func `two entries about one resource cannot both be`() throws {
        let entry =
            #"{"resource":{"resourceType":"Patient","id":"1"},"request":{"method":"PUT","url":"Patient/1"}}"#
        let tree = try JSONReader.read(
            #"{"resourceType":"Bundle","type":"transaction","entry":[\#(entry),\#(entry)]}"#
        )
        #expect(BundlePlan(tree, id: "b").firstRefusal?.issues.first?.code == .duplicate)
    }
}
