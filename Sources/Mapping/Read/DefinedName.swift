// What `from:` and `to:` name, found in the definitions of HL7 v2 and FHIR (stage "resolve").

import FHIR
import FHIRPath
import HL7v2
import LocatedYAML

/// Something that HL7 v2 defines under a name.
enum DefinedName: Hashable, Sendable {
    /// The messages of a structure.
    case structure(String)
    /// A segment.
    case segment(String)
    /// The values of a datatype.
    case datatype(String)

    /// What it is called.
    var name: String {
        switch self {
        case .structure(let name), .segment(let name), .datatype(let name): name
        }
    }

    /// Reads `hl7v2 PID`; `nil` where there is no such thing, which is reported.
    static func hl7v2(
        _ text: Located<String>,
        key: String,
        into diagnostics: inout Diagnostics
    ) -> DefinedName? {
        let words = text.value.split(separator: " ").map(String.init)
        guard words.count == 2, words[0] == "hl7v2" else {
            diagnostics.error(
                at: text.location,
                key: key,
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
            key: key,
            "HL7 v2 has no structure, segment or datatype `\(name)`",
            suggestion: closestMatch(to: name, in: known).map { "did you mean `\($0)`?" }
        )
        return nil
    }

    /// Reads `fhir Patient`; `nil` where R4 has no such type, which is reported.
    static func fhir(
        _ text: Located<String>,
        key: String,
        into diagnostics: inout Diagnostics
    ) -> TypeID? {
        let words = text.value.split(separator: " ").map(String.init)
        guard words.count == 2, words[0] == "fhir" else {
            diagnostics.error(
                at: text.location,
                key: key,
                "expected `fhir` and a type",
                suggestion: "as in `fhir Patient`"
            )
            return nil
        }
        if let type = FHIR.Definitions.r4.type(named: words[1]) { return type }
        let names = FHIR.Definitions.r4.types.map(\.name)
        diagnostics.error(
            at: text.location,
            key: key,
            "FHIR R4 has no type `\(words[1])`",
            suggestion: closestMatch(to: words[1], in: names).map { "did you mean `\($0)`?" }
        )
        return nil
    }
}
