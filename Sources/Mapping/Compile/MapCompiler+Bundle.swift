// What a Bundle says of itself, by the maps that `use:` of a message map names. Its kind and its entries are no matter of
// theirs.

import FHIR
import FHIRPath
import LocatedYAML

extension MapCompiler {
    /// The maps that fill a Bundle.
    mutating func bundleUses(_ node: Node, of bundle: TypeID, _ scope: Scope) -> Plan.Run {
        for name in (node.sequence ?? [node]).compactMap(\.scalar) {
            guard let map = compiler.directory.map(named: name, to: [bundle]) else { continue }
            for entry in sources[map].set?.mapping ?? [] {
                let element = entry.key.prefix { $0 != "." }
                guard element == "type" || element == "entry" else { continue }
                diagnostics.error(
                    at: entry.location,
                    key: "set.\(entry.key)",
                    "no map fills this element of a Bundle",
                    suggestion: "`bundle:` of the message map says its kind, `emit:` its entries"
                )
            }
        }
        return uses(node, of: bundle, scope)
    }
}
