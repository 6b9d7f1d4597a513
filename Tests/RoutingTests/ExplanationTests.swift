import FHIR
import HL7v2
import LocatedYAML
import Mapping
import Routing
import Testing

/// Why messages go where they go.
struct ExplanationTests {
    private static let routes = """
        listeners:
          lab: {type: mllp, port: 2575}
        destinations:
          archive: {type: http, url: http://archive.example.org/hl7}
          north: {type: http, url: http://north.example.org/hl7, order_by: OBR-3.1}
        routes:
          by-facility:
            from: lab
            when: MSH-9.1 = 'ORU'
            match: first
            routes:
              north:
                when: MSH-4.1 = 'NORTH' and (OBX[*].exists(OBX-11 = 'F') or 'X' in PID-3[*].1)
                to: north
              tests:
                when: MSH-11.1 = 'T'
                drop: tests are not for the archive
            otherwise: {to: archive}
          urgent:
            from: lab
            when: not (OBR-27.6 = 'S')
            to: archive
        """

    private static func message(facility: String, type: String = "ORU^R01") -> [UInt8] {
        Array(
            """
            MSH|^~\\&|LAB|\(facility)|EHR|MAIN|20260301||\(type)|1|P|2.5.1\r\
            PID|1||4711^^^NORTH^MR\rOBR|1|P1|F1|CBC\rOBX|1|NM|A||1||||||P\r
            """.utf8
        )
    }

    private func explained(facility: String, type: String = "ORU^R01") throws -> Explanation {
        let (site, problems) = SampleSite.compile(["routes/lab.yaml": Self.routes])
        let compiled = try #require(site, "\(problems)")
        let message = try Message(Self.message(facility: facility, type: type))
        return try #require(compiled.explain(message, at: compiled.listeners[0], acceptedAt: 0))
    }

    @Test func `says what each part of a condition saw`() throws {
        let route = try explained(facility: "NORTH").routes[0]
        #expect(route.verdict == .conditionFails)
        #expect(route.groupCondition?.holds == true)
        let condition = try #require(route.condition)
        #expect(condition.holds == false)
        #expect(
            condition.parts.map(\.text) == [
                "MSH-4.1 = 'NORTH'", "OBX[*].exists(OBX-11 = 'F') or 'X' in PID-3[*].1",
            ]
        )
        #expect(condition.parts.map(\.holds) == [true, false])
        #expect(condition.parts[0].readings.map(\.values) == [["NORTH"]])
        #expect(condition.parts[1].parts.last?.readings.map(\.text) == ["PID-3[*].1"])
        #expect(condition.parts[1].parts.last?.readings.map(\.values) == [["4711"]])
    }

    @Test func `follows groups in which the first match counts`() throws {
        let routes = try explained(facility: "SOUTH").routes
        #expect(
            routes.map(\.name) == [
                "by-facility/north", "by-facility/tests", "by-facility/otherwise", "urgent",
            ]
        )
        #expect(routes.map(\.verdict) == [.conditionFails, .conditionFails, .delivers, .delivers])
        let others = try explained(facility: "SOUTH", type: "ADT^A01").routes
        #expect(others[0].verdict == .groupConditionFails)
        #expect(others[0].condition == nil)
        #expect(others[0].groupCondition?.readings.map(\.values) == [["ADT"]])
    }

    @Test func `says what goes where in which lanes`() throws {
        let delivery = try #require(try explained(facility: "SOUTH").routes[2].deliveries.first)
        #expect(delivery.destination == "archive")
        #expect(delivery.lanes == ["patient 4711 of NORTH"])
        guard case .bytes(let bytes, .hl7v2) = delivery.payload else {
            Issue.record("nothing is delivered")
            return
        }
        #expect(bytes == Self.message(facility: "SOUTH"))
    }

    @Test func `takes the part in brackets of a not`() throws {
        let condition = try #require(try explained(facility: "SOUTH").routes[3].condition)
        #expect(condition.holds == true)
        #expect(condition.parts.map(\.text) == ["OBR-27.6 = 'S'"])
        #expect(condition.parts.map(\.holds) == [false])
    }

    @Test(arguments: ["NORTH", "SOUTH"], ["ORU^R01", "ADT^A01"])
    func `says of every route what the router decides`(facility: String, type: String) throws {
        let (site, _) = SampleSite.compile(["routes/lab.yaml": Self.routes])
        let compiled = try #require(site)
        let message = try Message(Self.message(facility: facility, type: type))
        let decision = compiled.router(for: compiled.listeners[0]).decide(message)
        let explanation = try explained(facility: facility, type: type)
        let taking = explanation.routes.filter(\.verdict.isTaking).map(\.name)
        #expect(taking == decision.takers.map { compiled.routes[$0].name })
    }

    @Test func `explains conditions over resources`() throws {
        let routes = """
            listeners:
              apps: {type: fhir, port: 8090}
            destinations:
              ehr: {type: fhir, url: https://ehr.example.org/fhir}
            routes:
              women: {from: apps, when: Patient.gender = 'female' and Patient.active, to: ehr}
            """
        let (site, problems) = SampleSite.compile(["routes/apps.yaml": routes])
        let compiled = try #require(site, "\(problems)")
        let json = #"{"resourceType": "Patient", "id": "1", "gender": "male", "active": true}"#
        let tree = try JSONReader.read(json)
        let submission = FHIRSubmission(
            FHIRSubmissionKind(of: tree),
            bytes: Array(json.utf8),
            isXML: false,
            tree: tree
        )
        let explanation = compiled.explain(submission, at: compiled.listeners[0], acceptedAt: 0)
        let condition = try #require(explanation?.routes.first?.condition)
        #expect(condition.parts.map(\.holds) == [false, true])
        #expect(condition.parts[0].readings.map(\.values) == [["male"]])
    }
}
