// From what readers ask for to JSON Schema: an object for each mapping, a type for each key.
//
// Keys whose readers take several shapes get theirs from `shapes`; without one anything may stand there, so that a
// schema never refuses what a reader takes.

import LocatedYAML

/// Builds the schemas of one kind of file.
struct SchemaBuilder {
    var mappings: [String: [KeyRecorder.Mapping]]
    let reference: ReferenceTexts
    /// The shapes of keys that their readers look at themselves, by name.
    var shapes: [String: JSONValue] = [:]
    /// Keys that are taken away before their mapping is read, such as what a map inherits by; they have shapes.
    var earlyKeys: [String] = []
    /// Whether what must be there has to be; an heir may have inherited it.
    var demandsKeys = true

    /// The schema of mappings that are read alike.
    ///
    /// - Parameters:
    ///   - paths: the dotted paths of the mappings in the probe.
    ///   - sections: where the reference describes their keys.
    ///   - prefix: what stands before a key there, as in `tls.`.
    ///   - fixed: keys that must have one value, which tells this kind from others.
    /// - Returns: an object that takes these keys and no others.
    func object(
        _ paths: [String],
        sections: [String],
        prefix: String = "",
        fixed: [String: String] = [:]
    ) -> JSONValue {
        let read = paths.flatMap { mappings[$0] ?? [] }
        let names = Set(read.flatMap { $0.keys.map(\.name) } + earlyKeys).sorted()
        let required = names.filter { name in
            fixed[name] != nil
                || demandsKeys && read.allSatisfy { $0.keys.contains { $0.name == name && $0.isRequired } }
        }
        let properties = names.map { name -> JSONValue.Member in
            var schema =
                fixed[name].map { .object(["const": .text($0)]) }
                ?? property(name, paths, sections: sections, prefix: prefix)
            if let text = reference.description(of: prefix + name, in: sections) {
                schema = schema.adding([JSONValue.Member("description", .text(text))])
            }
            return JSONValue.Member(name, schema)
        }
        var members: [JSONValue.Member] = [
            JSONValue.Member("type", .text("object")),
            JSONValue.Member("properties", .object(properties)),
            JSONValue.Member("additionalProperties", .boolean(false)),
        ]
        if !required.isEmpty {
            members.append(JSONValue.Member("required", .list(required.map(JSONValue.text))))
        }
        return .object(members)
    }

    private func property(
        _ name: String,
        _ paths: [String],
        sections: [String],
        prefix: String
    ) -> JSONValue {
        if let shape = shapes[name] { return shape }
        let children = paths.map { $0.isEmpty ? name : "\($0).\(name)" }.filter { mappings[$0] != nil }
        if !children.isEmpty { return object(children, sections: sections, prefix: "\(prefix)\(name).") }
        let kinds = paths.flatMap { mappings[$0] ?? [] }.flatMap(\.keys).filter { $0.name == name }.map(
            \.kind
        )
        return kinds.first { $0 != .node }.map(Self.type) ?? .object([])
    }

    private static func type(_ kind: KeyRecorder.Kind) -> JSONValue {
        switch kind {
        case .node: .object([])
        case .text: Shape.text
        case .texts: Shape.texts
        case .integer(let range):
            .object([
                "type": .text("integer"), "minimum": .number(range.lowerBound),
                "maximum": .number(range.upperBound),
            ])
        case .boolean: .object(["type": .text("boolean")])
        case .duration: .object(["type": .text("string"), "pattern": .text("^[0-9]+(ms|s|m|h|d)$")])
        case .bytes:
            .object([
                "type": .list([.text("string"), .text("integer")]), "pattern": .text("^[0-9]+(B|KB|MB|GB)?$"),
            ])
        case .choice(let words): .object(["enum": .list(words.map(choice))])
        }
    }

    /// YAML reads `off` and `on` as words here, and editors may read them as truth values.
    private static func choice(_ word: String) -> JSONValue { .text(word) }
}

/// Shapes that keys have in common.
enum Shape {
    /// Text; YAML's own types are text to Corridor.
    static let text: JSONValue = .object([
        "type": .list([.text("string"), .text("number"), .text("boolean")])
    ])

    /// Text, or a list of texts.
    static let texts: JSONValue = .object([
        "anyOf": .list([text, .object(["type": .text("array"), "items": text])])
    ])

    /// What a definition says.
    static func reference(_ name: String) -> JSONValue { .object(["$ref": .text("#/$defs/\(name)")]) }

    /// A list of what a definition says.
    static func list(_ name: String) -> JSONValue {
        .object(["type": .text("array"), "items": reference(name)])
    }

    /// A mapping from names that the site gives.
    static func named(_ value: JSONValue, pattern: String? = nil) -> JSONValue {
        var members: [JSONValue.Member] = [JSONValue.Member("type", .text("object"))]
        if let pattern {
            members.append(JSONValue.Member("propertyNames", .object(["pattern": .text(pattern)])))
        }
        return .object(members + [JSONValue.Member("additionalProperties", value)])
    }

    /// One of several kinds.
    static func any(_ kinds: [JSONValue]) -> JSONValue { .object(["anyOf": .list(kinds)]) }
}
