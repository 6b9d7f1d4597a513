// Headers and bodies in pieces, without a network.

import Testing

@testable import HTTPClient

struct AnswerCollectorTests {
    private func collect(
        _ lines: [String],
        limits: HTTPLimits = HTTPLimits()
    ) -> [AnswerCollector.WantedHeader: String] {
        var collector = AnswerCollector(limits: limits)
        for line in lines { Array(line.utf8).withUnsafeBytes { collector.receiveHeader($0) } }
        return collector.wanted
    }

    @Test
    func `A header past the limit counts as absent, one at the limit does not`() {
        let line = "ETag: 123456\r\n"
        #expect(collect([line], limits: HTTPLimits(headerBytes: line.utf8.count)) == [.entityTag: "123456"])
        #expect(collect([line], limits: HTTPLimits(headerBytes: line.utf8.count - 1)) == [:])
    }

    @Test
    func `Lines that are no wanted headers are passed over`() {
        #expect(collect(["ETagX: 1\r\n", "ETa: 1\r\n", ": 1\r\n", "ETag\r\n", "\r\n"]) == [:])
    }

    @Test
    func `An empty value is empty`() {
        #expect(collect(["Location:\r\n"]) == [.location: ""])
        #expect(collect(["Location:  \t \r\n"]) == [.location: ""])
    }

    @Test
    func `Body pieces are joined up to the limit, and discarding has one of its own`() {
        var collector = AnswerCollector(limits: HTTPLimits(responseBodyBytes: 5, discardedBodyBytes: 3))
        let piece: [UInt8] = [1, 2, 3, 4]
        let results = (0..<3).map { _ in piece.withUnsafeBytes { collector.receiveBody($0) } }
        #expect(results == [true, true, false])
        #expect(collector.body == [1, 2, 3, 4, 1])
        #expect(collector.discardedBytes == 7)
    }
}
