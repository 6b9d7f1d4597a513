// The two tables that evaluation keeps: codes by their bytes, and what maps yielded before.

import HL7v2
import Testing

@testable import FHIRPath

struct LookupTests {
    @Test(arguments: [0, 1, 2, 3, 100, 5000])
    func `every code is found, the first of equals, and nothing else`(count: Int) {
        let codes = (0..<count).map { "C\($0 % max(1, count - 1))" }
        let index = CodeIndex(codes)
        for (position, code) in codes.enumerated() {
            let bytes = Array(code.utf8)
            #expect(index.position(of: bytes.span) == Int32(codes.firstIndex(of: code) ?? position))
        }
        for other in ["", "C", "c0", "C-1", "C\(count + 1)"] {
            let bytes = Array(other.utf8)
            #expect(index.position(of: bytes.span) == codes.firstIndex(of: other).map { Int32($0) })
        }
    }

    @Test func `what a map yielded is known by everything that it depends on`() throws {
        let lines = (0..<400).map { "OBX|\($0)|NM|A^B||\($0)\r" }.joined()
        let message = try Message(Array(("MSH|^~\\&|A|B|C|D|2026||ORU^R01|1|P|2.5\r" + lines).utf8))
        var known = KnownCalls()
        var calls: [KnownCall] = []
        for segment in 1..<message.segmentCount {
            let element = try #require(message.field(5, ofSegment: segment))
            for function in 0..<3 as Range<Int32> {
                calls.append(KnownCall(function: function, element: element, group: .root, joined: -1))
            }
        }
        for (number, call) in calls.enumerated() {
            #expect(known[call] == nil)
            let items = Items.one(.integer(Int64(number)))
            known.remember(call, KnownCalls.Answer(items: items, readings: number..<number + 2))
        }
        for (number, call) in calls.enumerated() {
            guard let answer = known[call], case .one(.integer(let value)) = answer.items else {
                Issue.record("call \(number) is forgotten")
                continue
            }
            #expect(value == Int64(number))
            #expect(answer.readings == number..<number + 2)
        }
        let other = KnownCall(function: 0, element: calls[0].element, group: .root, joined: 1)
        #expect(known[other] == nil)
    }
}
