// The table of a round trip: by field how many values came back, in their place or in another, and how many did not, with

// the reasons.

import Foundation

/// The table.

struct RoundTripTable {
    /// One row.
    private struct Row {
        var kept = 0
        var moved = 0
        var reasons: [String: Int] = [:]
        var unexplained: [String] = []
        var lost: Int { reasons.values.reduce(0, +) + unexplained.count }
    }

    private var rows: [String: Row] = [:]

    /// The values that are lost without a reason, with their messages.
    var unexplained: [String] { rows.values.flatMap(\.unexplained).sorted() }

    /// Counts what came back of a message.
    mutating func add(_ comparison: RoundTripComparison) {
        for (place, count) in comparison.kept { rows[place, default: Row()].kept += count }
        for (place, count) in comparison.moved { rows[place, default: Row()].moved += count }
    }

    /// Counts a loss, by its field.
    mutating func add(_ loss: RoundTripComparison.Loss, of message: String, reason: Substring?) {
        let field = String(loss.place.prefix { $0 != "." })
        if let reason {
            rows[field, default: Row()].reasons[String(reason), default: 0] += 1
        } else {
            rows[field, default: Row()].unexplained.append("\(loss.place) of \(message)")
        }
    }

    /// The rows by segment and field, then the sums by segment and of all.
    var lines: [String] {
        let order = rows.sorted { $0.key.localizedStandardCompare($1.key) == .orderedAscending }
        var lines = ["field\tkept\tkept elsewhere\tlost\treasons"]
        for (place, row) in order {
            let reasons =
                row.reasons.sorted { $0.key < $1.key }.map { "\($0.key) (\($0.value))" }
                + (row.unexplained.isEmpty ? [] : ["none (\(row.unexplained.count))"])
            lines.append(Self.line(place, [row]) + "\t" + reasons.joined(separator: "; "))
        }
        let segments = Dictionary(grouping: order) { $0.key.prefix { $0 != "-" } }
        lines.append("segment\tkept\tkept elsewhere\tlost")
        for (segment, rows) in segments.sorted(by: { $0.key < $1.key }) {
            lines.append(Self.line(String(segment), rows.map(\.value)))
        }
        lines.append(Self.line("all", order.map(\.value)))
        return lines
    }

    private static func line(_ name: String, _ rows: [Row]) -> String {
        func sum(_ count: (Row) -> Int) -> Int { rows.reduce(0) { $0 + count($1) } }
        return "\(name)\t\(sum(\.kept))\t\(sum(\.moved))\t\(sum(\.lost))"
    }
}
