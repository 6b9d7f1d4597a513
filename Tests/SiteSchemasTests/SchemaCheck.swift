// The part of JSON Schema that the site's schemas use, applied to YAML as Corridor reads it.

import Foundation
import LocatedYAML

/// A schema that values are checked against.
struct SchemaCheck {
    typealias Object = [String: Any]

    private let root: Object

    /// Reads a schema.
    init(_ text: String) throws {
        let value = try JSONSerialization.jsonObject(with: Data(text.utf8))
        root = value as? Object ?? [:]
    }

    /// What is wrong with a value; nothing where it fits.
    func problems(_ node: Node) -> [String] { problems(node, root, "") }

    private func problems(_ node: Node, _ schema: Object, _ path: String) -> [String] {
        var found: [String] = []
        if let reference = schema["$ref"] as? String {
            let name = String(reference.split(separator: "/").last ?? "")
            let definition = (root["$defs"] as? Object)?[name] as? Object
            found += definition.map { problems(node, $0, path) } ?? ["\(path): no definition \(name)"]
        }
        if let condition = schema["if"] as? Object {
            let branch = problems(node, condition, path).isEmpty ? "then" : "else"
            found += problems(node, schema[branch] as? Object ?? [:], path)
        }
        if let kinds = schema["anyOf"] as? [Object] {
            let attempts = kinds.map { problems(node, $0, path) }
            if let best = attempts.min(by: { $0.count < $1.count }), !best.isEmpty { found += best }
        }
        if let types = (schema["type"] as? String).map({ [$0] }) ?? schema["type"] as? [String],
            !types.contains(where: { Self.isType($0, node) })
        {
            found.append("\(path): is no \(types.joined(separator: " or "))")
        }
        if let text = node.scalar { found += scalarProblems(text, schema, path) }
        if let entries = node.mapping { found += mappingProblems(entries, schema, path) }
        if let items = node.sequence, let item = schema["items"] as? Object {
            found += items.enumerated().flatMap { problems($1, item, "\(path)[\($0)]") }
        }
        return found
    }

    private func scalarProblems(_ text: String, _ schema: Object, _ path: String) -> [String] {
        var found: [String] = []
        if let pattern = schema["pattern"] as? String,
            text.range(of: pattern, options: .regularExpression) == nil
        {
            found.append("\(path): `\(text)` is not \(pattern)")
        }
        if let values = schema["enum"] as? [String], !values.contains(text) {
            found.append("\(path): `\(text)`")
        }
        if let value = schema["const"] as? String, value != text { found.append("\(path): not `\(value)`") }
        if let number = Int(text) {
            if let least = schema["minimum"] as? Int, number < least {
                found.append("\(path): below \(least)")
            }
            if let most = schema["maximum"] as? Int, number > most { found.append("\(path): above \(most)") }
        }
        return found
    }

    private func mappingProblems(_ entries: [Entry], _ schema: Object, _ path: String) -> [String] {
        let properties = schema["properties"] as? Object ?? [:]
        var found = (schema["required"] as? [String] ?? []).filter { name in
            !entries.contains { $0.key == name }
        }.map { "\(path): `\($0)` is missing" }
        for entry in entries {
            let own = "\(path).\(entry.key)"
            if let names = schema["propertyNames"] as? Object {
                found += scalarProblems(entry.key, names, own)
            }
            if let property = properties[entry.key] as? Object {
                found += problems(entry.value, property, own)
            } else if let other = schema["additionalProperties"] as? Object {
                found += problems(entry.value, other, own)
            } else if schema["additionalProperties"] as? Bool == false {
                found.append("\(own): unknown key")
            }
        }
        return found
    }

    private static func isType(_ type: String, _ node: Node) -> Bool {
        switch type {
        case "object": node.mapping != nil
        case "array": node.sequence != nil
        case "integer": node.scalar.flatMap { Int($0) } != nil
        case "boolean": node.scalar.flatMap { Bool($0) } != nil
        default: node.scalar != nil
        }
    }
}
