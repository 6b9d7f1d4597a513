// Test results in words: what failed and how, for people; one object a test, for programs.

import Foundation
import LocatedYAML

/// Words for test results.
public enum TestReport {
    /// The longest value shown; longer ones are cut.
    static let valueLimit = 400

    /// The lines of one test: its place and name, and where it fails every difference.
    public static func lines(_ result: TestResult) -> [String] {
        let place = "\(result.test.location.file):\(result.test.location.line)"
        let verdict = result.isPassed ? "ok" : "FAILED"
        return ["\(verdict)  \(place): \(result.test.name)"]
            + result.failures.flatMap { $0.split(separator: "\n").map { "  \($0)" } }
            + result.differences.flatMap(lines)
    }

    private static func lines(_ difference: Difference) -> [String] {
        [
            "  \(difference.place)",
            "    expected  \(shown(difference.expected))",
            "    found     \(shown(difference.found))",
        ]
    }

    private static func shown(_ value: String?) -> String {
        guard let value else { return "nothing" }
        let line = value.replacing("\r", with: "\\r").replacing("\n", with: "\\n")
        let text = line.isEmpty ? "empty text" : line
        return text.count > valueLimit ? text.prefix(valueLimit) + "…" : text
    }

    /// The last line: how many passed and failed.
    public static func summary(_ results: [TestResult]) -> String {
        let failed = results.count { !$0.isPassed }
        let tests = results.count == 1 ? "1 test" : "\(results.count) tests"
        return failed == 0
            ? "\(tests) passed" : "\(tests): \(results.count - failed) passed, \(failed) failed"
    }

    private struct Entry: Encodable {
        struct Difference: Encodable {
            let place: String
            let expected: String?
            let found: String?
        }

        let file: String
        let line: Int
        let name: String
        let passed: Bool
        let failures: [String]
        let differences: [Difference]
    }

    /// One test as a JSON object on one line.
    public static func json(_ result: TestResult) -> String {
        let entry = Entry(
            file: result.test.location.file,
            line: result.test.location.line,
            name: result.test.name,
            passed: result.isPassed,
            failures: result.failures,
            differences: result.differences.map {
                Entry.Difference(place: $0.place, expected: $0.expected, found: $0.found)
            }
        )
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Texts and numbers can always be encoded.
        return (try? encoder.encode(entry)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }
}
