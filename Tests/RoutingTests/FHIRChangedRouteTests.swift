import FHIR
import HL7v2
import Routing
import Testing

/// Routes of FHIR listeners whose maps make FHIR, split Bundles, or make messages of the version a receiver asks for.
struct FHIRChangedRouteTests {
    private static let routes = """
        listeners:
          apps: {type: fhir, port: 8090}
        destinations:
          ehr: {type: fhir, url: https://ehr.example.org/fhir}
          archive: {type: http, url: https://archive.example.org/fhir}
          old: {type: mllp, url: "mllp://old.example.org:2575", header: {version: '2.3'}}
          new: {type: mllp, url: "mllp://new.example.org:2575"}
        routes:
          changed:
            from: apps
            map: [people, orders]
            to: [ehr, archive]
          messages:
            from: apps
            map: fhir-to-hl7v2/ADT_A31
            when: Patient.active
            to: [old, new]
        """

    private static let files = [
        "routes/apps.yaml": routes,
        "fhir-to-fhir/people.yaml": """
        map: people
        from: fhir Patient
        to: fhir Patient
        drop: photo
        set:
          id: identifier.first().value
          gender: coalesce(gender, 'unknown')
        """,
        "fhir-to-fhir/orders.yaml": """
        map: orders
        from: fhir Bundle
        to: fhir Bundle
        split: entry.resource.ofType(ServiceRequest)
        emit:
          - change: ServiceRequest
            set:
              priority: {constant: urgent}
          - resource: Basic
            set:
              code.text: {constant: split}
        """,
        "fhir-to-hl7v2/ADT_A31.yaml": """
        map: ADT_A31
        from: fhir Patient
        to: hl7v2 ADT_A05
        emit:
          - segment: MSH
            set: {MSH-9.2: {constant: A31}}
          - segment: EVN
            set: {EVN-2: now()}
          - segment: PID
            set: {PID-3.1: identifier.value.first(), PID-5.1: name.family.first()}
          - segment: PV1
            set: {PV1-2: {constant: N}}
        """,
    ]

    private static func intake() throws -> FHIRIntake {
        let compiled = SampleSite.compile(files)
        #expect(compiled.problems == [])
        let site = try #require(compiled.site)
        let listener = try #require(site.listeners.first)
        return try #require(FHIRIntake(site: site, listener: listener))
    }

    private static func tree(_ payload: Payload?) throws -> Tree {
        guard case .bytes(let bytes, .fhirJSON)? = payload else {
            Issue.record("no resource: \(String(describing: payload?.problems))")
            return try JSONReader.read(#"{"resourceType":"Basic","code":{"text":"x"}}"#)
        }
        return try JSONReader.read(bytes)
    }

    private static let patient = """
        {"resourceType":"Patient","active":true,"identifier":[{"value":"4711"}],"name":[{"family":"Doe"}],
        "photo":[{"url":"http://a.example.org"}]}
        """

    private static func order(_ number: Int) -> String {
        """
        {"fullUrl":"urn:uuid:00000000-0000-4000-8000-00000000000\(number)","resource":{"resourceType":"ServiceRequest",
        "status":"active","intent":"order","subject":{"display":"Doe"}},"request":{"method":"POST","url":"ServiceRequest"}}
        """
    }

    private static let orders = """
        {"resourceType":"Bundle","type":"transaction","entry":[\(order(1)),\(order(2)),\(order(3))]}
        """

    private static func submission(_ text: String, _ kind: FHIRSubmissionKind) throws -> FHIRSubmission {
        try FHIRSubmission(reading: Array(text.utf8), isXML: false, as: kind)
    }

    @Test func `a server gets the changed resource under the id that the client was told`() throws {
        let submission = try Self.submission(Self.patient, .resource(type: "Patient", id: "7"))
        let deliveries = try Self.intake().judge(submission, acceptedAt: 0).deliveries
        let bundle = try Self.tree(deliveries.first?.payload).root
        #expect(bundle.texts(at: "entry.request.url") == ["Patient/7"])
        #expect(bundle.texts(at: "entry.resource.id") == ["7"])
        #expect(bundle.texts(at: "entry.resource.gender") == ["unknown"])
        #expect(bundle.nodes(at: "entry.resource.photo").isEmpty)
    }

    @Test func `another receiver gets the changed resource as it is`() throws {
        let submission = try Self.submission(Self.patient, .resource(type: "Patient", id: "7"))
        let deliveries = try Self.intake().judge(submission, acceptedAt: 0).deliveries
        let patient = try Self.tree(deliveries.dropFirst().first?.payload).root
        #expect(patient.type.name == "Patient")
        #expect(patient.text(at: "id") == "4711")
        #expect(patient["photo"] == nil)
    }

    @Test func `a Bundle that is split is a delivery of each part and destination, and is made again`() throws
    {
        let intake = try Self.intake()
        let submission = try Self.submission(Self.orders, .transaction(id: "t"))
        let deliveries = intake.judge(submission, acceptedAt: 0).deliveries
        #expect(deliveries.map(\.part) == [0, 1, 2, 3, 4, 5])
        #expect(deliveries.map(\.destination) == [0, 1, 0, 1, 0, 1])
        let parts = try deliveries.map { try Self.tree($0.payload).root }
        for (number, part) in parts.enumerated() {
            let orders = part.nodes(at: "entry.resource").filter { $0.type.name == "ServiceRequest" }
            #expect(orders.count == 1)
            #expect(orders.first?.text(at: "priority") == "urgent")
            guard number % 2 == 0 else { continue }
            #expect(part.text(at: "entry.request.url") == "ServiceRequest/t-\(number / 2 + 1)")
        }
        // What is added differs from part to part.
        #expect(Set(parts.flatMap { $0.texts(at: "entry.fullUrl").suffix(1) }).count == 3)
        for delivery in deliveries {
            let again = intake.render(
                submission.bytes,
                isXML: false,
                as: submission.kind,
                route: delivery.route,
                part: delivery.part,
                acceptedAt: 0
            )
            #expect(
                JSONWriter.write(try Self.tree(again)) == JSONWriter.write(try Self.tree(delivery.payload))
            )
        }
    }

    @Test func `a receiver gets messages of its version`() throws {
        let submission = try Self.submission(Self.patient, .resource(type: "Patient", id: "7"))
        let deliveries = try Self.intake().judge(submission, acceptedAt: 0).deliveries.suffix(2)
        let messages = try deliveries.map { delivery in
            guard case .bytes(let bytes, .hl7v2) = delivery.payload else {
                Issue.record("no message: \(String(describing: delivery.payload.problems))")
                return try Message(Array("MSH|^~\\&|\r".utf8))
            }
            return try Message(bytes)
        }
        #expect(
            messages.map { String(decoding: $0.bytes, as: UTF8.self).contains("|ADT^A31|") } == [true, false]
        )
        #expect(messages.map { $0.header.version } == [.v2_3, .v2_5_1])
    }

    @Test func `a table chooses the destination of a resource, and who has none is not taken`() throws {
        var files = Self.files
        files["routes/apps.yaml"] = Self.routes.replacing(
            "to: [ehr, archive]",
            with: "to: Patient.gender.lookup('receivers')"
        )
        files["tables/receivers.yaml"] =
            "table: receivers\nunmapped: omit\ncodes: {female: ehr, male: archive}"
        let compiled = SampleSite.compile(files)
        #expect(compiled.problems == [])
        let site = try #require(compiled.site)
        let listener = try #require(site.listeners.first)
        let intake = try #require(FHIRIntake(site: site, listener: listener))
        for (gender, destinations) in [("female", [0]), ("male", [1]), ("other", [])] {
            let text =
                #"{"resourceType":"Patient","gender":"\#(gender)","identifier":[{"value":"4711"}]}"#
            let submission = try Self.submission(text, .resource(type: "Patient", id: "7"))
            let deliveries = intake.judge(submission, acceptedAt: 0).deliveries
            #expect(deliveries.map(\.destination) == destinations)
            let explained = site.explain(submission, at: listener, acceptedAt: 0)?.routes.first
            #expect(explained?.verdict == (destinations.isEmpty ? .conditionFails : .delivers))
            for delivery in deliveries {
                let again = intake.render(
                    submission.bytes,
                    isXML: false,
                    as: submission.kind,
                    route: delivery.route,
                    part: delivery.part,
                    acceptedAt: 0
                )
                #expect(
                    JSONWriter.write(try Self.tree(again))
                        == JSONWriter.write(try Self.tree(delivery.payload))
                )
            }
        }
    }

    @Test(
        arguments: [
            ("to: [ehr, archive]", "to: Patient.gender.lookup('receiver')", "there is no table `receiver`"),
            (
                "map: [people, orders]", "map: [people, fhir-to-hl7v2/ADT_A31]",
                "one of these maps makes HL7 v2 of FHIR"
            ),
            ("to: [ehr, archive]", "to: old", "`old` takes HL7 v2, and this route's map makes FHIR"),
            ("map: [people, orders]", "map: persons", "no map is called `persons`"),
            ("{version: '2.3'}", "{version: '2.33'}", "`2.33` is no version of HL7 v2"),
        ]
    )
    func `a route is checked against its maps`(line: String, replacement: String, problem: String) {
        var files = Self.files
        files["routes/apps.yaml"] = Self.routes.replacing(line, with: replacement)
        let problems = SampleSite.compile(files).problems
        #expect(problems.contains { $0.contains(problem) }, "\(problems)")
    }
}
