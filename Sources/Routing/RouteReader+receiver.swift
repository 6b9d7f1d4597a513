// Reads `to:` where a table chooses the destination.

import FHIRPath
import LocatedYAML
import Mapping

extension RouteReader {
    /// What `to:` says.
    struct Receivers {
        /// Indices into the site's destinations, with where they are named.
        var destinations: [(index: Int, name: Located<String>)] = []
        var receiver: RouteReceiver?
        /// What chooses among them, as it was written.
        var text: Located<String>?
    }

    /// Reads `to:`, a list of destinations or a lookup in a table of them.
    func receivers(
        _ keys: inout MappingReader,
        _ source: RouteSource,
        into diagnostics: inout Diagnostics
    ) -> Receivers {
        _ = keys.required("to", into: &diagnostics)
        let names = keys.texts("to", into: &diagnostics) ?? []
        let key = keys.path(of: "to")
        if let only = names.first, names.count == 1, only.value.contains("(") {
            return lookup(only, source, key: key, into: &diagnostics)
        }
        var receivers = Receivers()
        for name in names {
            if let index = scope.destinations.firstIndex(where: { $0.name == name.value }) {
                receivers.destinations.append((index, name))
            } else {
                let known = scope.destinations.map(\.name)
                diagnostics.error(unknown: "destination", name, key: key, known: known)
            }
        }
        return receivers
    }

    private func lookup(
        _ text: Located<String>,
        _ source: RouteSource,
        key: String,
        into diagnostics: inout Diagnostics
    ) -> Receivers {
        if let listener = source.fhir {
            diagnostics.error(
                at: text.location,
                key: key,
                "`\(listener.name)` takes FHIR, and a table chooses by HL7 v2 only",
                suggestion: "write a route for each destination, with a `when` of its own"
            )
            return Receivers()
        }
        let compiled = KeyExpression.compile(
            text.value,
            at: text.location,
            key: key,
            tables: scope.maps.tables,
            constants: scope.maps.variables,
            into: &diagnostics
        )
        guard let compiled, let table = table(of: text, key: key, into: &diagnostics) else {
            return Receivers()
        }
        var receivers = Receivers()
        var positions: [String: Int] = [:]
        for row in table.rows where positions[row.code] == nil {
            let name = Located(row.code, at: row.location)
            guard let index = scope.destinations.firstIndex(where: { $0.name == row.code }) else {
                let known = scope.destinations.map(\.name)
                diagnostics.error(unknown: "destination", name, key: key, known: known)
                continue
            }
            positions[row.code] = receivers.destinations.count
            receivers.destinations.append((index, name))
        }
        receivers.text = text
        receivers.receiver = RouteReceiver(key: compiled, positions: positions)
        return receivers
    }

    /// The table that an expression ends with.
    private func table(of text: Located<String>, key: String, into diagnostics: inout Diagnostics)
        -> CodeTable?
    {
        // It was parsed when it was compiled.
        guard let expression = try? Expression(text.value),
            case .call(_, "lookup", let arguments) = expression.kind,
            case .literal(.text(let name))? = arguments.first?.kind
        else {
            diagnostics.error(
                at: text.location,
                key: key,
                "expected a destination, or a lookup in a table of destinations",
                suggestion: "as in `ORC-21.10.lookup('facility-destination')`"
            )
            return nil
        }
        guard let table = scope.maps.tables.first(where: { $0.name == name }) else { return nil }
        if table.unmapped == .pass {
            diagnostics.error(
                at: text.location,
                key: key,
                "the table `\(name)` passes codes that it does not have, and they are no destinations",
                suggestion: "write `unmapped: omit` there: such messages go to `otherwise`"
            )
        }
        return table
    }
}
