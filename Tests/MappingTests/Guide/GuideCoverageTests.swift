// How much of HL7's V2-to-FHIR guide the shipped maps cover, row by row.
//
// The guide lies in the folder that CORRIDOR_SHARED names; without it nothing is tested, and that is said. With
// GUIDE_REPORT set to a file, the tables are written there with every missing row.

import Foundation
import LocatedYAML
import Testing

@testable import Mapping

@Suite(.enabled(if: GuideSheet.folder != nil, "CORRIDOR_SHARED names no folder with data/v2-to-fhir"))
struct `The guide` {
    static let covered = Result { try GuideCoverage() }

    /// What share of the rows must be implemented.
    static let floors: [GuideSheet.Kind: Double] = [
        .segments: 0.95, .datatypes: 0.95, .messages: 0.95, .codesystems: 0.98,
    ]

    @Test(arguments: [GuideSheet.Kind.segments, .datatypes, .messages, .codesystems])
    func `is implemented, or not so with a reason`(_ kind: GuideSheet.Kind) throws {
        let coverage = try Self.covered.get()
        let report = try #require(coverage.reports[kind])
        print(report.text)
        #expect(report.share >= Self.floors[kind] ?? 1)
        #expect(report.missing.map { "\($0.sheet) \($0.identifier) \($0.element)" } == [])
        #expect(report.stale(coverage.notes) == [])
    }
}

/// The reports on all kinds of sheets.
struct GuideCoverage {
    let notes: GuideNotes
    private(set) var reports: [GuideSheet.Kind: GuideReport] = [:]

    init() throws {
        notes = try GuideNotes.read()
        var diagnostics = Diagnostics()
        let files = try Shipped.files()
        let roots = files.compactMap { file in
            Node.parse(file.text, file: file.path, into: &diagnostics).map { (file.path, $0) }
        }
        var inheritance = Inheritance(roots.map { MapFile(path: $0.0, root: $0.1) }, folder: "hl7v2-to-fhir/")
        let maps = inheritance.maps().compactMap { MapSource.read($0, into: &diagnostics) }
        let collector = FactCollector(maps)
        let concepts = try GuideConcepts(
            tables: roots.filter { $0.0.hasPrefix("tables/") }.map(\.1),
            notes: notes
        )
        let judge = GuideJudge(collector, notes, concepts)
        for kind in [GuideSheet.Kind.segments, .datatypes] {
            var report = GuideReport(kind: kind)
            for row in try GuideSheet.all(kind).flatMap(GuideRow.rows) {
                report.add(row.sheet.name, row.identifier, row.element, judge.complaint(row), notes)
            }
            reports[kind] = report
        }
        reports[.messages] = try judge.messages()
        reports[.codesystems] = concepts.report
        if let path = ProcessInfo.processInfo.environment["GUIDE_REPORT"] {
            let text = reports.values.map(\.text).sorted().joined(separator: "\n")
            try text.write(toFile: path, atomically: true, encoding: .utf8)
        }
    }
}
