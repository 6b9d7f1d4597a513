// Prometheus' text format, version 0.0.4: families with help and type, samples with escaped labels.
// It knows the format only; what is measured stands in EngineMetrics.

/// Collects families of samples as text.
struct MetricsText {
    /// What a family's samples are.
    enum Kind: String {
        case counter, gauge, histogram
    }

    typealias Labels = [(name: String, value: String)]

    private(set) var text = ""

    /// A family; its samples follow at once.
    mutating func family(_ name: String, _ kind: Kind, _ help: String) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
    }

    /// One sample with a whole value.
    mutating func sample(_ name: String, _ labels: Labels, _ value: Int64) {
        line(name, labels, String(value))
    }

    /// One sample with a fractional value.
    mutating func sample(_ name: String, _ labels: Labels, _ seconds: Double) {
        line(name, labels, Self.number(seconds))
    }

    /// A histogram's buckets, cumulated, with its sum and count.
    mutating func histogram(_ name: String, _ labels: Labels, _ histogram: LatencyHistogram) {
        var cumulated: Int64 = 0
        for (bound, count) in zip(histogram.bounds, histogram.counts) {
            cumulated += count
            sample("\(name)_bucket", labels + [("le", Self.number(bound))], cumulated)
        }
        let total = histogram.counts.reduce(0, +)
        sample("\(name)_bucket", labels + [("le", "+Inf")], total)
        sample("\(name)_sum", labels, histogram.sum)
        sample("\(name)_count", labels, total)
    }

    private mutating func line(_ name: String, _ labels: Labels, _ value: String) {
        text += name
        if !labels.isEmpty {
            let pairs = labels.map { "\($0.name)=\"\(Self.escaped($0.value))\"" }
            text += "{\(pairs.joined(separator: ","))}"
        }
        text += " \(value)\n"
    }

    /// Backslash, quotation mark and line feed escaped, as the format wants it.
    private static func escaped(_ value: String) -> String {
        var result = ""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\\": result += "\\\\"
            case "\"": result += "\\\""
            case "\n": result += "\\n"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    private static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        guard value.isFinite else { return value < 0 ? "-Inf" : "+Inf" }
        guard value == value.rounded(), abs(value) < 1e15 else { return String(value) }
        return String(Int64(value))
    }
}
