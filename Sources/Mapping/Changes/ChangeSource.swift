// Reads one map file from FHIR to FHIR: its keys, and the parts that later stages compile (stage "read").
//
// Where both sides are of one type the received value is copied, and what the map names is changed in the copy;
// else a new value is made. The forms of values are those of the other maps.

import FHIR
import LocatedYAML

/// A map from FHIR to FHIR as it was written.
struct ChangeSource: Sendable {
    let name: String
    let location: SourceLocation
    let path: String
    /// The type of the resource or element that it reads.
    let origin: TypeID
    /// The type that it makes.
    let target: TypeID
    let when: Node?
    /// What makes several resources of one, one after the other.
    let split: Node?
    /// Elements that go.
    let drop: Node?
    let set: Node?
    let emit: Node?
    /// What every reference becomes.
    let references: Node?
    /// Texts that its expressions name, `%name`.
    let constants: [String: String]

    /// Reads the keys of a map file; `nil` where the essential ones are wrong.
    static func read(_ file: MapFile, into diagnostics: inout Diagnostics) -> ChangeSource? {
        guard var reader = MappingReader(file.root, into: &diagnostics) else { return nil }
        _ = reader.optional("extends")
        let name = reader.requiredText("map", into: &diagnostics)
        let from = reader.requiredText("from", into: &diagnostics)
        let to = reader.requiredText("to", into: &diagnostics)
        let when = reader.optional("when")
        let split = reader.optional("split")
        let drop = reader.optional("drop")
        let set = reader.optional("set")
        let emit = reader.optional("emit")
        let references = reader.optional("references")
        let constants = reader.optional("constants")
        _ = reader.optional("tests")  // Read by those who run them.
        reader.finish(into: &diagnostics)
        guard let name, let from, let to,
            let origin = DefinedName.fhir(from, key: "from", into: &diagnostics),
            let target = DefinedName.fhir(to, key: "to", into: &diagnostics)
        else { return nil }
        return ChangeSource(
            name: name.value,
            location: name.location,
            path: file.path,
            origin: origin,
            target: target,
            when: when,
            split: split,
            drop: drop,
            set: set,
            emit: emit,
            references: references,
            constants: ConstantsSource.read(constants, key: "constants", into: &diagnostics)
        )
    }
}
