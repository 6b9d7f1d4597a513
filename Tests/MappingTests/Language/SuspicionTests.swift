import FHIR
import LocatedYAML
import Mapping
import Testing

/// What cannot be right, and what is probably not meant, is known before a message comes.
struct SuspicionTests {
    private static let head = "map: ADT_A01\nfrom: hl7v2 ADT_A01\nto: fhir Bundle\nemit:\n"

    private func problems(_ files: [String: String], isOwn: Bool = true) -> [String] {
        var diagnostics = Diagnostics()
        let site = files.map { SiteFile(path: $0.key, text: $0.value, isOwn: isOwn) }
        _ = MapLibrary.compile(files: site, into: &diagnostics)
        return diagnostics.sorted.map(\.description)
    }

    private func problems(_ entries: String, isOwn: Bool = true) -> [String] {
        problems(["hl7v2-to-fhir/a.yaml": Self.head + entries], isOwn: isOwn).map {
            $0.replacing("hl7v2-to-fhir/a.yaml:", with: "")
        }
    }

    @Test func `a required element that no rule sets is an error`() {
        let found = problems(
            """
              - resource: Observation
                set:
                  code.text: OBX-3.2
                  component:
                    for: OBX
                    set: {valueString: OBX-5}
            """
        )
        #expect(
            found == [
                "5:5: error: emit: Observation requires `status`, and no rule sets it; "
                    + "add it to `set`; where no value is known, a constant or the extension data-absent-reason",
                "9:9: error: emit.set.component: Observation.component requires `code`, and no rule sets it; "
                    + "add it to `set`; where no value is known, a constant or the extension data-absent-reason",
            ]
        )
    }

    @Test func `a patch requires nothing`() {
        #expect(
            problems("  - resource: Observation\n    write: patch\n    set: {valueString: OBX-5}\n") == []
        )
    }

    @Test func `a table that yields what the value set lacks is an error of its row`() {
        let entry =
            "  - resource: Patient\n    set:\n      gender: coalesce(PID-8.lookup('sex'), 'unknown')\n"
        let table = "table: sex\ncodes:\n  F: female\n  M: mal\n"
        #expect(
            problems(["hl7v2-to-fhir/a.yaml": Self.head + entry, "tables/sex.yaml": table]) == [
                "tables/sex.yaml:4:3: error: codes.M: `mal` is not a code of "
                    + "http://hl7.org/fhir/ValueSet/administrative-gender, which `gender` requires; did you mean `male`?"
            ]
        )
    }

    @Test func `a list filled from the first repetition is pointed out in the site's own files`() {
        let entry = "  - resource: Patient\n    set:\n      name: XPN(PID-5)\n"
        let name = "map: XPN\nfrom: hl7v2 XPN\nto: fhir HumanName\nset: {family: .1.1}\n"
        let files = ["hl7v2-to-fhir/a.yaml": Self.head + entry, "hl7v2-to-fhir/x.yaml": name]
        #expect(
            problems(files) == [
                "hl7v2-to-fhir/a.yaml:7:13: warning: emit.set.name: `name` is a list and PID-5 may repeat, and this is "
                    + "the first repetition alone; write `PID-5[*]`, or `PID-5[1]` where the first is meant"
            ]
        )
        #expect(problems(files, isOwn: false) == [])
        let meant = files.mapValues { $0.replacing("PID-5)", with: "PID-5[1])") }
        #expect(problems(meant) == [])
    }

    @Test func `maps, tables and fragments that nobody uses are pointed out`() {
        let found = problems([
            "hl7v2-to-fhir/a.yaml": Self.head + "  - resource: Patient\n    set: {birthDate: PID-7}\n",
            "hl7v2-to-fhir/b.yaml":
                "map: PID\nfrom: hl7v2 PID\nto: fhir Patient\nset: {gender: PID-8.lower()}\n",
            "hl7v2-to-fhir/f.yaml": "fragment: f\nemit: [{resource: Patient, use: PID}]\n",
            "tables/t.yaml": "table: t\ncodes: {A: B}\n",
        ])
        #expect(
            found == [
                "hl7v2-to-fhir/b.yaml:1:6: warning: map: no message map uses `PID`; call it, name it in `use`, or take the file away",
                "hl7v2-to-fhir/f.yaml:1:11: warning: fragment: nothing includes `f`; include it, or take the file away",
                "tables/t.yaml:1:1: warning: table: nothing looks up `t`; use it as `lookup('t')`, or take the file away",
            ]
        )
    }

    @Test func `maps that call one another in a circle are an error with the circle`() {
        func map(_ name: String, _ other: String) -> String {
            "map: \(name)\nfrom: hl7v2 CX\nto: fhir Identifier\nset:\n  assigner.identifier: \(other)($this)\n"
        }
        let entry = "  - resource: Patient\n    set: {identifier: 'A(PID-3[*])'}\n"
        let found = problems([
            "hl7v2-to-fhir/a.yaml": map("A", "B"), "hl7v2-to-fhir/b.yaml": map("B", "A"),
            "hl7v2-to-fhir/m.yaml": Self.head + entry,
        ])
        #expect(
            found == [
                "hl7v2-to-fhir/a.yaml:1:6: error: map: maps call one another in a circle: `A` → `B` → `A`; "
                    + "one of them must do without the next"
            ]
        )
    }

    @Test func `a name that two entries bear is an error unless one is the other's alternative`() {
        let twice = """
              - resource: Patient
                as: who
                set: {birthDate: PID-7}
              - resource: Patient
                as: who
                set: {birthDate: PID-7}
            """
        #expect(
            problems(twice) == [
                "9:9: error: emit.as: `who` is the Patient of line 5, too; "
                    + "give one of them another name, so that `reference(who)` means one thing"
            ]
        )
        let alternative = twice.replacing(
            "as: who\n    set",
            with: "as: who\n    when: PV1.exists()\n    set"
        )
        #expect(problems(alternative) == [])
    }
}
