// A message's outline as indented text, one value a line.

extension MessageOutline {
    /// The most characters of a value that text shows.
    private static let maximumValueLength = 240

    /// The outline as text, each line with its end.
    public var text: String {
        let version = header.versionID.isEmpty ? "" : ", version \(header.versionID)"
        let structure = structure.map { ", structure \($0)" } ?? ""
        var lines = ["\(header.type)\(version)\(structure)"]
        lines += warnings.map { "warning: \($0)" }
        lines += unexpectedSegments.map { "warning: segment \($0 + 1) has no place in the structure" }
        for node in nodes { Self.append(node, depth: 0, to: &lines) }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func append(_ node: Node, depth: Int, to lines: inout [String]) {
        switch node {
        case .group(let name, let nodes):
            lines.append(indent(depth) + name)
            for node in nodes { append(node, depth: depth + 1, to: &lines) }
        case .segment(_, let name, let title, let fields):
            lines.append(indent(depth) + name + (title.map { "  \($0)" } ?? ""))
            for field in fields { append(field, depth: depth + 1, to: &lines) }
        }
    }

    private static func append(_ field: Field, depth: Int, to lines: inout [String]) {
        for repetition in field.repetitions {
            let isOnly = field.repetitions.count == 1 && repetition.number == 1
            let number = isOnly ? "\(field.number)" : "\(field.number)[\(repetition.number)]"
            append(repetition, label: number, title: field.title, depth: depth, to: &lines)
        }
    }

    private static func append(
        _ part: Part,
        label: String,
        title: String?,
        depth: Int,
        to lines: inout [String]
    ) {
        let heading = indent(depth) + label + (title.map { " \($0)" } ?? "")
        guard let value = part.value else {
            lines.append(heading)
            for inner in part.parts {
                append(inner, label: ".\(inner.number)", title: inner.title, depth: depth + 1, to: &lines)
            }
            return
        }
        lines.append("\(heading): \(part.isNull ? "(delete)" : shown(value))")
    }

    /// A value on one line, control characters made visible, long ones cut.
    private static func shown(_ value: String) -> String {
        let cut = value.prefix(maximumValueLength)
        let visible = cut.unicodeScalars.map { scalar in
            switch scalar {
            case "\n": "\\n"
            case "\r": "\\r"
            case let control where control.value < 0x20 || control.value == 0x7F:
                "\\u{\(String(control.value, radix: 16))}"
            default: String(scalar)
            }
        }.joined()
        return cut.endIndex == value.endIndex ? visible : "\(visible)… (\(value.utf8.count) bytes)"
    }

    private static func indent(_ depth: Int) -> String { String(repeating: "  ", count: depth) }
}
