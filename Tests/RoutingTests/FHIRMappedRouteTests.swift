import FHIR
import HL7v2
import Routing
import Testing

/// Routes that send what FHIR listeners take as messages of HL7 v2.
struct FHIRMappedRouteTests {
    private static let routes = """
        listeners:
          apps: {type: fhir, port: 8090}
        destinations:
          ward:
            type: mllp
            url: mllp://ward.example.org:2575
            header: {sending_application: CORRIDOR, receiving_facility: NORTH^1.2.3^ISO}
          archive:
            type: http
            url: https://archive.example.org/hl7
            charset: 8859/1
        routes:
          people:
            from: apps
            map: fhir-to-hl7v2/ADT_A31
            to: [ward, archive]
        """

    private static let map = """
        map: ADT_A31
        from: fhir Patient
        to: hl7v2 ADT_A05
        version: 2.5.1
        emit:
          - segment: MSH
            set:
              MSH-9.2: {constant: A31}
          - segment: EVN
            set:
              EVN-2: now()
          - segment: PID
            set:
              PID-3.1: identifier.value.first()
              PID-5.1: name.family.first()
          - segment: PV1
            set:
              PV1-2: {constant: N}
        """

    private static let other = """
        map: ORU_R01
        from: hl7v2 ORU_R01
        to: fhir Bundle
        emit: []
        """

    private static func compile(_ line: String = "", _ replacement: String = "") -> (
        site: Site?, problems: [String]
    ) {
        SampleSite.compile([
            "routes/apps.yaml": line.isEmpty ? routes : routes.replacing(line, with: replacement),
            "fhir-to-hl7v2/ADT_A31.yaml": map, "hl7v2-to-fhir/ORU_R01.yaml": other,
        ])
    }

    private static func intake() throws -> FHIRIntake {
        let compiled = compile()
        #expect(compiled.problems == [])
        let site = try #require(compiled.site)
        let listener = try #require(site.listeners.first)
        return try #require(FHIRIntake(site: site, listener: listener))
    }

    private static func submission(_ text: String, id: String = "1") throws -> FHIRSubmission {
        let kind = FHIRSubmissionKind.resource(type: "Patient", id: id)
        return try FHIRSubmission(reading: Array(text.utf8), isXML: false, as: kind)
    }

    private static func message(_ payload: Payload?) throws -> Message {
        guard case .bytes(let bytes, .hl7v2)? = payload else {
            Issue.record("no message: \(String(describing: payload?.problems))")
            return try Message(Array("MSH|^~\\&|\r".utf8))
        }
        return try Message(bytes)
    }

    private static let patient =
        #"{"resourceType":"Patient","identifier":[{"value":"4711"}],"name":[{"family":"Müller"}]}"#

    @Test func `each destination gets the message with its heading, in its character set`() throws {
        let judgment = try Self.intake().judge(try Self.submission(Self.patient), acceptedAt: 0)
        let messages = try judgment.deliveries.map { try Self.message($0.payload) }
        try #require(messages.count == 2)
        #expect(messages.map { $0.header.messageCode } == ["ADT", "ADT"])
        #expect(messages.map { $0.header.triggerEvent } == ["A31", "A31"])
        #expect(messages[0].header.sendingApplication == "CORRIDOR")
        #expect(messages[0].header.controlID == messages[1].header.controlID)
        #expect(messages[0].header.controlID.count == 20)
        #expect(messages[0].bytes.contains(0xC3) && !messages[0].bytes.contains(0xFC))
        #expect(messages[1].bytes.contains(0xFC) && !messages[1].bytes.contains(0xC3))
        for message in messages {
            let name = try #require(message.field(5, ofSegment: 2))
            #expect(message.text(name) == "Müller")
        }
    }

    @Test func `a delivery is made again from what is stored`() throws {
        let intake = try Self.intake()
        let submission = try Self.submission(Self.patient)
        let first = try Self.message(intake.judge(submission, acceptedAt: 5000).deliveries.last?.payload)
        let again = intake.render(
            submission.bytes,
            isXML: false,
            as: submission.kind,
            route: 0,
            part: 1,
            acceptedAt: 5000
        )
        #expect(try Self.message(again).bytes == first.bytes)
    }

    @Test func `an update with other content is another message`() throws {
        let intake = try Self.intake()
        func controlID(_ text: String, _ id: String) throws -> String {
            let judgment = intake.judge(try Self.submission(text, id: id), acceptedAt: 0)
            return try Self.message(judgment.deliveries.first?.payload).header.controlID
        }
        let first = try controlID(Self.patient, "1")
        #expect(try controlID(Self.patient, "1") == first)
        #expect(try controlID(Self.patient, "2") != first)
        #expect(try controlID(Self.patient.replacing("4711", with: "4712"), "1") != first)
    }

    @Test func `what cannot be mapped is parked with its reasons`() throws {
        let judgment = try Self.intake().judge(
            try Self.submission(#"{"resourceType":"Patient"}"#),
            acceptedAt: 0
        )
        #expect(judgment.status == .accepted)
        let problems = judgment.deliveries.first?.payload.problems?.map(\.description) ?? []
        #expect(problems.contains { $0.hasPrefix("Patient: PID is required in ADT_A05") }, "\(problems)")
    }

    @Test(arguments: [
        (
            "map: fhir-to-hl7v2/ADT_A31", "map: hl7v2-to-fhir/ORU_R01",
            "routes/apps.yaml:15:10: error: routes.people.map: `apps` takes FHIR, and `hl7v2-to-fhir/ORU_R01` reads HL7 v2"
        ),
        (
            "map: fhir-to-hl7v2/ADT_A31", "map: ADT_A13",
            "routes/apps.yaml:15:10: error: routes.people.map: no map is called `ADT_A13`; did you mean `ADT_A31`?"
        ),
        (
            "    map: fhir-to-hl7v2/ADT_A31\n", "",
            "routes/apps.yaml:15:10: error: routes.people.to: `ward` takes HL7 v2, and this route sends FHIR as received"
        ),
        (
            "type: http", "type: fhir",
            "routes/apps.yaml:16:16: error: routes.people.to: `archive` takes FHIR, and this route's map makes HL7 v2"
        ),
        (
            "{type: fhir, port: 8090}", "{type: mllp, port: 8090}",
            "routes/apps.yaml:15:10: error: routes.people.map: `fhir-to-hl7v2/ADT_A31` reads FHIR, and this route takes HL7 v2"
        ),
        (
            "sending_application:", "sending_aplication:",
            "error: destinations.ward.header.sending_aplication: unknown key; did you mean `sending_application`?"
        ),
    ])
    func `a mistake is named with its place`(line: String, mistake: String, expected: String) {
        let problems = Self.compile(line, mistake).problems
        #expect(problems.contains { $0.contains(expected) }, "\(problems)")
    }
}
