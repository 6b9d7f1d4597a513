// Whether a row of the guide is implemented: whether some map sets the element that the row names from an
// expression that reads the field that it names, with the table and the constant that it names.

import FHIR
import FHIRPath
import Foundation
import HL7v2

@testable import Mapping

/// Judges rows by the facts of the shipped maps.
struct GuideJudge {
    /// Facts by the type that their path begins at.
    private let facts: [String: [MapFact]]
    /// The same by type and first step.
    private let beginnings: [String: [MapFact]]
    let emissions: Set<FactCollector.Emission>
    let notes: GuideNotes
    let concepts: GuideConcepts
    let definitions = FHIR.Definitions.r4

    init(_ collector: FactCollector, _ notes: GuideNotes, _ concepts: GuideConcepts) {
        let unique = Set(collector.facts)
        self.notes = notes
        self.concepts = concepts
        emissions = collector.emissions
        let all = unique.union(Self.inner(of: unique))
        facts = Dictionary(grouping: all, by: \.type)
        beginnings = Dictionary(grouping: all) { "\($0.type).\($0.path.first?.name ?? "")" }
    }

    /// Why a row is not implemented; `nil` where it is.
    func complaint(_ row: GuideRow) -> String? {
        guard row.source.isKnown else { return GuideReport.later }
        let links = row.chain(notes.meant(row.element, in: row.sheet.name))
        guard let last = links.last else { return "no element" }
        for (link, next) in zip(links, links.dropFirst()) where !link.steps.isEmpty {
            guard let steps = steps(link) else {
                return "R4 has no \(link.type).\(link.steps.joined(separator: "."))"
            }
            let leads = candidates(link.type, steps).contains {
                $0.refersTo.contains(next.type) && matches(steps, $0)
            }
            guard leads else {
                return "\(link.type).\(link.steps.joined(separator: ".")) leads to no \(next.type)"
            }
        }
        if last.steps.isEmpty, links.count > 1 {
            return reference(row, links[links.count - 2], to: last.type)
        }
        guard let steps = steps(last) else {
            return "R4 has no \(last.type).\(last.steps.joined(separator: "."))"
        }
        let set = candidates(last.type, steps).filter { matches(steps, $0) }
        guard !set.isEmpty else { return "no map sets it" }
        let read = set.filter { reads($0, row) }
        let meant = notes.constant(of: row)
        if read.isEmpty, let constant = meant, row.condition.isEmpty, steps.count == 1 {
            // Said of every message: the field is only where the guide says it, and nothing depends on it.
            let same = set.filter { $0.segments.contains(row.source.root) && says($0, constant) }
            return same.isEmpty ? "not set from \(row.identifier)" : nil
        }
        guard !read.isEmpty else { return "not set from \(row.identifier)" }
        if row.isPassedThrough, read.contains(where: { !$0.isConstant && $0.tables.isEmpty }) { return nil }
        if let constant = meant, !read.contains(where: { says($0, constant) }) {
            return "set, but never to \(constant)"
        }
        if concepts.translating.contains(row.vocabulary), let table = notes.tables[row.vocabulary] {
            guard read.contains(where: { $0.tables.contains(table) }) else {
                return "not by the table \(table)"
            }
        }
        return nil
    }

    /// A row whose target is a reference to a resource, of which nothing more is said.
    private func reference(_ row: GuideRow, _ link: GuideRow.Link, to type: String) -> String? {
        guard let steps = steps(link) else {
            return "R4 has no \(link.type).\(link.steps.joined(separator: "."))"
        }
        let found = candidates(link.type, steps).contains { fact in
            guard fact.refersTo.contains(type), matches(steps, fact) else { return false }
            // The reference itself reads the field, or the resource it leads to does.
            return reads(fact, row) || (facts[type] ?? []).contains { reads($0, row) }
        }
        return found ? nil : "no reference to \(type) from \(row.identifier)"
    }

    /// The facts that may be about an element.
    private func candidates(_ type: String, _ steps: [FactStep]) -> [MapFact] {
        guard let first = steps.first else { return facts[type] ?? [] }
        return (beginnings["\(type).\(first.name)"] ?? []) + (beginnings["\(type)."] ?? [])
    }

    private func reads(_ fact: MapFact, _ row: GuideRow) -> Bool {
        let source = row.source
        if source.numbers.isEmpty, fact.segments.contains(source.root) { return true }
        return fact.sources.contains { read in
            if read.reads(source) { return true }
            // A map of a datatype serves its older and newer names.
            guard row.sheet.kind == .datatypes, Datatypes.map(from: read.root, takes: source.root) else {
                return false
            }
            return FactSource(root: source.root, numbers: read.numbers).reads(source)
                || source.numbers.isEmpty
        }
    }

    private func says(_ fact: MapFact, _ constant: String) -> Bool {
        let texts = fact.texts.union(fact.tables.flatMap { concepts.systems[$0] ?? [] })
        return texts.contains { Self.plain($0) == Self.plain(constant) }
    }

    /// A text without what editions of one address differ in.
    private static func plain(_ text: String) -> String {
        // The guide names value sets of HL7's tables where code systems are meant.
        var name = text.lowercased().replacing("/valueset/v2-", with: "/codesystem/v2-")
        if name == "ucum" { name = "http://unitsofmeasure.org" }
        // The page of a code system of version 3, where the system is meant.
        if let page = name.firstMatch(of: /\/v3\/([a-z]+)\/cs\.html/) {
            name = "http://terminology.hl7.org/codesystem/v3-\(page.1)"
        }
        if name.contains("hl7.org/fhir"), !name.contains("codesystem"),
            let last = name.split(separator: "/").last
        {
            name = String(last).replacing(".html", with: "").replacing("extension-", with: "")
        }
        return name.trimmingCharacters(in: ["/", ".", " "])
    }

    // MARK: Paths

    /// Whether a fact sets an element, a part of it, or all that it is made of.
    private func matches(_ steps: [FactStep], _ fact: MapFact) -> Bool {
        let common = zip(steps, fact.path).allSatisfy { wanted, given in
            wanted.name == given.name
                && (wanted.type == nil || given.type == nil || wanted.type == given.type)
        }
        guard common else { return false }
        if steps.count <= fact.path.count { return true }
        // A row of a table is a code with its system and display.
        let rest = steps.dropFirst(fact.path.count).map(\.name)
        return !fact.tables.isEmpty
            && rest.allSatisfy { ["coding", "code", "system", "display"].contains($0) }
    }

    private func steps(_ link: GuideRow.Link) -> [FactStep]? {
        guard var type = definitions.type(named: link.type) else { return nil }
        var steps: [FactStep] = []
        for (position, name) in link.steps.enumerated() {
            let found =
                definitions.element(named: name, in: type)
                ?? definitions.element(named: name + "[x]", in: type)
            guard let found else { return nil }
            let member = definitions.member(named: name, in: type) ?? found.onlyMember
            let chosen = found.isChoice ? member.map { definitions[definitions.type(of: $0)].name } : nil
            steps.append(
                FactStep(name: found.name.replacing("[x]", with: ""), type: chosen, isChoice: found.isChoice)
            )
            guard let member else { return position == link.steps.count - 1 ? steps : nil }
            type = definitions.type(of: member)
        }
        return steps
    }
}
