// The books of a random run: answers by kind and status, what is owed, what arrived, and what must not be.

import Foundation
import Peers
import Synchronization

/// What came of random requests.
final class RequestTally: Sendable {
    /// After so many violations a run ends.
    static let violationLimit = 20

    /// Something that must not be, and the request that did it.
    struct Violation: CustomStringConvertible, Sendable {
        let kind: RandomRequest.Kind
        let text: String
        let request: [UInt8]
        let answer: [UInt8]

        var description: String { "\(kind.rawValue): \(text)" }
    }

    private struct Books {
        var counts: [RandomRequest.Kind: [String: Int]] = [:]
        var owed: Set<String> = []
        var arrived: Set<String> = []
        var violations: [Violation] = []
    }

    private let books = Mutex(Books())

    /// What must not be.
    var violations: [Violation] { books.withLock(\.violations) }
    var violationCount: Int { books.withLock(\.violations.count) }
    /// Resources that were acknowledged.
    var owedCount: Int { books.withLock(\.owed.count) }
    /// Those of them that did not arrive.
    var missing: [String] { books.withLock { $0.owed.subtracting($0.arrived).sorted() } }

    /// Notes marks that arrived at the receiver.
    func arrived(_ marks: Set<String>) { books.withLock { $0.arrived.formUnion(marks) } }

    /// Notes a conversation.
    func note(_ request: RandomRequest, _ exchange: RawHTTP.Exchange) {
        var flaws: [String] = []
        var owed: [String] = []
        for (place, answer) in exchange.answers.enumerated() {
            let flaw = AnswerCheck.flaw(
                in: answer,
                wantsXML: answer.status == 400 || answer.status == 431 ? nil : request.wantsXML,
                isBodiless: request.bodiless.contains(place)
            )
            if let flaw { flaws.append(flaw) }
            if request.marks.indices.contains(place) {
                owed += AnswerCheck.owed(request.marks[place], answer)
            }
        }
        let closes = exchange.answers.contains { $0.header("Connection") == "close" }
        if exchange.answers.count < request.marks.count, !request.mayEndEarly, !closes {
            flaws.append(
                "\(exchange.answers.count) of \(request.marks.count) answers, \(exchange.end.rawValue)"
            )
        }
        let answer = exchange.answers.first?.body ?? exchange.rest
        let statuses = exchange.answers.map { String($0.status) }
        books.withLock { books in
            for status in statuses.isEmpty ? ["none"] : statuses {
                books.counts[request.kind, default: [:]][status, default: 0] += 1
            }
            books.owed.formUnion(owed)
            for flaw in flaws {
                books.violations.append(
                    Violation(
                        kind: request.kind,
                        text: flaw,
                        request: Array(request.parts.joined()),
                        answer: answer
                    )
                )
            }
        }
    }

    /// Notes that no connection could be made.
    func refusedConnection(_ request: RandomRequest) {
        books.withLock { books in
            books.violations.append(
                Violation(kind: request.kind, text: "no connection", request: [], answer: [])
            )
        }
    }

    /// Waits until everything that is owed has arrived, or patience ends.
    func waitForArrivals(patience: Duration) async {
        let deadline = ContinuousClock.now + patience
        while !missing.isEmpty, ContinuousClock.now < deadline {
            // Cancellation ends the waiting early, and the report says so.
            try? await Task.sleep(for: .milliseconds(100))
        }
    }

    /// Answers by kind and status.
    var table: String {
        let counts = books.withLock(\.counts)
        let statuses = Set(counts.values.flatMap(\.keys)).sorted()
        var table = TextTable(["kind"] + statuses, rightAligned: Set(1...max(1, statuses.count)))
        for kind in RandomRequest.Kind.allCases {
            guard let row = counts[kind] else { continue }
            table.add([kind.rawValue] + statuses.map { row[$0].map(String.init) ?? "" })
        }
        let sums = statuses.map { status in String(counts.values.reduce(0) { $0 + ($1[status] ?? 0) }) }
        table.add(["all"] + sums)
        return table.text
    }

    /// Writes the requests of violations to a file in the current folder.
    ///
    /// - Parameter seed: the run's seed, which names the file.
    /// - Returns: the file; `nil` where there is nothing to write.
    /// - Throws: the system's error when it cannot be written.
    func keep(seed: UInt64) throws -> String? {
        let violations = violations
        guard !violations.isEmpty else { return nil }
        var content = Data()
        for violation in violations {
            content += Data("===== \(violation)\n".utf8) + Data(violation.request)
            content += Data("\n----- \n".utf8) + Data(violation.answer) + Data("\n".utf8)
        }
        let file = "corridor-requests-\(seed).txt"
        try content.write(to: URL(fileURLWithPath: file))
        return file
    }
}
