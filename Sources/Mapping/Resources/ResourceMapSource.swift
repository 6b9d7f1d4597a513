// Reads one map file whose source is FHIR: its keys, and the parts that later stages compile (stage "read").
//
// The forms are those of `MapSource`; what differs is what is read (resources and elements) and what can be made:
// messages, segments and datatypes of HL7 v2.

import FHIR
import HL7v2
import LocatedYAML

/// A map from FHIR as it was written.
struct ResourceMapSource: Sendable {
    let name: String
    let location: SourceLocation
    let path: String
    /// The type of the resource or element that it reads.
    let origin: TypeID
    let target: DefinedName
    /// For message maps: the version of the message.
    let version: HL7v2.Version
    let when: Node?
    /// For message maps: what makes several messages of one Bundle.
    let split: Node?
    let set: Node?
    let emit: Node?
    /// Texts that its expressions name, `%name`.
    let constants: [String: String]
    /// Whether parts of it stand in other files, which may make what its messages do not have.
    let inherits: Bool

    /// The version of messages where a map says none.
    static let usualVersion = HL7v2.Version.v2_5_1

    /// Reads the keys of a map file; `nil` where the essential ones are wrong.
    static func read(_ file: MapFile, into diagnostics: inout Diagnostics) -> ResourceMapSource? {
        guard var reader = MappingReader(file.root, into: &diagnostics) else { return nil }
        _ = reader.optional("extends")
        let name = reader.requiredText("map", into: &diagnostics)
        let from = reader.requiredText("from", into: &diagnostics)
        let to = reader.requiredText("to", into: &diagnostics)
        let version = reader.text("version", into: &diagnostics)
        let nodes = (
            when: reader.optional("when"), split: reader.optional("split"), set: reader.optional("set"),
            emit: reader.optional("emit")
        )
        let constants = reader.optional("constants")
        _ = reader.optional("tests")  // Read by those who run them.
        reader.finish(into: &diagnostics)
        guard let name, let from, let to,
            let origin = DefinedName.fhir(from, key: "from", into: &diagnostics),
            let target = DefinedName.hl7v2(to, key: "to", into: &diagnostics)
        else { return nil }
        return ResourceMapSource(
            name: name.value,
            location: name.location,
            path: file.path,
            origin: origin,
            target: target,
            version: version.flatMap { self.version($0, into: &diagnostics) } ?? usualVersion,
            when: nodes.when,
            split: nodes.split,
            set: nodes.set,
            emit: nodes.emit,
            constants: ConstantsSource.read(constants, key: "constants", into: &diagnostics),
            inherits: file.inherits
        )
    }

    private static func version(
        _ text: Located<String>,
        into diagnostics: inout Diagnostics
    ) -> HL7v2.Version? {
        if let version = HL7v2.Version(exactly: text.value) { return version }
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
