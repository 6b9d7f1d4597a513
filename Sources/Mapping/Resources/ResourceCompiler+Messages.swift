// The message maps of a site: by their names, and for other versions than their own.

import FHIR
import HL7v2
import LocatedYAML

extension ResourceCompiler {
    /// Compiles every map; the message maps come back by name.
    mutating func compileAll() -> [String: ResourceMap] {
        reportTwins()
        var messages: [(source: ResourceMapSource, structure: Structure, parts: MessageParts)] = []
        for source in sources {
            guard case .structure(let name) = source.target, let structure = Structure.named(name) else {
                continue
            }
            version = source.version
            isShared = false
            messages.append((source, structure, compile(inheriting: source, structure)))
        }
        checkShared()
        var maps: [String: ResourceMap] = [:]
        for (source, structure, parts) in messages {
            maps[source.name] = map(source, structure, parts, version: source.version)
        }
        return maps
    }

    /// Compiles the message map of a name for another version than its own: what the version does not have is left out.
    mutating func compile(_ name: String, version: HL7v2.Version) -> ResourceMap? {
        for source in sources where source.name == name {
            guard case .structure(let name) = source.target, let structure = Structure.named(name) else {
                continue
            }
            self.version = version
            isShared = true
            let parts = compile(inheriting: source, structure)
            return map(source, structure, parts, version: version)
        }
        return nil
    }

    /// Compiles a message map and what it uses.
    private mutating func compile(inheriting source: ResourceMapSource, _ structure: Structure)
        -> MessageParts
    {
        strictFile = source.inherits ? source.path : nil
        ownConstants = source.constants
        let parts = compile(message: source, structure)
        strictFile = nil
        compileWaiting()
        return parts
    }

    private func map(
        _ source: ResourceMapSource,
        _ structure: Structure,
        _ parts: MessageParts,
        version: HL7v2.Version
    ) -> ResourceMap {
        ResourceMap(
            name: source.name,
            type: source.origin,
            structure: structure,
            version: version,
            condition: parts.condition,
            split: parts.split,
            blocks: parts.blocks,
            plan: plan,
            location: source.location
        )
    }

    /// Two maps of one name, source and target leave open which is meant; message maps are found by their names alone.
    private mutating func reportTwins() {
        var known: [String: ResourceMapSource] = [:]
        for source in sources {
            let key =
                if case .structure = source.target { "message \(source.name)" } else {
                    "\(source.name) \(source.target) \(definitions[source.origin].name)"
                }
            if let other = known[key] {
                diagnostics.error(
                    at: source.location,
                    key: "map",
                    "`\(other.path)` has a map of this name",
                    suggestion: "give one of them another name"
                )
            }
            known[key] = source
        }
    }
}
