// The schema of map files: all directions with FHIR, edits, heirs and fragments.
//
// An heir says only what differs, and may not say in which direction it maps: it takes the entries and values of all.

import Mapping

/// Builds the schema of maps.
struct MapSchema {
    private let reference: ReferenceTexts
    private let message: SchemaBuilder
    private let resource: SchemaBuilder
    private let change: SchemaBuilder

    init(_ reference: ReferenceTexts) {
        self.reference = reference
        message = Self.builder(Probe.map, reference, value: "value", entry: "entry")
        resource = Self.builder(Probe.resourceMap, reference, value: "resourceValue", entry: "resourceEntry")
        var change = Self.builder(Probe.change, reference, value: "changeValue", entry: "changeEntry")
        change.shapes["drop"] = Shape.texts
        self.change = change
    }

    /// The schema, with its definitions.
    var schema: JSONValue {
        .object([
            "type": .text("object"),
            "if": .object(["required": .list([.text("extends")])]),
            "then": Shape.reference("heir"),
            "else": .object([
                "if": .object(["required": .list([.text("fragment")])]),
                "then": Shape.reference("fragment"),
                "else": .object([
                    "if": .object([
                        "properties": .object(["from": .object(["pattern": .text("^fhir ")])]),
                        "required": .list([.text("from")]),
                    ]),
                    "then": .object([
                        "if": .object([
                            "properties": .object(["to": .object(["pattern": .text("^fhir ")])]),
                            "required": .list([.text("to")]),
                        ]),
                        "then": Shape.reference("changeMap"),
                        "else": Shape.reference("resourceMap"),
                    ]),
                    "else": .object([
                        "if": .object([
                            "properties": .object(["to": .object(["pattern": .text("^hl7v2 ")])]),
                            "required": .list([.text("to")]),
                        ]),
                        "then": Shape.reference("editMap"),
                        "else": Shape.reference("messageMap"),
                    ]),
                ]),
            ]),
            "$defs": .object([
                "messageMap": message.object([""], sections: ["The keys of a map"]),
                "resourceMap": resource.object([""], sections: ["The keys of a map from FHIR"]),
                "changeMap": change.object([""], sections: ["The keys of a map from FHIR to FHIR"]),
                "editMap": EditSchema(reference).map, "edit": EditSchema(reference).edit,
                "heir": heir, "fragment": fragment,
                "entry": entry(message, "What a message map emits"),
                "resourceEntry": entry(resource, "What a map from FHIR emits"),
                "changeEntry": entry(change, "What changes in a Bundle"),
                "changeValue": value("changeValue", change, "emit.set.birthDate"),
                "value": value("value", message, "emit.set.birthDate"),
                "resourceValue": value("resourceValue", resource, "emit.set.PID-7"),
                "test": SiteSchemas.testDefinition(reference),
            ]),
        ])
    }

    private static let valueKinds = ["value", "resourceValue", "changeValue"].map(Shape.reference)
    private static let entryKinds = ["entry", "resourceEntry", "changeEntry"].map(Shape.reference)

    /// A map that extends another one, of any direction.
    private var heir: JSONValue {
        var builder = message
        builder.mappings[""] = [message, resource, change].flatMap { $0.mappings[""] ?? [] }
        builder.demandsKeys = false
        builder.earlyKeys = ["extends", "without"]
        builder.shapes["drop"] = Shape.texts
        builder.shapes["set"] = Shape.named(Shape.any(Self.valueKinds))
        builder.shapes["value"] = Shape.any(Self.valueKinds)
        builder.shapes["emit"] = .object(["type": .text("array"), "items": Shape.any(Self.entryKinds)])
        return builder.object(
            [""],
            sections: [
                "The keys of a map", "The keys of a map from FHIR", "The keys of a map from FHIR to FHIR",
            ]
        )
    }

    private var fragment: JSONValue {
        .object([
            "type": .text("object"),
            "properties": .object([
                "fragment": Shape.text, "constants": Shape.named(Shape.text),
                "emit": .object(["type": .text("array"), "items": Shape.any(Self.entryKinds)]),
            ]),
            "required": .list([.text("fragment"), .text("emit")]),
            "additionalProperties": .boolean(false),
        ])
    }

    /// An entry of `emit`, which may include fragments.
    private func entry(_ builder: SchemaBuilder, _ section: String) -> JSONValue {
        var builder = builder
        builder.earlyKeys = ["include", "without"]
        return builder.object(["emit"], sections: [section])
    }

    /// A value: text, a list of values, or one of the forms with keys.
    private func value(_ name: String, _ builder: SchemaBuilder, _ path: String) -> JSONValue {
        Shape.any([Shape.text, Shape.list(name), builder.object([path], sections: ["Values"])])
    }

    /// The builder of one direction, whose values and entries have these names.
    private static func builder(
        _ probe: SiteFile,
        _ reference: ReferenceTexts,
        value: String,
        entry: String
    ) -> SchemaBuilder {
        var builder = SchemaBuilder(mappings: Probe.mappings(of: probe), reference: reference)
        builder.shapes = [
            "when": Shape.text, "switch": Shape.text, "for": Shape.texts, "constant": Shape.text,
            "use": Shape.texts, "identity": Shape.texts, "group_by": Shape.texts, "key": Shape.texts,
            "value": Shape.reference(value), "otherwise": Shape.reference(value),
            "set": Shape.named(Shape.reference(value)), "cases": Shape.named(Shape.reference(value)),
            "emit": Shape.list(entry), "tests": Shape.list("test"), "extends": Shape.text,
            "constants": Shape.named(Shape.text),
            "include": Shape.texts, "without": Shape.texts,
        ]
        return builder
    }
}
