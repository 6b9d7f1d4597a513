// JSON to be written: objects keep their order, so that a schema reads as it was put together.

/// A JSON value.
indirect enum JSONValue: Hashable, Sendable {
    case text(String)
    case number(Int)
    case boolean(Bool)
    case list([JSONValue])
    case object([Member])

    /// A name with its value.
    struct Member: Hashable, Sendable {
        let name: String
        let value: JSONValue

        init(_ name: String, _ value: JSONValue) {
            self.name = name
            self.value = value
        }
    }

    /// An object of members in this order.
    static func object(_ members: KeyValuePairs<String, JSONValue>) -> JSONValue {
        .object(members.map { Member($0.key, $0.value) })
    }

    /// The object with more members behind its own; other values as they are.
    func adding(_ members: [Member]) -> JSONValue {
        if case .object(let own) = self { .object(own + members) } else { self }
    }

    /// JSON over several lines, indented by two blanks.
    func written(indentation: Int = 0) -> String {
        let lead = String(repeating: " ", count: indentation + 2)
        let end = String(repeating: " ", count: indentation)
        switch self {
        case .text(let text): return Self.quoted(text)
        case .number(let number): return "\(number)"
        case .boolean(let value): return "\(value)"
        case .list(let items) where items.allSatisfy(\.isPlain):
            return "[\(items.map { $0.written() }.joined(separator: ", "))]"
        case .list(let items):
            let lines = items.map { lead + $0.written(indentation: indentation + 2) }
            return "[\n\(lines.joined(separator: ",\n"))\n\(end)]"
        case .object(let members) where members.isEmpty: return "{}"
        case .object(let members):
            let lines = members.map {
                "\(lead)\(Self.quoted($0.name)): \($0.value.written(indentation: indentation + 2))"
            }
            return "{\n\(lines.joined(separator: ",\n"))\n\(end)}"
        }
    }

    private var isPlain: Bool {
        switch self {
        case .text, .number, .boolean: true
        case .list, .object: false
        }
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\t": quoted += "\\t"
            case "\r": quoted += "\\r"
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
