// What is wrong with edits is said before any message arrives: place, reason, and what would be right.

import HL7v2
import Mapping
import Testing

struct EditCheckTests {
    static let wrong: [(text: String, problem: String)] = [
        ("edit: [{set: PID-99, constant: X}]", "PID has no field 99; its fields are 1 to 40"),
        ("edit: [{set: PIX-3, constant: X}]", "there is no segment `PIX`"),
        ("edit: [{set: MSH-2, constant: X}]", "the delimiters are the sender's and stay"),
        ("edit: [{set: PID, constant: X}]", "expected a field, and `PID` is a segment"),
        ("edit: [{set: PID-5}]", "say what: one of `to` and `constant`; `clear` empties a field"),
        ("edit: [{set: PID-5.1, to: 'PID-3[*].1'}]", "one value is wanted, and this may be a list"),
        ("edit: [{set: PID-5.1, to: PID-3.1.lookup('nothing')}]", "there is no table `nothing`"),
        ("edit: [{set: PID-8, constant: X, if: true}]", "unknown key"),
        ("edit: [{sett: PID-8}]", "no such edit; did you mean `set`?"),
        ("edit: {set: PID-8}", "expected a list of edits, found a mapping"),
        ("edit: [{drop: MSH}]", "a message has its MSH"),
        ("edit: [{drop: PID-19}]", "write `clear: PID-19`"),
        ("edit: [{drop: 'PID-3[1].2'}]", "a component cannot be left out"),
        ("edit: [{add: ZLR, set: {ZLR-1: MSH-4}}]", "say where: one of `after` and `before`"),
        ("edit: [{add: PV9, after: PV1, set: {PV9-1: MSH-4}}]", "there is no segment `PV9`"),
        ("edit: [{add: MSH, after: PV1, set: {MSH-3: MSH-4}}]", "a message has one MSH"),
        ("edit: [{add: ZLR, after: PV1, set: {PID-1: MSH-4}}]", "expected a field of ZLR"),
        ("edit: [{add: ZLR, before: MSH, set: {ZLR-1: MSH-4}}]", "MSH stands first"),
        ("edit: [{move: MSH, after: PID}]", "MSH stands first"),
        ("edit: [{renumber: OBX-3}]", "set ids are mostly the first field: `OBX-1`"),
        ("edit: [{for: OBX-3, edit: []}]", "expected a segment or a group, found a field"),
        ("edit: [{for: ORDERS, edit: []}]", "HL7 v2 has no group `ORDERS`"),
        ("edit: [{clear: PID-3 = 'X'}]", "expected a place of the message, found an expression"),
        ("edit: [{clear: PID-5, when: 'PID-3[*]'}]", "a condition is one truth value"),
        (
            "split: ORDER_OBSERVATIONS",
            "HL7 v2 has no group `ORDER_OBSERVATIONS`; did you mean `ORDER_OBSERVATION`?"
        ),
        ("edit: [{set: PID-5.1, to: contro_id()}]", "did you mean `control_id`?"),
    ]

    @Test(arguments: wrong.map(\.text))
    func `a wrong edit is refused with its reason`(text: String) throws {
        let expected = try #require(Self.wrong.first { $0.text == text }?.problem)
        let outcome = EditSample.route(text)
        #expect(outcome.edits == nil)
        #expect(
            outcome.problems.contains { $0.contains("error") && $0.contains(expected) },
            "\(outcome.problems)"
        )
    }

    @Test func `a group that the structure lacks is named with those that it has`() {
        let (edits, problems) = EditSample.map("split: ORDER\nedit: [{clear: PID-19}]")
        #expect(edits == nil)
        #expect(problems.first?.contains("split: ORU_R01 has no group `ORDER`") == true, "\(problems)")
        #expect(
            problems.first?.contains("did you mean") == true
                || problems.first?.contains("its groups are") == true
        )
    }

    @Test func `in a map what stands in a repeating group must be reached through it`() {
        let (_, problems) = EditSample.map("edit: [{set: MSH-6, to: OBR-4.1}]")
        #expect(problems.first?.contains("`OBR` is not in scope here") == true)
        let (_, other) = EditSample.map("edit: [{clear: RXE-1}]")
        #expect(other.first?.contains("ORU_R01 has no segment `RXE`") == true, "\(other)")
    }

    @Test func `emptying a part of the first repetition alone is warned of`() {
        let (edits, problems) = EditSample.route("edit: [{clear: PID-11.1}]")
        #expect(edits != nil)
        #expect(problems.first?.contains("warning: edit.clear: PID-11 may repeat") == true, "\(problems)")
    }

    @Test func `a map keeps the structure and edits messages`() {
        #expect(EditSample.map("").problems.first?.contains("`edit` is missing") == true)
        #expect(
            EditSample.map("edit: []", from: "PID").problems.first?.contains("edits are of messages") == true
        )
    }
}
