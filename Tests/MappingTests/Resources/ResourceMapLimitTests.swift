import FHIR
import HL7v2
import Mapping
import Testing

/// Large and hostile resources end in time.
struct ResourceMapLimitTests {
    private static func bundle(_ entries: [String]) throws -> Tree {
        try JSONReader.read(
            #"{"resourceType":"Bundle","type":"collection","entry":["# + entries.joined(separator: ",") + "]}"
        )
    }

    private static func patient(_ id: Int, _ more: String = "") -> String {
        #"{"fullUrl":"http://x.org/Patient/\#(id)","resource":{"resourceType":"Patient","id":"\#(id)","identifier":[{"value":"\#(id)"}],"name":[{"family":"N"}]\#(more)}}"#
    }

    private static func report(_ id: Int, patient: Int, results: [Int] = []) -> String {
        let result = results.map { #"{"reference":"Observation/\#($0)"}"# }.joined(separator: ",")
        let list = results.isEmpty ? "" : #","result":[\#(result)]"#
        return
            #"{"fullUrl":"http://x.org/DiagnosticReport/\#(id)","resource":{"resourceType":"DiagnosticReport","id":"\#(id)","status":"final","code":{"text":"r"},"subject":{"reference":"Patient/\#(patient)"}\#(list)}}"#
    }

    private static func run(_ tree: Tree, _ name: String) throws -> ResourceMapOutcome {
        let map = try #require(ShippedResourceMapsTests.compiled.library.resourceMap(named: name))
        return map.run(tree, identity: [], in: ShippedResourceMapsTests.context)
    }

    @Test func `a report of five hundred results is one message`() throws {
        let numbers = Array(1...500)
        let results = numbers.map {
            #"{"fullUrl":"http://x.org/Observation/\#($0)","resource":{"resourceType":"Observation","id":"\#($0)","status":"final","code":{"text":"o"},"valueInteger":\#($0)}}"#
        }
        let tree = try Self.bundle([Self.patient(1), Self.report(1, patient: 1, results: numbers)] + results)
        let outcome = try Self.run(tree, "ORU_R01")
        #expect(outcome.problems == [])
        let message = try Message(try #require(outcome.message))
        #expect((0..<message.segmentCount).filter { message.segmentName($0) == "OBX" }.count == 500)
    }

    @Test func `many repetitions are written in time`() throws {
        let numbers = (1...4000).map { #"{"value":"\#($0)"}"# }.joined(separator: ",")
        let tree = try JSONReader.read(
            #"{"resourceType":"Patient","identifier":[\#(numbers)],"name":[{"family":"N"}]}"#
        )
        let outcome = try Self.run(tree, "ADT_A31")
        #expect((outcome.message?.count ?? 0) > 15_000)
    }

    @Test func `what asks for too much is an error`() throws {
        let numbers = Array(1...400)
        let tree = try Self.bundle(
            numbers.map { Self.patient($0) } + numbers.map { Self.report($0, patient: $0) }
        )
        let outcome = try Self.run(tree, "ORU_R01")
        #expect(outcome.message == nil)
        #expect(
            outcome.problems.contains { $0.reason == "the resource asks for more work than a map may do" }
        )
    }
}
