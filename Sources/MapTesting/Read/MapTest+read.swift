// Reads one test: its keys, and that they go together.

import Foundation
import LocatedYAML
import Mapping
import Routing

extension MapTest {
    /// Reads a test; `nil` without a name or anything given.
    ///
    /// - Parameters:
    ///   - node: the test.
    ///   - path: the key that led here.
    ///   - common: the map of all tests of the file, where it says one.
    ///   - ownMap: the map in the file or beside it.
    ///   - diagnostics: receives every problem.
    init?(
        _ node: Node,
        path: String,
        map common: Located<String>?,
        ownMap: String?,
        into diagnostics: inout Diagnostics
    ) {
        guard var keys = MappingReader(node, path: path, into: &diagnostics) else { return nil }
        let name = keys.requiredText("name", into: &diagnostics)
        let given = keys.required("given", into: &diagnostics)
        map = keys.text("map", into: &diagnostics) ?? common
        self.ownMap = ownMap
        listener = keys.text("listener", into: &diagnostics)
        route = keys.text("route", into: &diagnostics)
        part = keys.integer("part", in: 1...MessageEdits.partLimit, into: &diagnostics) ?? 1
        zone = keys.timeZone("timezone", into: &diagnostics).flatMap { TimeZone(identifier: $0) }
        let accepted = keys.text("accepted", into: &diagnostics)
        ignored = keys.texts("ignore", into: &diagnostics)?.map(\.value) ?? []
        let expected = keys.optional("expect")
        let lists = (
            routes: keys.optional("routes"), errors: keys.optional("errors"),
            warnings: keys.optional("warnings")
        )
        keys.finish(into: &diagnostics)

        acceptedAt =
            accepted.map { Self.moment($0, key: "\(path).accepted", into: &diagnostics) } ?? Self.usualMoment
        routes = lists.routes.map { Texts($0, key: "\(path).routes", into: &diagnostics) }
        errors = lists.errors.map { Texts($0, key: "\(path).errors", into: &diagnostics) }
        warnings = lists.warnings.map { Texts($0, key: "\(path).warnings", into: &diagnostics) }
        expectation = expected.flatMap { Expectation($0, key: "\(path).expect", into: &diagnostics) }
        guard let name, let given,
            let content = Content(given, key: "\(path).given", into: &diagnostics)
        else { return nil }
        self.name = name.value
        self.given = content
        location = name.location
        check(path, hasExpect: expected != nil, into: &diagnostics)
    }

    /// Refuses keys that do not go together.
    private func check(_ path: String, hasExpect: Bool, into diagnostics: inout Diagnostics) {
        func refuse(_ text: String, _ suggestion: String) {
            diagnostics.error(at: location, key: path, text, suggestion: suggestion)
        }
        if !hasExpect, routes == nil, errors == nil, warnings == nil {
            refuse("nothing is expected", "add `expect`, `routes`, `errors` or `warnings`")
        }
        if listener == nil, routes != nil || route != nil {
            refuse("routes take messages from listeners", "add `listener: NAME`")
        }
        if route != nil, map != nil { refuse("`route` says the map already", "keep either `map` or `route`") }
        if warnings != nil, listener != nil, map == nil {
            refuse("`warnings` are a map's", "name the `map`, or remove `warnings`")
        }
        if let errors, !errors.texts.isEmpty, hasExpect {
            refuse("where a map reports errors nothing comes out", "remove `expect` or `errors`")
        }
    }

    private static func moment(_ text: Located<String>, key: String, into diagnostics: inout Diagnostics)
        -> Int64
    {
        // What cannot be read is reported.
        if let date = try? Date.ISO8601FormatStyle().parse(text.value) {
            return Int64(date.timeIntervalSince1970 * 1000)
        }
        diagnostics.error(
            at: text.location,
            key: key,
            "expected a moment with its zone, found `\(text.value)`",
            suggestion: "write it as `2026-03-01T10:15:00Z`"
        )
        return usualMoment
    }
}

extension MapTest.Content {
    /// Reads a text, or `file: PATH`.
    init?(_ node: Node, key: String, into diagnostics: inout Diagnostics) {
        if let text = node.scalar {
            self = .inline(Located(text, at: node.location))
            return
        }
        if node["resourceType"] != nil {
            diagnostics.error(
                at: node.location,
                key: key,
                "this would be read as YAML",
                suggestion: "put JSON below `\(key.split(separator: ".").last ?? ""): |`, indented"
            )
            return nil
        }
        guard var keys = MappingReader(node, path: key, into: &diagnostics) else { return nil }
        let file = keys.requiredText("file", into: &diagnostics)
        keys.finish(into: &diagnostics)
        guard let file else { return nil }
        self = .file(file)
    }
}

extension MapTest.Expectation {
    /// Reads a whole output (text, or `file: PATH`), or expressions with their values.
    init?(_ node: Node, key: String, into diagnostics: inout Diagnostics) {
        guard let entries = node.mapping, node["file"] == nil, node["resourceType"] == nil else {
            guard let content = MapTest.Content(node, key: key, into: &diagnostics) else { return nil }
            self = .whole(content)
            return
        }
        let values = entries.map { entry in
            let texts = MapTest.Texts(entry.value, key: "\(key).\(entry.key)", into: &diagnostics)
            return MapTest.Value(
                expression: Located(entry.key, at: entry.location),
                texts: texts.texts,
                node: entry.value
            )
        }
        self = .values(values)
    }
}

extension MapTest.Texts {
    /// Reads a text or a list of them.
    init(_ node: Node, key: String, into diagnostics: inout Diagnostics) {
        self.node = node
        var texts: [String] = []
        for item in node.sequence ?? [node] {
            if let text = item.scalar {
                texts.append(text)
            } else {
                diagnostics.error(at: item.location, key: key, "expected text, found \(item.kind)")
            }
        }
        self.texts = texts
    }
}
