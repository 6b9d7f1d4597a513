// First come, first served, with removal from the middle.

import Testing

@testable import HTTPClient

struct SubmissionQueueTests {
    private func submission(_ number: UInt64) -> Submission {
        Submission(id: .init(number: number), request: HTTPRequest(.get, "http://h/"), completion: { _ in })
    }

    @Test(arguments: 0..<20)
    func `Any order of adding, taking and removing keeps the order`(_ seed: UInt64) {
        var random = seed &* 0x9E37_79B9_7F4A_7C15 | 1
        func roll(_ sides: UInt64) -> UInt64 {
            random ^= random << 13
            random ^= random >> 7
            random ^= random << 17
            return random % sides
        }
        var queue = SubmissionQueue()
        var model: [UInt64] = []
        var last: UInt64 = 0
        for _ in 0..<2000 {
            switch roll(5) {
            case 0, 1:
                last += 1
                queue.append([submission(last)])
                model.append(last)
            case 2, 3:
                #expect(queue.popFirst()?.id.number == (model.isEmpty ? nil : model.removeFirst()))
            default:
                let number = roll(last + 1)
                let isThere = model.contains(number)
                model.removeAll { $0 == number }
                #expect((queue.remove(.init(number: number)) != nil) == isThere)
            }
        }
        while let first = queue.popFirst() { #expect(first.id.number == model.removeFirst()) }
        #expect(model.isEmpty)
    }
}
