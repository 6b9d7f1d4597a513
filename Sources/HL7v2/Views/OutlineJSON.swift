// A message's outline as JSON for programs: every value in full, absent things left out.

extension MessageOutline {
    /// The outline as one line of JSON.
    public var json: String {
        let members = [
            ("type", Self.quoted(header.type)),
            ("version", Self.quoted(header.versionID)),
            ("controlID", Self.quoted(header.controlID)),
            ("structure", structure.map(Self.quoted)),
            ("warnings", Self.array(warnings.map { Self.quoted($0.description) })),
            ("unexpectedSegments", Self.array(unexpectedSegments.map { String($0 + 1) })),
            ("content", Self.array(nodes.map(Self.json))),
        ]
        return Self.object(members)
    }

    private static func json(_ node: Node) -> String {
        switch node {
        case .group(let name, let nodes):
            object([("group", quoted(name)), ("content", array(nodes.map(json)))])
        case .segment(let position, let name, let title, let fields):
            object([
                ("segment", quoted(name)), ("position", String(position + 1)), ("title", title.map(quoted)),
                ("fields", array(fields.map(json))),
            ])
        }
    }

    private static func json(_ field: Field) -> String {
        object([
            ("field", String(field.number)), ("title", field.title.map(quoted)),
            ("datatype", field.datatype.map(quoted)),
            (
                "repetitions",
                array(field.repetitions.map { json($0, number: "repetition", inner: "components") })
            ),
        ])
    }

    private static func json(_ part: Part, number: String, inner: String) -> String {
        object([
            (number, String(part.number)), ("title", part.title.map(quoted)),
            ("value", part.value.map(quoted)),
            ("delete", part.isNull ? "true" : nil),
            (
                inner,
                part.parts.isEmpty
                    ? nil
                    : array(
                        part.parts.map { part in
                            inner == "components"
                                ? json(part, number: "component", inner: "subcomponents")
                                : json(part, number: "subcomponent", inner: "parts")
                        }
                    )
            ),
        ])
    }

    private static func object(_ members: [(String, String?)]) -> String {
        "{" + members.compactMap { name, value in value.map { "\"\(name)\":\($0)" } }.joined(separator: ",")
            + "}"
    }

    private static func array(_ values: [String]) -> String { "[" + values.joined(separator: ",") + "]" }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\r": quoted += "\\r"
            case "\t": quoted += "\\t"
            case let control where control.value < 0x20:
                let digits = String(control.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
