// Routes that take messages apart and edit them: what is delivered, in which parts, and rendered again the same.

import FHIR
import HL7v2
import Mapping
import Routing
import Testing

struct EditedRouteTests {
    private static let message = #"""
        MSH|^~\&|LAB|NORTH|EHR|MAIN|20260301101500+0100||ORU^R01^ORU_R01|M4711|P|2.5.1
        PID|1||4711^^^NORTH^MR||Doe^Jane
        ORC|RE|P1|F1||||||||||||||||||Clinic^L^4711
        OBR|1|P1|F1|CBC^Blood count^L
        OBX|1|NM|HB^Haemoglobin^L||13.5|g/dL|||||F
        ORC|RE|P2|F2||||||||||||||||||Other^L^4712
        OBR|2|P2|F2|CUL^Culture^L
        OBX|1|ST|CUL^Culture^L||none||||||F
        """#

    private static let base = """
        listeners:
          lab: {type: mllp, port: 2575}
        destinations:
          north: {type: mllp, url: "mllp://north.example.org:2575"}
          south: {type: http, url: "http://south.example.org/hl7", charset: UNICODE UTF-8}
          rest: {type: http, url: "http://rest.example.org/hl7"}
          ehr: {type: fhir, url: "https://ehr.example.org/fhir"}

        """

    private static let table = """
        table: facility-destination
        unmapped: omit
        codes: {Clinic: north, South: south}
        """

    private static let files = [
        "tables/facility-destination.yaml": table,
        "tables/codes.yaml": "table: codes\nunmapped: error\ncodes: {HB: 718-7}",
        "hl7v2-to-fhir/ORU_R01.yaml": """
        map: ORU_R01
        from: hl7v2 ORU_R01
        to: fhir Bundle
        emit:
          - for: PATIENT_RESULT
            emit:
              - for: ORDER_OBSERVATION
                emit:
                  - resource: Observation
                    set:
                      status: {constant: final}
                      code.text: OBR-4.1
        """,
        "hl7v2-to-hl7v2/clean.yaml": """
        map: clean
        from: hl7v2 ORU_R01
        to: hl7v2 ORU_R01
        edit: [{clear: PID-5}]
        """,
    ]

    private static func compile(_ routes: String) -> (site: Site?, problems: [String]) {
        SampleSite.compile(files.merging(["routes/lab.yaml": base + routes]) { _, new in new })
    }

    private static func judge(_ routes: String) throws -> (
        judgment: Judgment, deliveries: [String], intake: Intake
    ) {
        let (compiled, problems) = compile(routes)
        #expect(problems.filter { $0.contains("error") } == [])
        let site = try #require(compiled)
        let intake = try #require(site.listeners.first.flatMap { Intake(site: site, listener: $0) })
        let bytes = Array((message + "\n").replacing("\n", with: "\r").utf8)
        let judgment = try #require(intake.judgment(on: bytes, acceptedAt: 0))
        var deliveries: [String] = []
        for delivery in judgment.deliveries {
            guard case .bytes(let sent, _) = delivery.payload else {
                deliveries.append("\(delivery.part): \(delivery.payload.problems ?? [])")
                continue
            }
            deliveries.append(String(decoding: sent, as: UTF8.self))
            let again = intake.render(bytes, route: delivery.route, part: delivery.part, acceptedAt: 0)
            guard case .bytes(let rendered, _) = again else {
                Issue.record("part \(delivery.part) is not rendered again")
                continue
            }
            #expect(rendered == sent)
        }
        return (judgment, deliveries, intake)
    }

    @Test func `each order is a delivery of its own to each destination, under its own control id`() throws {
        let (judgment, deliveries, _) = try Self.judge(
            """
            routes:
              orders:
                from: lab
                split: ORDER_OBSERVATION
                edit: [{set: MSH-10, to: control_id()}, {clear: PID-5}]
                to: [north, south]
            """
        )
        #expect(judgment.deliveries.map(\.part) == [0, 1, 2, 3])
        #expect(judgment.deliveries.map(\.destination) == [0, 1, 0, 1])
        #expect(Set(judgment.deliveries.map(\.keys)).count == 1)
        let ids = deliveries.map { $0.split(separator: "|", omittingEmptySubsequences: false)[9] }
        #expect(Set(ids).count == 4)
        #expect(deliveries.allSatisfy { !$0.contains("Doe") })
        #expect(deliveries[0].contains("HB") && !deliveries[0].contains("CUL"))
        #expect(deliveries[3].contains("CUL") && !deliveries[3].contains("HB"))
        #expect(deliveries[1].contains("|2.5.1||||||UNICODE UTF-8\r"))
    }

    @Test func `a part is mapped by itself, and nothing of two parts shares an id`() throws {
        let (_, deliveries, _) = try Self.judge(
            "routes: {orders: {from: lab, split: ORDER_OBSERVATION, map: ORU_R01, to: ehr}}"
        )
        #expect(deliveries.count == 2)
        #expect(deliveries[0].contains("CBC") && !deliveries[0].contains("CUL"))
        let ids = deliveries.map { $0.firstMatch(of: /urn:uuid:[0-9a-f-]+/)?.output }
        #expect(ids[0] != ids[1])
    }

    @Test func `edits come before a map, and a map of edits goes by its name`() throws {
        let routes =
            "routes: {orders: {from: lab, edit: [{set: 'OBR[1]-4.1', constant: EDITED}], map: ORU_R01, to: ehr}}"
        #expect(try Self.judge(routes).deliveries.first?.contains("EDITED") == true)
        let named = "routes: {orders: {from: lab, map: hl7v2-to-hl7v2/clean, to: rest}}"
        let sent = try Self.judge(named).deliveries
        #expect(sent.first?.contains("PID|1||4711^^^NORTH^MR||\r") == true)
    }

    @Test func `a code without a row parks its own part alone`() throws {
        let (judgment, _, _) = try Self.judge(
            """
            routes:
              orders:
                from: lab
                split: ORDER_OBSERVATION
                edit: [{for: OBX, edit: [{set: OBX-3.1, to: OBX-3.1.lookup('codes')}]}]
                to: rest
            """
        )
        #expect(judgment.deliveries.map { $0.payload.problems?.count ?? 0 } == [0, 1])
        #expect(judgment.deliveries[1].payload.problems?.first?.location == "OBX-3.1")
    }

    @Test func `what could not be set is noted with the message`() throws {
        let (judgment, _, _) = try Self.judge(
            "routes: {a: {from: lab, edit: [{set: PV2-3, constant: X}], to: rest}}"
        )
        #expect(judgment.note == "there is no PV2 to set (routes/lab.yaml:8:32)", "\(judgment.note ?? "")")
    }

    // MARK: Tables of destinations

    @Test func `a table chooses the destination of each order, and the rest goes elsewhere`() throws {
        let (judgment, deliveries, _) = try Self.judge(
            """
            routes:
              by-facility:
                from: lab
                when: MSH-9.1 = 'ORU'
                split: ORDER_OBSERVATION
                match: first
                routes:
                  known:
                    to: ORC-21.1.lookup('facility-destination')
                otherwise:
                  edit: [{clear: PID-5}]
                  to: rest
            """
        )
        #expect(judgment.deliveries.map(\.destination) == [0, 2])
        #expect(judgment.deliveries.map(\.part) == [0, 1])
        try #require(deliveries.count == 2)
        #expect(deliveries[0].contains("Doe") && deliveries[0].contains("CBC"))
        #expect(!deliveries[1].contains("Doe") && deliveries[1].contains("Culture"))
    }

    @Test func `a route of its own takes the orders that its table knows, and says how many it does not`()
        throws
    {
        let (judgment, deliveries, _) = try Self.judge(
            """
            routes:
              known:
                from: lab
                split: ORDER_OBSERVATION
                to: ORC-21.1.lookup('facility-destination')
            """
        )
        #expect(judgment.deliveries.map(\.destination) == [0])
        #expect(deliveries.first?.contains("CBC") == true)
        #expect(judgment.note == "1 of its parts was taken by no route")
    }

    @Test func `without a split the first order decides, of which the check warns`() throws {
        let routes = """
            routes:
              by-facility:
                from: lab
                when: MSH-9.1 = 'ORU'
                match: first
                routes:
                  known:
                    to: ORC-21.1.lookup('facility-destination')
                  unknown:
                    when: ORC-21.1 = 'Other'
                    to: rest
            """
        let warnings = Self.compile(routes).problems.filter { $0.contains("the first ORC decides") }
        #expect(warnings.count == 2)
        let (judgment, _, _) = try Self.judge(routes)
        #expect(judgment.deliveries.map(\.destination) == [0])
        let indexed = routes.replacing("ORC-21.1", with: "ORC[1]-21.1")
        #expect(!Self.compile(indexed).problems.contains { $0.contains("decides") })
    }

    @Test(arguments: [
        ("to: PID-3.lookup('codes')", "no destination is called `718-7`"),
        ("to: PID-3.trim()", "expected a destination, or a lookup in a table of destinations"),
        ("to: PID-3.lookup('facilities')", "there is no table `facilities`"),
        ("split: ORDER, to: rest", "has no group `ORDER`"),
        ("map: hl7v2-to-hl7v2/clean, to: ehr", "`ehr` takes FHIR, and this route sends HL7 v2"),
        ("map: hl7v2-to-hl7v2/clean, edit: [{clear: PID-3}], to: rest", "the route's map edits already"),
        ("edit: [{clear: PID-99}], to: rest", "routes.a.edit.clear: PID has no field 99"),
        ("drop: no, edit: [{clear: PID-3}]", "a route with `drop` delivers nothing"),
    ])
    func `what cannot be is an error of the check`(route: String, problem: String) {
        let problems = Self.compile("routes: {a: {from: lab, when: MSH-9.1 = 'ORU', \(route)}}").problems
        #expect(problems.contains { $0.contains("error") && $0.contains(problem) }, "\(problems)")
    }

    @Test func `what comes from a FHIR listener is not edited`() {
        let routes =
            Self.base.replacing("lab: {type: mllp", with: "lab: {type: fhir")
            + "routes: {a: {from: lab, edit: [{clear: PID-3}], to: rest}}"
        let problems = SampleSite.compile(["routes/lab.yaml": routes]).problems
        #expect(problems.contains { $0.contains("`split` and `edit` are for HL7 v2") }, "\(problems)")
    }

    @Test func `the explanation of a table or a split says who takes what`() throws {
        let routes = """
            routes:
              chosen: {from: lab, to: "PID-3.4.lookup('facility-destination')"}
              by-order:
                from: lab
                split: ORDER_OBSERVATION
                match: first
                routes: {known: {to: "ORC-21.1.lookup('facility-destination')"}}
                otherwise: {to: rest}
            """
        let site = try #require(Self.compile(routes).site)
        let message = try Message(Array((Self.message + "\n").replacing("\n", with: "\r").utf8))
        let explanation = try #require(site.explain(message, at: site.listeners[0], acceptedAt: 0))
        #expect(explanation.routes.map(\.verdict) == [.conditionFails, .delivers, .delivers])
    }
}
