// The left side of a rule that fills HL7 v2: `PID-3.1` of a segment, `.4.2` of a value.

import FHIRPath
import HL7v2
import LocatedYAML

/// A key as it is written.
struct FieldKey {
    /// The segment; `nil` for a part of the value at hand.
    let segment: String?
    /// Field, component and subcomponent, or component and subcomponent.
    let numbers: [Int]

    init?(_ text: String) {
        let rest: Substring
        if text.hasPrefix(".") {
            segment = nil
            rest = text.dropFirst()
        } else {
            guard let end = text.firstIndex(where: { $0 == "-" || $0 == "." }), end != text.startIndex
            else {
                return nil
            }
            segment = String(text[..<end])
            rest = text[text.index(after: end)...]
        }
        let parts = rest.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
        guard !parts.isEmpty, parts.count <= (segment == nil ? 2 : 3), parts.allSatisfy({ $0 > 0 })
        else {
            return nil
        }
        numbers = parts
    }
}

/// What rules fill.
enum FieldTarget {
    /// A segment.
    case segment(String)
    /// A value of a datatype; `*` where nothing is known about it.
    case datatype(String)
}

extension ResourceCompiler {
    /// What a key of `set` means; `nil` where it means nothing, which is reported unless the map is shared and only
    /// the version lacks it.
    mutating func slot(_ entry: Entry, of target: FieldTarget) -> FieldSlot? {
        guard let key = FieldKey(entry.key) else {
            let example = if case .segment(let name) = target { "\(name)-3.1" } else { ".1" }
            diagnostics.error(
                at: entry.location,
                key: self.key,
                "expected a place such as `\(example)`"
            )
            return nil
        }
        switch (target, key.segment) {
        case (.segment(let name), let segment?) where segment == name:
            return field(key, of: name, at: entry.location)
        case (.datatype(let name), nil):
            return component(key.numbers, of: name, at: entry.location)
        case (.segment(let name), _):
            diagnostics.error(
                at: entry.location,
                key: self.key,
                "this fills \(name)",
                suggestion: "write `\(name)-\(key.numbers.map(String.init).joined(separator: "."))`"
            )
            return nil
        case (.datatype(let name), _):
            diagnostics.error(
                at: entry.location,
                key: self.key,
                "this fills a value of \(name)",
                suggestion: "write its parts as `.1` and `.4.2`"
            )
            return nil
        }
    }

    private mutating func field(_ key: FieldKey, of segment: String, at location: SourceLocation)
        -> FieldSlot?
    {
        let name = "\(segment)-\(key.numbers.map(String.init).joined(separator: "."))"
        guard let segmentName = SegmentName(wellFormed: segment), !segmentName.isLocal,
            let definition = HL7v2.Definitions.shared.segment(segmentName)
        else {
            // A site's own segment holds what the site likes.
            let repeats = key.numbers.count == 1
            return FieldSlot(
                path: key.numbers,
                name: name,
                datatype: "*",
                repeats: repeats,
                version: version
            )
        }
        let repeatsNow = definition.field(key.numbers[0])?.repeats == true
        guard let field = definition.field(key.numbers[0], version: version) else {
            let isKnown = definition.field(key.numbers[0]) != nil
            if isShared, isKnown { return nil }
            let count = definition.fields(version: version).last?.number ?? 0
            diagnostics.error(
                at: location,
                key: self.key,
                "\(segment) has no field \(key.numbers[0]) in \(version.text); its fields are 1 to \(count)"
            )
            return nil
        }
        guard key.numbers.count > 1 else {
            return FieldSlot(
                path: key.numbers,
                name: name,
                datatype: field.datatype,
                repeats: field.repeats,
                takesList: isShared && repeatsNow,
                version: version
            )
        }
        guard
            let part = component(
                Array(key.numbers.dropFirst()),
                of: field.datatype,
                at: location,
                called: name
            )
        else { return nil }
        return FieldSlot(
            path: key.numbers,
            name: name,
            datatype: part.datatype,
            repeats: false,
            version: version
        )
    }

    /// A component, and its subcomponent; of a datatype of which nothing is known, any.
    private mutating func component(
        _ numbers: [Int],
        of datatype: String,
        at location: SourceLocation,
        called name: String? = nil
    ) -> FieldSlot? {
        let name = name ?? "\(datatype).\(numbers.map(String.init).joined(separator: "."))"
        var current = datatype
        for number in numbers {
            guard let definition = HL7v2.Definitions.shared.datatype(current), !["*", "CM"].contains(current)
            else {
                current = "*"
                continue
            }
            if let component = definition.component(number, version: version) {
                current = component.datatype
                continue
            }
            // Before it had components, a value was its first one.
            if number == 1, definition.components(version: version).isEmpty { continue }
            if isShared, version < .newest || definition.component(number) != nil { return nil }
            let count = definition.components(version: version).last?.number ?? 0
            diagnostics.error(
                at: location,
                key: self.key,
                count == 0
                    ? "\(current) has no components in \(version.text)"
                    : "\(current) has no component \(number) in \(version.text); its components are 1 to \(count)"
            )
            return nil
        }
        return FieldSlot(path: numbers, name: name, datatype: current, repeats: false, version: version)
    }
}
