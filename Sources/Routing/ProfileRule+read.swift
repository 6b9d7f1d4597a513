// Reads what a profile says of one field, component or subcomponent.

import FHIRPath
import HL7v2
import LocatedYAML

extension ConformanceProfile.Rule {
    private static let lengthLimit = 1 << 30
    private static let countLimit = 100_000

    /// Reads a rule.
    ///
    /// - Returns: `nil` where it is no mapping. Problems are in `diagnostics`.
    init?(
        _ entry: Entry,
        _ place: ConformanceProfile.Place,
        key: String,
        into diagnostics: inout Diagnostics
    ) {
        guard var keys = MappingReader(entry.value, path: key, into: &diagnostics) else { return nil }
        self.init()
        title = keys.text("name", into: &diagnostics)?.value
        isRequired = keys.boolean("required", into: &diagnostics)
        isChecked = keys.boolean("check", into: &diagnostics)
        maximumLength = keys.integer("max_length", in: 0...Self.lengthLimit, into: &diagnostics)
        if place.component == 0 {
            datatype = Self.datatype(&keys, into: &diagnostics)
            minimumRepetitions = keys.integer("at_least", in: 0...Self.countLimit, into: &diagnostics)
            maximumRepetitions = Self.atMost(&keys, into: &diagnostics)
        }
        codes = Self.codes(&keys, into: &diagnostics)
        matches = Self.pattern(&keys, into: &diagnostics)
        keys.finish(into: &diagnostics)
    }

    private static func datatype(_ keys: inout MappingReader, into diagnostics: inout Diagnostics) -> String?
    {
        guard let text = keys.text("type", into: &diagnostics) else { return nil }
        if Definitions.shared.datatype(text.value) == nil {
            diagnostics.error(
                at: text.location,
                key: keys.path(of: "type"),
                "there is no datatype `\(text.value)`",
                suggestion: "write it as `ST`, `CWE` or `DTM`"
            )
        }
        return text.value
    }

    /// A number, or `any`.
    private static func atMost(_ keys: inout MappingReader, into diagnostics: inout Diagnostics) -> Int? {
        guard let text = keys.text("at_most", into: &diagnostics) else { return nil }
        if text.value == "any" { return Int.max }
        guard let count = Int(text.value), (0...countLimit).contains(count) else {
            let expected = "expected `any` or a whole number from 0 to \(countLimit), found `\(text.value)`"
            diagnostics.error(at: text.location, key: keys.path(of: "at_most"), expected)
            return nil
        }
        return count
    }

    /// Codes written out, those of a table of the standard, or one fixed value.
    private static func codes(_ keys: inout MappingReader, into diagnostics: inout Diagnostics) -> CodeList? {
        let written = keys.texts("codes", into: &diagnostics)
        let value = keys.text("value", into: &diagnostics)
        let table = keys.text("table", into: &diagnostics)
        if [written?.first?.location, value?.location, table?.location].compactMap({ $0 }).count > 1 {
            diagnostics.error(
                at: keys.location,
                key: keys.path,
                "`codes`, `value` and `table` exclude each other"
            )
        }
        if let table {
            guard let codes = Definitions.shared.table(table.value)?.codes() else {
                diagnostics.error(
                    at: table.location,
                    key: keys.path(of: "table"),
                    "there is no table `\(table.value)` with codes",
                    suggestion: "write it as `0001`, or list the `codes`"
                )
                return nil
            }
            return codes
        }
        return written.map { CodeList($0.map(\.value)) } ?? value.map { CodeList(exactly: $0.value) }
    }

    private static func pattern(
        _ keys: inout MappingReader,
        into diagnostics: inout Diagnostics
    ) -> (@Sendable (String) -> Bool)? {
        guard let text = keys.text("pattern", into: &diagnostics) else { return nil }
        guard let pattern = TextPattern(text.value) else {
            let key = keys.path(of: "pattern")
            diagnostics.error(at: text.location, key: key, "`\(text.value)` is not a regular expression")
            return nil
        }
        return { pattern.matches($0) }
    }
}
