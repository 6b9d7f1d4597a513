// Which rules are remembered together, and that nothing else comes of it than without.

import FHIRPath
import Foundation
import HL7v2
import Testing

@testable import Mapping

struct SheafTests {
    /// Four rules that read fields 3, 5, 6 and, of the header, 4.
    private static let sheaf = Sheaf(
        straws: [
            Sheaf.Straw(bit: 1, fields: 1 << 3, header: 0), Sheaf.Straw(bit: 2, fields: 1 << 5, header: 0),
            Sheaf.Straw(bit: 4, fields: 1 << 6, header: 0),
            Sheaf.Straw(bit: 8, fields: 1 << 3, header: 1 << 4),
        ],
        fields: 1 << 3 | 1 << 5 | 1 << 6,
        header: 1 << 4,
        elements: []
    )

    /// A state that has seen values of as many kinds as given for each field; the header's are always the same.
    private static func learnt(kinds: [Int: UInt64]) -> SheafState {
        var state = SheafState(sheaf)
        var random = SeededGenerator(state: 7)
        for _ in 0..<10_000 where state.isLearning {
            state.learn(sheaf) { number, isHeader in
                let kind = isHeader ? 0 : UInt64.random(in: 0..<(kinds[number] ?? 1), using: &random)
                return KeyHash.mix(kind &+ UInt64(number) << 32)
            }
        }
        return state
    }

    @Test func `fields whose values come again are remembered, and the rules that read no others`() throws {
        let state = Self.learnt(kinds: [3: 40, 5: 1 << 40, 6: 6])
        #expect(!state.isLearning)
        let choice = try #require(state.choice)
        #expect(choice.fields == 1 << 3 | 1 << 6)
        #expect(choice.header == 1 << 4)
        #expect(choice.rules == 1 | 4 | 8)
    }

    @Test func `where too little comes again nothing is remembered together`() {
        #expect(Self.learnt(kinds: [3: 1 << 40, 5: 1 << 40, 6: 6]).choice == nil)
    }

    @Test func `what is mostly not found loses the field that changes most, and at last ends`() throws {
        var state = Self.learnt(kinds: [3: 30, 5: 60, 6: 2])
        #expect(try #require(state.choice).rules == 15)
        for _ in 0..<2048 { state.count(isFound: false, Self.sheaf) }
        #expect(try #require(state.choice).rules == 1 | 4 | 8)
        for _ in 0..<2048 { state.count(isFound: true, Self.sheaf) }
        #expect(try #require(state.choice).rules == 1 | 4 | 8)
        for _ in 0..<2048 * 8 where state.choice != nil { state.count(isFound: false, Self.sheaf) }
        #expect(state.choice == nil)
    }

    @Test func `results of a day become the same together as one by one`() throws {
        let (library, _) = try ShippedSite.compiled.get()
        let map = try #require(library.map(named: "ORU_R01"))
        var random = SeededGenerator(state: 11)
        var compared = 0
        for turn in 0..<700 {
            let message = try Message(Array(Self.report(turn, &random).utf8))
            let remembered = RecallTests.Result(message, map, remembers: true)
            // The later ones are those that are remembered together.
            guard turn % 7 == 0 || turn > 640 else { continue }
            compared += 1
            #expect(remembered == RecallTests.Result(message, map, remembers: false), "report \(turn)")
        }
        #expect(compared > 100)
        let message = try Message(Array(Self.report(0, &random).utf8))
        let zone = LocalZone(listener: .gmt, message: message)
        var known = map.plan.recollections.take(for: RecallTerms(notation: message.notation, zone: zone))
        let chosen = map.plan.sheaves.indices.filter { known.choice($0) != nil }
        #expect(chosen.count > 1, "the results' rules, and those of their quantities")
    }

    /// A report whose tests, flags and performers come again and whose values and numbers do not.
    private static func report(_ turn: Int, _ random: inout some RandomNumberGenerator) -> String {
        var text = "MSH|^~\\&|LAB|NORTH|EHR|NORTH|20260105120000+0100||ORU^R01^ORU_R01|\(turn)|P|2.5.1\r"
        text += "PID|1||\(turn % 50)^^^NORTH^MR||Doe^Jane\rORC|RE|P\(turn)|F\(turn)\r"
        text += "OBR|1|P\(turn)|F\(turn)|24323-8^Panel^LN|||20260105110000+0100||||||||||||||||||F\r"
        for number in 1...4 {
            let test =
                ["2345-7^Glucose^LN", "2951-2^Sodium^LN", "2823-3^Potassium^LN", ""].randomElement(
                    using: &random
                ) ?? ""
            let type = ["NM", "NM", "NM", "ST", "CWE"].randomElement(using: &random) ?? ""
            let flag = ["", "H", "L", "LL~A", "?"].randomElement(using: &random) ?? ""
            let status = ["F", "P", "C", "X", "", "Q"].randomElement(using: &random) ?? ""
            let range = ["70-99", "<5", "", "3.5-5.1"].randomElement(using: &random) ?? ""
            let value = Int.random(in: 0..<1_000_000, using: &random)
            text +=
                "OBX|\(number)|\(type)|\(test)|\(number)|\(value)|mg/dL^mg/dL^UCUM|\(range)|\(flag)|||\(status)\r"
        }
        return text
    }
}
