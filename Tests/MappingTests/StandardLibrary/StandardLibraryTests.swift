// The shipped mapping on the shipped fixtures: valid FHIR, references that lead somewhere, and the clinical
// essentials of each message as `Fixtures/expectations` states them.

import FHIR
import HL7v2
import LocatedYAML
import Mapping
import Testing

struct `The standard mapping` {
    @Test func `compiles without a complaint`() throws {
        let (_, diagnostics) = try ShippedSite.compiled.get()
        #expect(diagnostics.items.map(\.description) == [])
    }

    @Test(arguments: ShippedSite.fixtures)
    func `makes valid R4 of every fixture`(_ name: String) throws {
        let tree = try ShippedSite.bundle(of: name)
        #expect(Validator.issues(in: tree).map { "\($0)" } == [])
    }

    @Test(arguments: ShippedSite.fixtures)
    func `leaves no reference without its target`(_ name: String) throws {
        let bundle = MappedBundle(try ShippedSite.bundle(of: name))
        let dangling = bundle.references.filter { reference in
            // What is patched is found by its number, and so are references to it.
            let address = reference.text(at: "reference")
            return address?.contains("?identifier=") == false && bundle.target(of: reference) == nil
        }
        #expect(dangling.isEmpty)
        let addresses = bundle.entries.map(\.address).filter { !$0.isEmpty }
        #expect(Set(addresses).count == addresses.count)
    }

    @Test(arguments: ShippedSite.fixtures)
    func `never searches twice by one identifier, nor by one without a system`(_ name: String) throws {
        let bundle = MappedBundle(try ShippedSite.bundle(of: name))
        let searches = bundle.entries.compactMap { entry in
            entry.ifNoneExist.map { "\(entry.resource.type.name)?\($0)" }
        }
        #expect(Set(searches).count == searches.count)
        #expect(searches.allSatisfy { !$0.contains("identifier=|") })
    }

    @Test(arguments: ShippedSite.expectations)
    func `carries over what matters`(_ name: String) throws {
        let expectation = try ShippedSite.expectation(name)
        let bundle = MappedBundle(try ShippedSite.bundle(of: expectation.given))
        for expected in expectation.resources {
            let entries = bundle.entries(of: expected.type)
            if let count = expected.count { #expect(entries.count == count, "number of \(expected.type)") }
            let candidates = entries.filter { entry in
                expected.with.allSatisfy { entry.resource.texts(at: $0.path).contains($0.texts.first ?? "") }
            }
            let entry = try #require(candidates.first, "no \(expected.type) with \(expected.with)")
            check(entry, against: expected, in: bundle)
        }
    }

    @Test func `keeps the two patients of one message apart`() throws {
        let bundle = MappedBundle(try ShippedSite.bundle(of: "oru-r01-two-patients"))
        let patients = bundle.entries(of: "Patient")
        #expect(patients.count == 2)
        for entry in bundle.entries where entry.resource["subject"] != nil {
            let subjects = entry.resource.nodes(at: "subject").compactMap { bundle.target(of: $0) }
            let others = entry.resource.nodes(at: "result").compactMap { bundle.target(of: $0) }
            let identifiers = Set(
                subjects.map { $0.text(at: "identifier.value") }
                    + others.flatMap { $0.nodes(at: "subject") }.map {
                        bundle.target(of: $0)?.text(at: "identifier.value")
                    }
            )
            #expect(identifiers.count == 1)
        }
    }

    @Test func `makes one resource of a result and its correction`() throws {
        let first = MappedBundle(try ShippedSite.bundle(of: "oru-r01-chemistry"))
        let second = MappedBundle(try ShippedSite.bundle(of: "oru-r01-corrected"))
        for type in ["Patient", "DiagnosticReport"] {
            #expect(first.entries(of: type).map(\.address) == second.entries(of: type).map(\.address))
        }
        let potassium = { (bundle: MappedBundle) in
            bundle.entries(of: "Observation").first {
                $0.resource.texts(at: "code.coding.code").contains("2823-3")
            }?.address
        }
        #expect(potassium(first) != nil)
        #expect(potassium(first) == potassium(second))
    }

    @Test(arguments: ShippedSite.fixtures.filter { !$0.hasPrefix("adt") })
    func `never overwrites a patient or a visit with a result's thin segments`(_ name: String) throws {
        let bundle = MappedBundle(try ShippedSite.bundle(of: name))
        for entry in bundle.entries(of: "Patient") + bundle.entries(of: "Encounter") {
            #expect(entry.method == "POST" || entry.resource["identifier"] == nil)
        }
    }

    private func check(
        _ entry: MappedBundle.Entry,
        against expected: ExpectedResource,
        in bundle: MappedBundle
    ) {
        for value in expected.values {
            #expect(entry.resource.texts(at: value.path) == value.texts, "\(expected.type).\(value.path)")
        }
        for path in expected.absent {
            #expect(entry.resource.nodes(at: path).isEmpty, "\(expected.type).\(path)")
        }
        for reference in expected.refers {
            let targets = entry.resource.nodes(at: reference.path).map { bundle.target(of: $0) }
            #expect(!targets.isEmpty, "\(expected.type).\(reference.path)")
            let wanted = reference.texts.first ?? ""
            for target in targets {
                let names = [target?.type.name ?? ""] + (target?.texts(at: "identifier.value") ?? [])
                #expect(names.contains(wanted), "\(expected.type).\(reference.path)")
            }
        }
        if expected.write == "create-if-absent" { #expect(entry.method == "POST") }
    }
}
