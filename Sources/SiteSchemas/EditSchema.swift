// The schema of edits, which stand in routes and in maps of their own.
//
// Which keys go together is for `corridor check`: here an edit has any of those that some kind of edit has.

/// Builds the schema of edits.
struct EditSchema {
    private let builder: SchemaBuilder

    init(_ reference: ReferenceTexts) {
        var builder = SchemaBuilder(mappings: Probe.mappings(of: Probe.editMap), reference: reference)
        builder.shapes = ["edit": Shape.list("edit"), "constants": Shape.named(Shape.text)]
        self.builder = builder
    }

    /// A map that edits.
    var map: JSONValue { builder.object([""], sections: ["The keys of a map that edits"]) }

    /// One edit.
    var edit: JSONValue {
        var builder = builder
        builder.demandsKeys = false
        builder.shapes["set"] = Shape.any([Shape.text, Shape.named(.object([]))])
        let paths = builder.mappings.keys.filter { $0.hasPrefix("edit") && !$0.contains("set") }
        return builder.object(paths.sorted(), sections: ["Edits"])
    }
}
