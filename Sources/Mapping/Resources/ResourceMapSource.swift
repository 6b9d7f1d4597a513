// Reads one map file whose source is FHIR: its keys, and the parts that later stages compile (stage "read").
//
// The forms are those of `MapSource`; what differs is what is read (resources and elements) and what can be made:
// messages, segments and datatypes of HL7 v2.

import FHIR
import FHIRPath
import HL7v2
import LocatedYAML

/// A map from FHIR as it was written.
struct ResourceMapSource: Sendable {
    /// What a map makes.
    enum Target: Hashable, Sendable {
        /// A message of a structure.
        case structure(String)
        /// A segment.
        case segment(String)
        /// A value of a datatype.
        case datatype(String)

        /// What it is called.
        var name: String {
            switch self {
            case .structure(let name), .segment(let name), .datatype(let name): name
            }
        }
    }

    let name: String
    let location: SourceLocation
    let path: String
    /// The type of the resource or element that it reads.
    let origin: TypeID
    let target: Target
    /// For message maps: the version of the message.
    let version: HL7v2.Version
    let when: Node?
    let set: Node?
    let emit: Node?

    /// The version of messages where a map says none.
    static let usualVersion = HL7v2.Version.v2_5_1

    /// Reads the keys of a map file; `nil` where the essential ones are wrong.
    static func read(_ root: Node, path: String, into diagnostics: inout Diagnostics)
        -> ResourceMapSource?
    {
        guard var reader = MappingReader(root, into: &diagnostics) else { return nil }
        let name = reader.requiredText("map", into: &diagnostics)
        let from = reader.requiredText("from", into: &diagnostics)
        let to = reader.requiredText("to", into: &diagnostics)
        let version = reader.text("version", into: &diagnostics)
        let nodes = (
            when: reader.optional("when"), set: reader.optional("set"), emit: reader.optional("emit")
        )
        reader.finish(into: &diagnostics)
        guard let name, let from, let to, let origin = origin(from, into: &diagnostics),
            let target = target(to, into: &diagnostics)
        else { return nil }
        return ResourceMapSource(
            name: name.value,
            location: name.location,
            path: path,
            origin: origin,
            target: target,
            version: version.flatMap { self.version($0, into: &diagnostics) } ?? usualVersion,
            when: nodes.when,
            set: nodes.set,
            emit: nodes.emit
        )
    }

    private static func origin(_ text: Located<String>, into diagnostics: inout Diagnostics)
        -> TypeID?
    {
        let words = text.value.split(separator: " ").map(String.init)
        guard words.count == 2, words[0] == "fhir" else {
            diagnostics.error(
                at: text.location,
                key: "from",
                "expected `fhir` and a type",
                suggestion: "as in `fhir Patient`"
            )
            return nil
        }
        if let type = FHIR.Definitions.r4.type(named: words[1]) { return type }
        let names = FHIR.Definitions.r4.types.map(\.name)
        diagnostics.error(
            at: text.location,
            key: "from",
            "FHIR R4 has no type `\(words[1])`",
            suggestion: closestMatch(to: words[1], in: names).map { "did you mean `\($0)`?" }
        )
        return nil
    }

    private static func target(_ text: Located<String>, into diagnostics: inout Diagnostics)
        -> Target?
    {
        let words = text.value.split(separator: " ").map(String.init)
        guard words.count == 2, words[0] == "hl7v2" else {
            diagnostics.error(
                at: text.location,
                key: "to",
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
            key: "to",
            "HL7 v2 has no structure, segment or datatype `\(name)`",
            suggestion: closestMatch(to: name, in: known).map { "did you mean `\($0)`?" }
        )
        return nil
    }

    private static func version(
        _ text: Located<String>,
        into diagnostics: inout Diagnostics
    ) -> HL7v2.Version? {
        if let version = HL7v2.Version.allCases.first(where: { $0.text == text.value }) {
            return version
        }
        let known = HL7v2.Version.allCases.map(\.text).joined(separator: ", ")
        diagnostics.error(
            at: text.location,
            key: "version",
            "`\(text.value)` is no version of HL7 v2",
            suggestion: "one of \(known)"
        )
        return nil
    }
}
