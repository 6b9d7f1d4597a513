// What a site's tests do not reach: rules that never ran, and fields that they give and no rule reads.
//
// Rules are those of the maps that tests run, with all that these use; a map that no test runs is named as such.

import Foundation
import HL7v2
public import LocatedYAML
import Mapping
import Routing

/// What tests reached.
public struct Coverage: Sendable {
    /// Places of the messages given that no rule read.
    public struct Unread: Sendable {
        /// The place without numbers, such as `PID-18`.
        public let place: String
        /// The tests that give something there, by their names, in order.
        public fileprivate(set) var tests: [String]
    }

    /// The maps that a test ran, sorted.
    public private(set) var maps: Set<String> = []
    /// The rules of these maps.
    private var rules: Set<SourceLocation> = []
    private var ran: Set<SourceLocation> = []
    private var unread: [String: Unread] = [:]

    /// Nothing reached yet.
    public init() {}

    /// Adds what a test reaches; one that runs no map from HL7 v2 reaches nothing.
    public mutating func add(_ test: MapTest, on bench: TestBench) {
        guard case .success(.message(let message)) = bench.content(test.given, of: test) else { return }
        let run = TestRun(bench: bench, test: test, given: .message(message))
        for map in run.messageMaps(for: message) {
            let trace = map.trace(message, in: run.context).trace
            if maps.insert(map.name).inserted { rules.formUnion(map.rules) }
            ran.formUnion(trace.rules)
            for place in Set(trace.unread.map { Self.kind(of: $0.location) }) {
                unread[place, default: Unread(place: place, tests: [])].tests.append(test.name)
            }
        }
    }

    /// `OBX[3]-5[2].1` as `OBX-5.1`.
    private static func kind(of location: String) -> String { location.replacing(/\[[^\]]*\]/, with: "") }

    /// How many rules the maps have.
    public var ruleCount: Int { rules.count }

    /// The rules that never ran, by file and line.
    public var idleRules: [SourceLocation] { rules.subtracting(ran).sorted() }

    /// What no rule read, in the order of the places' names.
    public var unreadPlaces: [Unread] { unread.values.sorted { $0.place < $1.place } }

    /// The coverage for people.
    ///
    /// - Parameter untested: the names of maps that no test runs.
    /// - Returns: a line for each rule and place, with headings.
    public func lines(untested: [String]) -> [String] {
        let idle = idleRules
        let share = ruleCount == 0 ? 100 : (ruleCount - idle.count) * 100 / ruleCount
        var lines = [
            "", "\(ruleCount - idle.count) of \(ruleCount) rules of the tested maps ran (\(share) %)",
        ]
        if !idle.isEmpty { lines.append("Rules that never ran:") }
        lines += idle.map { "  \($0.file):\($0.line)" }
        let places = unreadPlaces
        if !places.isEmpty { lines.append("Given in tests, and read by no rule:") }
        let width = places.map(\.place.count).max() ?? 0
        lines += places.map { place in
            let name = place.place.padded(to: width)
            let more = place.tests.count > 1 ? " and \(place.tests.count - 1) more" : ""
            return "  \(name)  \(place.tests.first ?? "")\(more)"
        }
        if !untested.isEmpty { lines.append("Maps that no test runs: \(untested.joined(separator: ", "))") }
        return lines
    }
}

extension String {
    /// With blanks behind it up to a length.
    func padded(to length: Int) -> String { self + String(repeating: " ", count: max(0, length - count)) }
}

extension TestBench {
    /// The maps from HL7 v2 that tests could run and did not.
    public func untestedMaps(_ coverage: Coverage) -> [String] {
        site.maps.names.filter { !coverage.maps.contains($0) }
    }
}

extension Coverage {
    private struct Entry: Encodable {
        var idle: String?
        var unread: String?
        var tests: [String]?
    }

    /// The coverage for programs: one JSON object a rule that never ran, and one a place that no rule read.
    public var json: [String] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let entries =
            idleRules.map { Entry(idle: "\($0.file):\($0.line)") }
            + unreadPlaces.map { Entry(unread: $0.place, tests: $0.tests) }
        // Texts can always be encoded.
        return entries.compactMap { entry in
            (try? encoder.encode(entry)).map { String(decoding: $0, as: UTF8.self) }
        }
    }
}
