// The JSON Schemas of all site files, for editors: what may stand where, with the reference's words beside it.
//
// Keys, their types and what is required come from the readers themselves (see `Probe`); only the shapes of values
// that readers take in several forms are said here. A schema is milder than `corridor check`, which has the last word.

import LocatedYAML
import Mapping

/// The schemas of site files.
public enum SiteSchemas {
    /// A schema with the name of its file.
    public struct Schema: Sendable {
        /// Such as `routes.schema.json`.
        public let name: String
        /// The site files that it is for, as a glob.
        public let pattern: String
        /// The schema's JSON.
        public let text: String
    }

    /// All schemas.
    ///
    /// - Parameter reference: the text of Mappings/REFERENCE.md, for descriptions; may be empty.
    /// - Returns: a schema for each kind of file.
    public static func all(reference: String) -> [Schema] {
        let texts = ReferenceTexts(reference)
        return [
            schema("corridor", "corridor.yaml", "Settings of the engine", settings(texts)),
            schema("routes", "routes/*.yaml", "Listeners, destinations and routes", routes(texts)),
            schema(
                "map",
                "{hl7v2-to-fhir,fhir-to-hl7v2,fhir-to-fhir,hl7v2-to-hl7v2}/**/*.yaml",
                "A map",
                MapSchema(texts).schema
            ),
            schema("edits", "hl7v2-to-hl7v2/**/*.yaml", "A list of edits", edits(texts)),
            schema("table", "tables/**/*.yaml", "A code table", table(texts)),
            schema("profile", "profiles/*.yaml", "A profile of HL7 v2", profile(texts)),
            schema("test", "**/*.test.yaml", "Tests of maps and routes", tests(texts)),
        ]
    }

    private static func schema(_ name: String, _ pattern: String, _ title: String, _ body: JSONValue)
        -> Schema
    {
        let head = JSONValue.object([
            "$schema": .text("https://json-schema.org/draft/2020-12/schema"),
            "title": .text("Corridor: \(title)"),
        ])
        guard case .object(let members) = body else {
            return Schema(name: name, pattern: pattern, text: "{}")
        }
        let text = head.adding(members).written() + "\n"
        return Schema(name: "\(name).schema.json", pattern: pattern, text: text)
    }

    private static func settings(_ reference: ReferenceTexts) -> JSONValue {
        SchemaBuilder(
            mappings: Probe.mappings(of: Probe.settings),
            reference: reference,
            shapes: [
                "names": Shape.texts, "variables": Shape.named(Shape.text),
            ]
        ).object([""], sections: ["corridor.yaml"])
    }

    // MARK: Routes

    private static let names = "^[A-Za-z0-9._-]{1,64}$"

    private static func routes(_ reference: ReferenceTexts) -> JSONValue {
        var builder = SchemaBuilder(mappings: Probe.mappings(of: Probe.routes), reference: reference)
        builder.shapes["headers"] = Shape.named(Shape.text)
        builder.shapes["edit"] = Shape.list("edit")
        let listeners = Shape.any([
            builder.object(["listeners.mllp"], sections: ["Listeners"], fixed: ["type": "mllp"]),
            builder.object(["listeners.fhir"], sections: ["FHIR listeners"], fixed: ["type": "fhir"]),
        ])
        let destinations = Shape.any([
            builder.object(["destinations.fhir"], sections: ["Destinations"], fixed: ["type": "fhir"]),
            builder.object(
                ["destinations.http", "destinations.basic"],
                sections: ["Destinations"],
                fixed: ["type": "http"]
            ),
            builder.object(
                ["destinations.mllp", "destinations.mllp-address"],
                sections: ["MLLP destinations", "Destinations"],
                fixed: ["type": "mllp"]
            ),
        ])
        let member = builder.object(
            ["routes.group.routes.member", "routes.group.routes.dropping", "routes.group.otherwise"],
            sections: ["Routes"]
        )
        let single = builder.object(["routes.single", "routes.dropping"], sections: ["Routes"])
        builder.shapes["routes"] = Shape.named(Shape.reference("member"), pattern: names)
        builder.shapes["otherwise"] = Shape.reference("member")
        let group = builder.object(["routes.group"], sections: ["Groups of routes", "Routes"])
        return .object([
            "type": .text("object"),
            "properties": .object([
                "listeners": Shape.named(Shape.reference("listener"), pattern: names),
                "destinations": Shape.named(Shape.reference("destination"), pattern: names),
                "routes": Shape.named(
                    .object([
                        "if": .object(["required": .list([.text("routes")])]),
                        "then": Shape.reference("group"),
                        "else": Shape.reference("route"),
                    ]),
                    pattern: names
                ),
            ]),
            "additionalProperties": .boolean(false),
            "$defs": .object([
                "edit": EditSchema(reference).edit, "listener": listeners, "destination": destinations,
                "route": single, "member": member,
                "group": group,
            ]),
        ])
    }

    // MARK: Edits, tables, profiles, tests

    private static func edits(_ reference: ReferenceTexts) -> JSONValue {
        var builder = SchemaBuilder(mappings: Probe.mappings(of: Probe.edits), reference: reference)
        let values = Shape.any([Shape.text, Shape.reference("value")])
        builder.shapes = ["edit": Shape.list("edit"), "constants": Shape.named(Shape.text)]
        let map = builder.object([""], sections: ["The keys of a map that edits"])
        for key in ["to", "value", "otherwise"] { builder.shapes[key] = values }
        builder.shapes["set"] = Shape.any([Shape.text, Shape.named(values)])
        let value = builder.object(["edit.set.ZLR-1"], sections: ["Values"])
        let edit = builder.object(["edit", "edit.edit"], sections: ["Edits"])
        return map.adding([
            JSONValue.Member("$defs", .object(["edit": edit, "value": value]))
        ])
    }

    private static func table(_ reference: ReferenceTexts) -> JSONValue {
        var builder = SchemaBuilder(mappings: Probe.mappings(of: Probe.table), reference: reference)
        let row = builder.object(["codes.A"], sections: ["Tables"])
        builder.shapes["codes"] = Shape.named(Shape.any([Shape.text, row]))
        builder.shapes["reverse"] = Shape.named(Shape.text)
        return builder.object([""], sections: ["Tables"])
    }

    private static func profile(_ reference: ReferenceTexts) -> JSONValue {
        var builder = SchemaBuilder(mappings: Probe.mappings(of: Probe.profile), reference: reference)
        let field = builder.object(["segments.PID.fields.3"], sections: ["Fields of a profile"])
        builder.shapes["fields"] = Shape.named(field, pattern: "^[0-9]+(\\.[0-9]+){0,2}$")
        let segment = builder.object(["segments.PID"], sections: ["Segments of a profile"])
        builder.shapes["segments"] = Shape.named(segment)
        return builder.object([""], sections: ["Profiles"])
    }

    private static func tests(_ reference: ReferenceTexts) -> JSONValue {
        var builder = SchemaBuilder(mappings: Probe.mappings(of: Probe.test), reference: reference)
        builder.shapes["tests"] = Shape.list("test")
        return builder.object([""], sections: ["Tests"]).adding([
            JSONValue.Member("$defs", .object(["test": testDefinition(reference)]))
        ])
    }

    static func testDefinition(_ reference: ReferenceTexts) -> JSONValue {
        var builder = SchemaBuilder(mappings: Probe.mappings(of: Probe.test), reference: reference)
        let file = JSONValue.object([
            "type": .text("object"), "properties": .object(["file": Shape.text]),
            "required": .list([.text("file")]), "additionalProperties": .boolean(false),
        ])
        builder.shapes = [
            "given": Shape.any([.object(["type": .text("string")]), file]),
            "expect": Shape.any([.object(["type": .text("string")]), file, Shape.named(Shape.texts)]),
            "routes": Shape.texts, "errors": Shape.texts, "warnings": Shape.texts,
        ]
        return builder.object(["tests[1]"], sections: ["Tests"])
    }
}
