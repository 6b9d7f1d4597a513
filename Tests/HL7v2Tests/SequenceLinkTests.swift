import HL7v2
import Testing

/// The receiver's side of the sequence number protocol (HL7 v2.9 §2.9.1).
struct SequenceLinkTests {
    private static let atSeven = SequenceLink(last: 7, controlID: "C7")

    @Test(arguments: [
        (number: Int64(8), id: "C8", verdict: SequenceLink.Verdict.next, answer: Int64(8)),
        (7, "C7", .repeated, 8),
        (7, "other", .outOfOrder, 8),
        (9, "C9", .outOfOrder, 8),
        (3, "C3", .outOfOrder, 8),
        (0, "C0", .start, 8),
        (-1, "C1", .resynchronise, -1),
    ])
    func `a link knows what comes next`(
        number: Int64,
        id: String,
        verdict: SequenceLink.Verdict,
        answer: Int64
    ) {
        let found = Self.atSeven.verdict(on: number, controlID: id)
        #expect(found.verdict == verdict)
        #expect(found.answer == answer)
    }

    @Test func `the first number is whatever comes, and a start is answered with -1 until then`() {
        let link = SequenceLink()
        #expect(link.verdict(on: 41, controlID: "A") == (.next, 41))
        #expect(link.verdict(on: 0, controlID: "A") == (.start, -1))
        #expect(link.accepting(41, controlID: "A").expected == 42)
    }

    @Test func `a start changes nothing, and beginning anew forgets`() {
        #expect(Self.atSeven.accepting(0, controlID: "Z") == Self.atSeven)
        #expect(Self.atSeven.accepting(-1, controlID: "Z").last == nil)
    }

    @Test(
        arguments: [
            ("8", Int64(8)), ("0", 0), ("-1", -1), ("+5", 5), ("-2", nil), ("x", nil), ("1.5", nil),
            ("9999999999999999", nil),
        ] as [(String, Int64?)]
    )
    func `MSH-13 is a whole number from -1 on`(text: String, number: Int64?) {
        #expect(SequenceLink.number(text) == number)
    }
}
