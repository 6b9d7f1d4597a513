// Reads one map file: its keys, and the parts that later stages compile (stage "read").

import FHIR
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
        case patch
    }

    /// Which Bundle comes out of a message map.
    enum BundleKind: String, CaseIterable, Sendable {
        case transaction, message, collection, batch
    }

    /// What travels along beside what rules write.
    enum Keep: String, CaseIterable, Sendable {
        case nothing
        /// What no rule read.
        case unmapped
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
    /// The maps that fill the Bundle of a message map, beside its entries.
    let use: Node?
    /// What becomes of the parts of a message that no rule reads.
    let keep: Keep
    /// Texts that its expressions name, `%name`.
    let constants: [String: String]
    /// Segments that senders put into its messages although no version has them there.
    let extraSegments: [Located<String>]
    /// Whether parts of it stand in other files, which may name what its messages do not have.
    let inherits: Bool

    /// Reads the keys of a map file; `nil` where the essential ones are wrong.
    static func read(_ file: MapFile, into diagnostics: inout Diagnostics) -> MapSource? {
        guard var reader = MappingReader(file.root, into: &diagnostics) else { return nil }
        _ = reader.optional("extends")
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
        let use = reader.optional("use")
        let keep = reader.choice("keep", of: Keep.self, into: &diagnostics)
        let constants = reader.optional("constants")
        let extraSegments = reader.texts("extra_segments", into: &diagnostics) ?? []
        _ = reader.optional("tests")  // Read by those who run them.
        reader.finish(into: &diagnostics)
        guard let name, let to, let target = DefinedName.fhir(to, key: "to", into: &diagnostics) else {
            return nil
        }
        guard let origin = origin(from, into: &diagnostics) else { return nil }
        return MapSource(
            name: name.value,
            location: name.location,
            path: file.path,
            origin: origin,
            target: target,
            parameters: parameters.map(\.value),
            when: source.when,
            identity: source.identity,
            write: write ?? .update,
            set: source.set,
            value: source.value,
            emit: source.emit,
            bundle: bundle ?? .transaction,
            use: use,
            keep: keep ?? .nothing,
            constants: ConstantsSource.read(constants, key: "constants", into: &diagnostics),
            extraSegments: extraSegments,
            inherits: file.inherits
        )
    }

    private static func origin(
        _ text: Located<String>?,
        into diagnostics: inout Diagnostics
    ) -> Origin? {
        guard let text else { return .parameters }
        return switch DefinedName.hl7v2(text, key: "from", into: &diagnostics) {
        case .structure(let name): .structure(name)
        case .segment(let name): .segment(name)
        case .datatype(let name): .datatype(name)
        case nil: nil
        }
    }
}
