// Lineage: every value names its source and its rule, and what no rule read is told.

import FHIR
import HL7v2
import LocatedYAML
import Testing

@testable import Mapping

struct TraceTests {
    private static let message = [
        "MSH|^~\\&|LAB|NORTH|||20260301||ADT^A01^ADT_A01|M1|P|2.5.1",
        "EVN||20260301",
        "PID|1||4711^^^NORTH^MR~0815||Doe^Jane^^^^^L||19800229|F|||Ring 1^^Town^^12345",
        "PV1|1|I",
        "ZPI|blue^eyes",
    ].joined(separator: "\r")

    private static let files = [
        SiteFile(
            path: "hl7v2-to-fhir/ADT_A01.yaml",
            text: """
                map: ADT_A01
                from: hl7v2 ADT_A01
                to: fhir Bundle
                emit:
                  - resource: Patient
                    as: patient
                    use: PID
                    identity: PID-3.1
                  - resource: Encounter
                    for: PV1
                    identity: PID-3.1
                    set:
                      status: {constant: unknown}
                      class.code: PV1-2
                      subject: reference(patient)
                """
        ),
        SiteFile(
            path: "hl7v2-to-fhir/PID.yaml",
            text: """
                map: PID
                from: hl7v2 PID
                to: fhir Patient
                set:
                  identifier:
                    for: PID-3[*]
                    set:
                      value: .1
                  name.family: PID-5.1
                  name.given: PID-5.2.upper()
                  birthDate: PID-7.toDate()
                  gender: PID-8.lookup('gender')
                  telecom.value: PID-13
                """
        ),
        SiteFile(
            path: "tables/gender.yaml",
            text: """
                table: gender
                codes:
                  F: female
                """
        ),
    ]

    private static func traced() throws -> (MessageMap, Message, MapOutcome, MapTrace) {
        var diagnostics = Diagnostics()
        let library = MapLibrary.compile(files: files, into: &diagnostics)
        try #require(diagnostics.sorted.map(\.description) == [])
        let map = try #require(library.map(named: "ADT_A01"))
        let message = try Message(Array(Self.message.utf8))
        let (outcome, trace) = map.trace(message, in: MapContext(acceptedAt: 0))
        return (map, message, outcome, trace)
    }

    @Test(
        arguments: [
            ("identifier[0].value", "4711", ["PID-3.1"], "PID.yaml:8:7"),
            ("identifier[1].value", "0815", ["PID-3[2].1"], "PID.yaml:8:7"),
            ("name[0].family", "Doe", ["PID-5.1"], "PID.yaml:9:3"),
            ("name[0].given[0]", "JANE", ["PID-5.2"], "PID.yaml:10:3"),
            ("birthDate", "1980-02-29", ["PID-7"], "PID.yaml:11:3"),
        ]
    )
    func `a value names its source and its rule`(
        path: String,
        value: String,
        places: [String],
        rule: String
    ) throws {
        let (map, message, outcome, trace) = try Self.traced()
        let report = TraceReport(trace, map: map.name, message: message, bundle: outcome.bundle)
        let line = try #require(report.values.first { $0.path == "Bundle.entry[0].resource.\(path)" })
        #expect(line.value == value)
        #expect(line.sources.map(\.place) == places)
        #expect(line.rule == "hl7v2-to-fhir/\(rule)")
        #expect(line.rows.isEmpty)
    }

    @Test func `a source is the very bytes`() throws {
        let (map, message, outcome, trace) = try Self.traced()
        let report = TraceReport(trace, map: map.name, message: message, bundle: outcome.bundle)
        for source in report.values.flatMap(\.sources) {
            let bytes = Array(Self.message.utf8)[source.start..<source.end]
            #expect(String(decoding: bytes, as: UTF8.self) == source.text)
        }
        let given = try #require(report.values.first { $0.path.hasSuffix("given[0]") })
        #expect(given.sources.map(\.text) == ["Jane"])
    }

    @Test func `a translated code names the row of its table`() throws {
        let (map, message, outcome, trace) = try Self.traced()
        let report = TraceReport(trace, map: map.name, message: message, bundle: outcome.bundle)
        let gender = try #require(report.values.first { $0.path.hasSuffix(".gender") })
        #expect(gender.rows.map(\.table) == ["gender"])
        #expect(gender.rows.map(\.location) == ["tables/gender.yaml:3:3"])
        #expect(gender.sources.map(\.place) == ["PID-8"])
    }

    @Test func `a constant has no source, a reference that of what it points to`() throws {
        let (map, message, outcome, trace) = try Self.traced()
        let report = TraceReport(trace, map: map.name, message: message, bundle: outcome.bundle)
        let status = try #require(report.values.first { $0.path.hasSuffix(".status") })
        #expect(status.sources.isEmpty)
        let subject = try #require(report.values.first { $0.path.hasSuffix("subject.reference") })
        #expect(subject.sources.map(\.place) == ["PID-3.1"])
        #expect(subject.rule == "hl7v2-to-fhir/ADT_A01.yaml:15:7")
    }

    @Test func `what no rule reads is told, by the largest part`() throws {
        let (_, _, _, trace) = try Self.traced()
        #expect(
            trace.unread.map(\.location) == [
                "MSH-3", "MSH-4", "EVN", "PID-3.4", "PID-3.5", "PID-5.7", "PID-11", "ZPI",
            ]
        )
    }

    @Test func `rules that ran are told from those that did not`() throws {
        let (map, _, _, trace) = try Self.traced()
        let idle = map.rules.subtracting(trace.rules)
        #expect(idle.map(\.description) == ["hl7v2-to-fhir/PID.yaml:13:3"])
    }

    @Test(arguments: ShippedSite.fixtures)
    func `tracing changes nothing`(fixture: String) throws {
        let (message, map) = try ShippedSite.message(of: fixture)
        let context = MapContext(acceptedAt: 0)
        let plain = map.run(message, in: context)
        let (traced, trace) = map.trace(message, in: context)
        #expect(plain.problems == traced.problems)
        #expect(plain.bundle.map { JSONWriter.write($0) } == traced.bundle.map { JSONWriter.write($0) })
        #expect(trace.rules.subtracting(map.rules).map(\.description) == [])
    }

    @Test(arguments: ShippedSite.fixtures)
    func `every value but those of the Bundle and of patches has a rule`(fixture: String) throws {
        let (message, map) = try ShippedSite.message(of: fixture)
        let (outcome, trace) = map.trace(message, in: MapContext(acceptedAt: 0))
        let bundle = try #require(outcome.bundle)
        let known = Set(trace.values.map(\.node))
        for index in bundle.indices where bundle.hasText(at: index) && !known.contains(index) {
            let path = bundle.expression(at: index)
            // What a patch says around its values is the runner's own.
            let isOwn =
                path == "Bundle.type" || path.contains("].request.") || path.contains("].resource.parameter[")
            #expect(isOwn, "\(path)")
        }
    }
}
