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
        if let both = source.both {
            diagnostics.error(
                at: text.location,
                key: key,
                "`\(both.fhir)` takes FHIR and `\(both.hl7v2)` HL7 v2, and one expression is not about both",
                suggestion: "write a route for each"
            )
            return Receivers()
        }
        let (messages, resources) = choices(by: text, source, key: key, into: &diagnostics)
        guard messages != nil || resources != nil, let table = table(of: text, key: key, into: &diagnostics)
        else {
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
        receivers.receiver = RouteReceiver(messages: messages, resources: resources, positions: positions)
        return receivers
    }

    /// The expression compiled for what comes in.
    private func choices(
        by text: Located<String>,
        _ source: RouteSource,
        key: String,
        into diagnostics: inout Diagnostics
    ) -> (KeyExpression?, ResourceKeyExpression?) {
        guard source.fhir == nil else {
            let compiled = ResourceKeyExpression.compile(
                text.value,
                at: text.location,
                key: key,
                tables: scope.maps.tables,
                constants: scope.maps.variables,
                into: &diagnostics
            )
            return (nil, compiled)
        }
        let compiled = KeyExpression.compile(
            text.value,
            at: text.location,
            key: key,
            tables: scope.maps.tables,
            constants: scope.maps.variables,
            into: &diagnostics
        )
        return (compiled, nil)
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
