// All message structures, and which structure an event means.
//
// A structure is compiled when it is first asked for, and kept. A wrong or missing MSH-9.3 is common
// (`ADT_A08` for what is an ADT_A01), so the event decides before it.

import Synchronization

/// The message structures that the definitions know.
public final class StructureCatalog: Sendable {
    /// The one catalog, over the built-in definitions.
    public static let shared = StructureCatalog()

    private let compiled = Mutex<[String: Structure]>([:])

    /// The names of all structures, sorted.
    public var names: [String] { DefinitionsTable.embedded.structures.keys.sorted() }

    /// The structure of a name.
    public func structure(named name: String) -> Structure? {
        if let known = compiled.withLock({ $0[name] }) { return known }
        guard let block = DefinitionsTable.embedded.structures[name] else { return nil }
        let rows = DefinitionsTable.rows(block).map { columns in
            (VersionSet(letters: columns[1]), GrammarParser.parse(columns[2]))
        }
        let structure = StructureBuilder.build(name: name, rows: rows)
        return compiled.withLock { structures in
            if let known = structures[name] { return known }
            structures[name] = structure
            return structure
        }
    }

    /// The structure that a message code and trigger event mean in the newest version that has the event.
    ///
    /// The same for all versions of a message, so that a site's mapping for a structure meets them all.
    public func structureName(messageCode: String, triggerEvent: String) -> String? {
        let rows = DefinitionsTable.embedded.events["\(messageCode)^\(triggerEvent)"] ?? []
        let newest = rows.max { left, right in
            (left.versions.newest ?? .v2_1) < (right.versions.newest ?? .v2_1)
        }
        return newest?.structure
    }

    /// All events there are, as message code and trigger event, sorted.
    public var events: [(messageCode: String, triggerEvent: String)] {
        DefinitionsTable.embedded.events.keys.sorted().compactMap { name in
            let parts = name.split(separator: "^").map(String.init)
            return parts.count == 2 ? (parts[0], parts[1]) : nil
        }
    }

    /// The structure of a message.
    ///
    /// By its event, else by MSH-9.3, else by the name that code and event make, else by the code alone.
    public func structure(for header: MessageHeader) -> Structure? {
        let byEvent = structureName(messageCode: header.messageCode, triggerEvent: header.triggerEvent)
        let spelled = "\(header.messageCode)_\(header.triggerEvent)"
        return [byEvent, header.messageStructure, spelled, header.messageCode].lazy
            .compactMap { $0.flatMap(self.structure(named:)) }.first
    }

    /// The structure that messages of a code have most often, for one whose event is missing or nobody's but its sender's:
    /// `ORU` alone, as feeds of version 2.1 write it, or `ORU^W01`.
    ///
    /// - Parameter code: the message code, MSH-9.1.
    /// - Returns: the structure; `nil` for codes whose events have nothing in common.
    public func usualStructure(messageCode code: String) -> Structure? {
        Self.usualStructures[code].flatMap(structure(named:))
    }

    private static let usualStructures = [
        "ADT": "ADT_A01", "BAR": "BAR_P01", "DFT": "DFT_P03", "MDM": "MDM_T02", "OML": "OML_O21",
        "ORM": "ORM_O01",
        "ORU": "ORU_R01", "RDE": "RDE_O11", "REF": "REF_I12", "SIU": "SIU_S12", "VXU": "VXU_V04",
    ]
}
