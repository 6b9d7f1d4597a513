// Reads one map file: its keys, and the parts that later stages compile (stage "read").

import FHIR
import FHIRPath
import HL7v2
import LocatedYAML

/// A map file as it was written.
struct MapSource: Sendable {
    /// What a map turns into something else.
    enum Origin: Hashable, Sendable {
        /// Messages of a structure.
        case structure(String)
        /// A segment.
        case segment(String)
        /// A value of a datatype.
        case datatype(String)
        /// Its parameters only.
        case parameters
    }

    /// How a resource is written to the receiver.
    enum WriteMode: String, CaseIterable, Sendable {
        case update
        case createIfAbsent = "create-if-absent"
        case referenceOnly = "reference-only"
    }

    /// Which Bundle comes out of a message map.
    enum BundleKind: String, CaseIterable, Sendable {
        case transaction, message, collection, batch
    }

    let name: String
    let location: SourceLocation
    let path: String
    let origin: Origin
    let target: TypeID
    let parameters: [String]
    let when: Node?
    let identity: Node?
    let write: WriteMode
    let set: Node?
    let value: Node?
    let emit: Node?
    let bundle: BundleKind

    /// Reads the keys of a map file; `nil` where the essential ones are wrong.
    static func read(_ root: Node, path: String, into diagnostics: inout Diagnostics) -> MapSource? {
        guard var reader = MappingReader(root, into: &diagnostics) else { return nil }
        let name = reader.requiredText("map", into: &diagnostics)
        let from = reader.text("from", into: &diagnostics)
        let to = reader.requiredText("to", into: &diagnostics)
        let parameters = reader.texts("parameters", into: &diagnostics) ?? []
        let source = (
            when: reader.optional("when"), identity: reader.optional("identity"), set: reader.optional("set"),
            value: reader.optional("value"), emit: reader.optional("emit")
        )
        let write = reader.choice("write", of: WriteMode.self, into: &diagnostics)
        let bundle = reader.choice("bundle", of: BundleKind.self, into: &diagnostics)
        reader.finish(into: &diagnostics)
        guard let name, let to, let target = target(to, into: &diagnostics) else { return nil }
        guard let origin = origin(from, at: root.location, into: &diagnostics) else { return nil }
        return MapSource(
            name: name.value,
            location: name.location,
            path: path,
            origin: origin,
            target: target,
            parameters: parameters.map(\.value),
            when: source.when,
            identity: source.identity,
            write: write ?? .update,
            set: source.set,
            value: source.value,
            emit: source.emit,
            bundle: bundle ?? .transaction
        )
    }

    private static func target(_ text: Located<String>, into diagnostics: inout Diagnostics) -> TypeID? {
        let words = text.value.split(separator: " ")
        guard words.count == 2, words[0] == "fhir" else {
            diagnostics.error(
                at: text.location,
                key: "to",
                "expected `fhir` and a type",
                suggestion: "as in `fhir Patient`"
            )
            return nil
        }
        guard let type = FHIR.Definitions.r4.type(named: String(words[1])) else {
            let names = FHIR.Definitions.r4.types.map(\.name)
            diagnostics.error(
                at: text.location,
                key: "to",
                "FHIR R4 has no type `\(words[1])`",
                suggestion: closestMatch(to: String(words[1]), in: names).map { "did you mean `\($0)`?" }
            )
            return nil
        }
        return type
    }

    private static func origin(
        _ text: Located<String>?,
        at location: SourceLocation,
        into diagnostics: inout Diagnostics
    ) -> Origin? {
        guard let text else { return .parameters }
        let words = text.value.split(separator: " ").map(String.init)
        guard words.count == 2, words[0] == "hl7v2" else {
            diagnostics.error(
                at: text.location,
                key: "from",
                "expected `hl7v2` and a structure, segment or datatype",
                suggestion: "as in `hl7v2 PID`"
            )
            return nil
        }
        let name = words[1]
        if Structure.named(name) != nil { return .structure(name) }
        if Datatypes.isSegment(name) { return .segment(name) }
        if Datatypes.isDatatype(name) { return .datatype(name) }
        let known = StructureCatalog.shared.names + Datatypes.segmentNames
        diagnostics.error(
            at: text.location,
            key: "from",
            "HL7 v2 has no structure, segment or datatype `\(name)`",
            suggestion: closestMatch(to: name, in: known).map { "did you mean `\($0)`?" }
        )
        return nil
    }
}
