import Testing

@testable import Peers

/// Requests of the random run.
struct RandomRequestTests {
    @Test func `the same seed gives the same requests`() {
        func requests(_ seed: UInt64, _ connection: Int) -> [[[UInt8]]] {
            var generator = RequestGenerator(seed: seed, connection: connection)
            return (0..<200).map { _ in generator.next().parts }
        }
        #expect(requests(7, 0) == requests(7, 0))
        #expect(requests(7, 0) != requests(8, 0))
        #expect(requests(7, 0) != requests(7, 1))
    }

    @Test func `every kind is made, and marks stand in what is sent`() {
        var generator = RequestGenerator(seed: 1, connection: 3)
        var kinds: Set<RandomRequest.Kind> = []
        for _ in 0..<1_000 {
            let request = generator.next()
            kinds.insert(request.kind)
            #expect(!request.parts.isEmpty)
            // Entries of a Bundle that bring nothing have a mark, too.
            guard [.create, .update, .conditional, .message].contains(request.kind) else { continue }
            #expect(Set(request.marks.joined()) == Mark.all(in: Array(request.parts.joined())))
        }
        #expect(kinds == Set(RandomRequest.Kind.allCases))
    }

    @Test(arguments: [
        ("", []), ("zq3-17qz", ["zq3-17qz"]), ("x zq1-2qzzq1-3qz", ["zq1-2qz", "zq1-3qz"]),
        ("zq1-2q", []), ("zzq1-2qz", ["zq1-2qz"]), ("zq1 -2qz", []),
    ])
    func `marks are found wherever they stand`(text: String, marks: [String]) {
        #expect(Mark.all(in: Array(text.utf8)) == Set(marks))
    }

    @Test func `answers are taken apart however they come`() {
        let text =
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 Created\r\ncontent-length: 2\r\nETag: x\r\n\r\n{}"
            + "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nHTTP/1.1 204 No Content\r\n\r\nrest"
        for step in [1, 7, 1_000] {
            var reader = AnswerReader(bodiless: [1])
            let bytes = Array(text.utf8)
            for start in stride(from: 0, to: bytes.count, by: step) {
                reader.read(Array(bytes[start..<min(bytes.count, start + step)]))
            }
            #expect(reader.exchange.answers.map(\.status) == [201, 200, 204])
            #expect(reader.exchange.answers.map { $0.body.count } == [2, 0, 0])
            #expect(reader.exchange.answers.first?.header("etag") == "x")
            #expect(reader.exchange.wasAsked)
            #expect(reader.pending == Array("rest".utf8))
        }
    }
}
