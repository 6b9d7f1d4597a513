// What two engines made of the same messages, gathered by place: for a team that moves from one to the other.
//
// Values are shown only where that is asked for: the messages are real ones.

import Foundation

/// The differences of many pairs, by place.
public struct PairReport: Sendable {
    /// Where outputs differ in one way.
    public struct Group: Sendable {
        /// The place without numbers, such as `OBX-5.1` or `Patient.birthDate`.
        public let kind: String
        /// How they differ.
        public let manner: Manner
        /// How many differences there are.
        public fileprivate(set) var count = 0
        /// The pairs that have them, by their file stems, in order.
        public fileprivate(set) var stems: [String] = []
        /// The first differences, each with its pair.
        public fileprivate(set) var examples: [(stem: String, difference: Difference)] = []
    }

    /// How one output differs from the other.
    public enum Manner: String, Comparable, Sendable {
        /// Both have something, and not the same.
        case different
        /// The other engine had something, ours nothing.
        case missing
        /// Ours has something that the other engine's had not.
        case surplus

        /// Orders by name.
        public static func < (left: Manner, right: Manner) -> Bool { left.rawValue < right.rawValue }
    }

    /// How many differences of a group are kept.
    public static let exampleLimit = 3

    /// How many pairs were compared.
    public private(set) var pairs = 0
    /// How many of them say the same.
    public private(set) var equalPairs = 0
    /// The pairs that could not be compared, with the reason.
    public private(set) var failures: [(stem: String, reason: String)] = []
    private var groups: [String: Group] = [:]

    /// An empty report.
    public init() {}

    /// Whether every pair says the same.
    public var isEqual: Bool { failures.isEmpty && equalPairs == pairs }

    /// Adds what one pair showed.
    public mutating func add(_ differences: [Difference], of stem: String) {
        pairs += 1
        if differences.isEmpty { equalPairs += 1 }
        for difference in differences {
            let manner: Manner =
                if difference.expected == nil { .surplus } else if difference.found == nil { .missing } else {
                    .different
                }
            let key = "\(difference.kind) \(manner.rawValue)"
            var group = groups[key] ?? Group(kind: difference.kind, manner: manner)
            group.count += 1
            if group.stems.last != stem { group.stems.append(stem) }
            if group.examples.count < Self.exampleLimit { group.examples.append((stem, difference)) }
            groups[key] = group
        }
    }

    /// Adds a pair that could not be compared.
    public mutating func add(failure reason: String, of stem: String) {
        failures.append((stem, reason))
    }

    /// The groups, those in most pairs first.
    public var sortedGroups: [Group] {
        groups.values.sorted {
            ($1.stems.count, $1.count, $0.kind, $0.manner) < ($0.stems.count, $0.count, $1.kind, $1.manner)
        }
    }

    /// The report for people.
    ///
    /// - Parameter showsValues: whether the first values of each place are shown.
    /// - Returns: a line for each place, and one with the sums.
    public func lines(showsValues: Bool) -> [String] {
        var lines = failures.map { "\($0.stem): \($0.reason)" }
        let groups = sortedGroups
        let width = groups.map(\.kind.count).max() ?? 0
        for group in groups {
            let place = group.kind.padding(toLength: width, withPad: " ", startingAt: 0)
            let pairs = group.stems.count == 1 ? "1 pair" : "\(group.stems.count) pairs"
            let number = "\(group.count)"
            let lead = String(repeating: " ", count: max(0, 7 - number.count))
            lines.append(
                "\(lead)\(number)  \(place)  \(words(group.manner)), in \(pairs), as \(group.stems[0])"
            )
            guard showsValues else { continue }
            for (stem, difference) in group.examples {
                lines.append("           \(stem): \(difference.place)")
                lines.append("             theirs  \(difference.expected ?? "nothing")")
                lines.append("             ours    \(difference.found ?? "nothing")")
            }
        }
        let total = groups.reduce(0) { $0 + $1.count }
        lines.append(
            "\(pairs) pairs compared: \(equalPairs) equal, \(pairs - equalPairs) with \(total) differences"
                + (failures.isEmpty ? "" : "; \(failures.count) not compared")
        )
        return lines
    }

    private func words(_ manner: Manner) -> String {
        switch manner {
        case .different: "differs"
        case .missing: "missing in ours"
        case .surplus: "only in ours"
        }
    }
}

extension PairReport {
    private struct Entry: Encodable {
        let place: String
        let manner: String
        let count: Int
        let pairs: [String]
    }

    /// The report for programs: one JSON object a place, without values.
    public var json: [String] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return sortedGroups.compactMap { group in
            let entry = Entry(
                place: group.kind,
                manner: group.manner.rawValue,
                count: group.count,
                pairs: group.stems
            )
            // Texts and numbers can always be encoded.
            return (try? encoder.encode(entry)).map { String(decoding: $0, as: UTF8.self) }
        }
    }
}
