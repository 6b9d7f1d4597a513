// Files of several messages.

import HL7v2
import Testing

struct BatchTests {
    private let one = "MSH|^~\\&|A|B|C|D|2026||ADT^A01|1|P|2.5\rPID|1\r"
    private let two = "MSH$%*!@$A$B$C$D$2026$$ADT%A01$2$P$2.5\rPID$2\r"

    private func batch(_ text: String) throws -> Batch { try Batch(Array(text.utf8)) }

    private func texts(_ batch: Batch) -> [String] {
        batch.messages.indices.map { String(decoding: batch.message($0), as: UTF8.self) }
    }

    @Test func `messages keep their own bytes and delimiters`() throws {
        let batch = try batch(
            "FHS|^~\\&|F\rBHS|^~\\&|X\r\(one)\(two)BTS|2\rBHS|^~\\&|Y\r\(one)BTS|1\rFTS|2\r"
        )
        #expect(texts(batch) == [one, two, one])
        #expect(batch.parts.map(\.messages) == [0..<2, 2..<3])
        #expect(
            batch.parts.compactMap { $0.header?.text(at: Location(segment: "BHS", field: .init(number: 3))) }
                == ["X", "Y"]
        )
        #expect(batch.warnings.isEmpty)
    }

    @Test func `without batch segments each header starts a message`() throws {
        let batch = try batch(one + "\n" + two)
        #expect(batch.messages.count == 2)
        #expect(batch.parts.count == 1)
        #expect(batch.fileHeader == nil)
    }

    @Test func `wrong counts are warned of`() throws {
        let batch = try batch("BHS|^~\\&|X\r\(one)BTS|3\rFTS|2\r")
        #expect(batch.warnings == [.count(declared: 3, found: 1), .count(declared: 2, found: 1)])
    }

    @Test func `a batch may be empty`() throws {
        let batch = try batch("BHS|^~\\&|X\rBTS|0\r")
        #expect(batch.messages.isEmpty)
        #expect(batch.warnings.isEmpty)
    }

    @Test(arguments: [(2, true), (1, false)])
    func `a file may have as many messages as the limit`(limit: Int, isRead: Bool) {
        // Whether it is refused is what is tested.
        let read = try? Batch(Array((one + two).utf8), limits: .init(messages: limit))
        #expect((read != nil) == isRead)
    }

    @Test func `a batch describes itself by size alone`() throws {
        #expect(try !"\(batch(one))".contains("PID"))
    }
}
