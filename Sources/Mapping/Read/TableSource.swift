// Reads one code table: `tables/administrative-gender.yaml` (stage "read").

import FHIRPath
import LocatedYAML

/// Code tables as files have them.
enum TableSource {
    private enum Unmapped: String, CaseIterable {
        case error, warn, pass, omit, absent
    }

    /// Reads a table; `nil` where it has no name or no codes.
    static func read(_ root: Node, into diagnostics: inout Diagnostics) -> CodeTable? {
        guard var reader = MappingReader(root, into: &diagnostics) else { return nil }
        let name = reader.requiredText("table", into: &diagnostics)
        let system = reader.text("system", into: &diagnostics)?.value
        let fallback = reader.text("default", into: &diagnostics)
        let unmapped = reader.choice("unmapped", of: Unmapped.self, into: &diagnostics)
        let codes = reader.required("codes", into: &diagnostics)
        let reverse = reader.optional("reverse")
        reader.finish(into: &diagnostics)
        guard let name, let entries = codes?.mapping else {
            if let codes {
                diagnostics.error(at: codes.location, key: "codes", "expected a mapping from code to code")
            }
            return nil
        }
        var rows = entries.compactMap { row($0, system: system, into: &diagnostics) }
        if let fallback {
            // The default looks like the row that yields its code, so that it has that row's display.
            let like = rows.first { $0.code == fallback.value }
            rows.append(
                CodeTable.Row(
                    source: "",
                    code: fallback.value,
                    display: like?.display,
                    system: like?.system ?? system,
                    location: fallback.location
                )
            )
        }
        let policy: CodeTable.Unmapped =
            switch unmapped {
            case .error: .error
            case .pass: .pass
            case .omit: .omit
            case .warn: .warn
            case .absent: .absent(Int32(rows.count))
            case nil: fallback == nil ? .warn : .row(Int32(rows.count - 1))
            }
        if case .absent = policy { rows.append(absent(at: name.location)) }
        let back = reverse.map { self.back($0, of: rows, into: &diagnostics) } ?? [:]
        return CodeTable(name: name.value, unmapped: policy, rows: rows, back: back)
    }

    /// What stands for a code that the table does not have: HL7's own code for it (FHIR R4 data-absent-reason).
    private static func absent(at location: SourceLocation) -> CodeTable.Row {
        CodeTable.Row(
            source: "",
            code: "unknown",
            display: "Unknown",
            system: "http://terminology.hl7.org/CodeSystem/data-absent-reason",
            location: location
        )
    }

    /// The way back for codes that several rows have.
    private static func back(
        _ node: Node,
        of rows: [CodeTable.Row],
        into diagnostics: inout Diagnostics
    ) -> [String: String] {
        guard let entries = node.mapping else {
            diagnostics.error(at: node.location, key: "reverse", "expected a mapping from code to code")
            return [:]
        }
        var back: [String: String] = [:]
        for entry in entries {
            guard let code = entry.value.scalar else {
                diagnostics.error(
                    at: entry.value.location,
                    key: "reverse.\(entry.key)",
                    "expected a code, found \(entry.value.kind)"
                )
                continue
            }
            if !rows.contains(where: { $0.source == code && $0.code == entry.key }) {
                diagnostics.error(
                    at: entry.location,
                    key: "reverse.\(entry.key)",
                    "no row of `codes` leads from `\(code)` to `\(entry.key)`"
                )
            }
            back[entry.key] = code
        }
        return back
    }

    private static func row(
        _ entry: Entry,
        system: String?,
        into diagnostics: inout Diagnostics
    ) -> CodeTable.Row? {
        if let code = entry.value.scalar {
            return CodeTable.Row(source: entry.key, code: code, system: system, location: entry.location)
        }
        guard var reader = MappingReader(entry.value, path: "codes.\(entry.key)", into: &diagnostics) else {
            return nil
        }
        let code = reader.requiredText("code", into: &diagnostics)
        let display = reader.text("display", into: &diagnostics)
        let own = reader.text("system", into: &diagnostics)
        reader.finish(into: &diagnostics)
        return code.map {
            CodeTable.Row(
                source: entry.key,
                code: $0.value,
                display: display?.value,
                system: own?.value ?? system,
                location: entry.location
            )
        }
    }
}
