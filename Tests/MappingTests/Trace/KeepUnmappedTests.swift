// `keep: unmapped`: what no rule reads is sent along.

import FHIR
import HL7v2
import LocatedYAML
import Testing

@testable import Mapping

struct KeepUnmappedTests {
    private static let message = [
        "MSH|^~\\&|LAB|NORTH|||20260301||ADT^A01^ADT_A01|M1|P|2.5.1",
        "EVN||20260301",
        "PID|1||4711^^^NORTH^MR||Doe^Jane||19800229|F",
        "PV1|1|I",
        "ZPI|blue^eyes|\"\"",
    ].joined(separator: "\r")

    private static func library(keep: String) throws -> MapLibrary {
        let file = SiteFile(
            path: "hl7v2-to-fhir/ADT_A01.yaml",
            text: """
                map: ADT_A01
                from: hl7v2 ADT_A01
                to: fhir Bundle
                keep: \(keep)
                emit:
                  - resource: MessageHeader
                    set:
                      eventCoding.code: MSH-9.2
                      source.endpoint: {constant: 'urn:id:north'}
                  - resource: Patient
                    for: PID
                    identity: PID-3.1
                    set:
                      name.family: PID-5.1
                """
        )
        var diagnostics = Diagnostics()
        let library = MapLibrary.compile(files: [file], into: &diagnostics)
        try #require(diagnostics.sorted.map(\.description) == [])
        return library
    }

    private static func run(keep: String) throws -> (Tree, MapTrace) {
        let map = try #require(try library(keep: keep).map(named: "ADT_A01"))
        let message = try Message(Array(Self.message.utf8))
        let context = MapContext(acceptedAt: 0)
        let (outcome, trace) = map.trace(message, in: context)
        let bundle = try #require(outcome.bundle)
        #expect(map.run(message, in: context).bundle.map { JSONWriter.write($0) } == JSONWriter.write(bundle))
        return (bundle, trace)
    }

    private static func kept(_ bundle: Tree, entry: Int) -> [String] {
        let extensions = bundle.root.nodes(at: "entry[\(entry)].resource.extension")
        return extensions.map { node in
            node.nodes(at: "extension").compactMap { $0.nodes(at: "valueString").first?.text }.joined(
                separator: "="
            )
        }
    }

    @Test func `unread parts stand on the resource of their segment, else on the header`() throws {
        let (bundle, trace) = try Self.run(keep: "unmapped")
        #expect(
            Self.kept(bundle, entry: 1) == [
                "PID-3.4=NORTH", "PID-3.5=MR", "PID-5.2=Jane", "PID-7=19800229", "PID-8=F",
            ]
        )
        #expect(
            Self.kept(bundle, entry: 0) == [
                "MSH-3=LAB", "MSH-4=NORTH", "EVN=EVN||20260301", "PV1=PV1|1|I", "ZPI=ZPI|blue^eyes|\"\"",
            ]
        )
        #expect(trace.unread.isEmpty)
    }

    @Test func `without it nothing is added`() throws {
        let (bundle, trace) = try Self.run(keep: "nothing")
        #expect(Self.kept(bundle, entry: 0) == [] && Self.kept(bundle, entry: 1) == [])
        #expect(!trace.unread.isEmpty)
    }

    @Test func `what is kept names its source`() throws {
        let (bundle, trace) = try Self.run(keep: "unmapped")
        let report = TraceReport(
            trace,
            map: "ADT_A01",
            message: try Message(Array(Self.message.utf8)),
            bundle: bundle
        )
        let value = try #require(report.values.first { $0.value == "19800229" })
        #expect(value.sources.map(\.place) == ["PID-7"])
    }
}
