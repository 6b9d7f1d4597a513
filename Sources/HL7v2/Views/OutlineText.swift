// A message's outline as indented text, one value a line.
//
// A line begins with what completes a location: below `OBX[2]`, `5.1` is `OBX[2]-5.1`. A value of one part, as most
// composites have in practice, stands in its field's line, which means the same place.

extension MessageOutline {
    /// The outline as text, each line with its end; warnings come first.
    public var text: String {
        var writer = OutlineTextWriter(nodes)
        writer.write(self)
        return writer.lines.joined(separator: "\n") + "\n"
    }
}

private struct OutlineTextWriter {
    /// The most Unicode scalars of a value that are shown.
    private static let maximumValueLength = 240

    private(set) var lines: [String] = []
    /// What each segment is called in locations, by position.
    private var names: [Int: String] = [:]

    init(_ nodes: [MessageOutline.Node]) {
        var segments: [(position: Int, name: String)] = []
        func collect(_ nodes: [MessageOutline.Node]) {
            for node in nodes {
                switch node {
                case .group(_, let nodes): collect(nodes)
                case .segment(let position, let name, _, _): segments.append((position, name))
                }
            }
        }
        collect(nodes)
        let totals = Dictionary(segments.map { ($0.name, 1) }, uniquingKeysWith: +)
        var counts: [String: Int] = [:]
        for (position, name) in segments {
            counts[name, default: 0] += 1
            let isOnly = totals[name] == 1
            names[position] = isOnly ? name : "\(name)[\(counts[name] ?? 1)]"
        }
    }

    mutating func write(_ outline: MessageOutline) {
        let header = outline.header
        let version = header.versionID.isEmpty ? "" : ", version \(header.versionID)"
        let structure = outline.structure.map { "structure \($0)" } ?? "no structure known"
        let type = header.type.isEmpty ? "no type" : header.type
        lines.append("\(type)\(version), \(structure)")
        lines += outline.warnings.map { "warning: \($0)" }
        lines += outline.unexpectedSegments.map {
            "warning: \(names[$0] ?? "segment \($0 + 1)") has no place in the structure"
        }
        for node in outline.nodes { append(node, depth: 0) }
    }

    private mutating func append(_ node: MessageOutline.Node, depth: Int) {
        switch node {
        case .group(let name, let nodes):
            lines.append(Self.indent(depth) + name)
            for node in nodes { append(node, depth: depth + 1) }
        case .segment(let position, let name, let title, let fields):
            let isLocal = title == nil && name.hasPrefix("Z")
            let known = title ?? (isLocal ? "(local segment)" : "(not a segment of the standard)")
            lines.append("\(Self.indent(depth))\(names[position] ?? name)  \(known)")
            for field in fields { append(field, depth: depth + 1) }
        }
    }

    private mutating func append(_ field: MessageOutline.Field, depth: Int) {
        for repetition in field.repetitions {
            let isOnly = field.repetitions.count == 1 && repetition.number == 1
            let label = isOnly ? "\(field.number)" : "\(field.number)[\(repetition.number)]"
            append(repetition, label: label, title: field.title, depth: depth)
        }
    }

    private mutating func append(_ part: MessageOutline.Part, label: String, title: String?, depth: Int) {
        let heading = Self.indent(depth) + label + (title.map { " \($0)" } ?? "")
        var only = part
        while only.value == nil, only.parts.count == 1, let first = only.parts.first, first.number == 1 {
            only = first
        }
        if let value = only.value {
            return lines.append("\(heading): \(only.isNull ? "(delete)" : Self.shown(value))")
        }
        lines.append(heading)
        for inner in part.parts {
            append(inner, label: "\(label).\(inner.number)", title: inner.title, depth: depth + 1)
        }
    }

    /// A value on one line, control characters made visible, long ones cut.
    private static func shown(_ value: String) -> String {
        // Not characters as people count them: one may be made of any number of scalars.
        let cut = value.unicodeScalars.prefix(maximumValueLength)
        let visible = cut.map { scalar in
            switch scalar {
            case "\n": "\\n"
            case "\r": "\\r"
            case let control where control.value < 0x20 || (0x7F...0x9F).contains(control.value):
                "\\u{\(String(control.value, radix: 16))}"
            default: String(scalar)
            }
        }.joined()
        return cut.endIndex == value.endIndex ? visible : "\(visible)… (\(value.utf8.count) bytes)"
    }

    private static func indent(_ depth: Int) -> String { String(repeating: "  ", count: depth) }
}
