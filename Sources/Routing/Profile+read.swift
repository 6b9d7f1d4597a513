// Reads one profile, `profiles/NAME.yaml`, and refuses what the standard's definitions show to be a slip.

import FHIRPath
import HL7v2
import LocatedYAML

extension Profile {
    /// Reads a profile.
    ///
    /// - Returns: `nil` without a name. Problems are in `diagnostics`.
    init?(_ root: Node, into diagnostics: inout Diagnostics) {
        guard var keys = MappingReader(root, into: &diagnostics) else { return nil }
        let name = keys.requiredText("profile", into: &diagnostics)
        base = keys.text("extends", into: &diagnostics)
        let messages = keys.texts("for", into: &diagnostics) ?? []
        let segments = keys.required("segments", into: &diagnostics)
        keys.finish(into: &diagnostics)
        for message in messages where !Self.isKnown(message.value) {
            diagnostics.error(
                at: message.location,
                key: "for",
                "`\(message.value)` is no message of the standard",
                suggestion: "write it as `ORU`, `ORU^R01` or `ORU_R01`"
            )
        }
        var section = ConformanceProfile.Section(messages: messages.map(\.value))
        if let segments, var reader = MappingReader(segments, path: "segments", into: &diagnostics) {
            for entry in reader.named() {
                guard let name = Self.segmentName(entry.key, at: entry.location, into: &diagnostics),
                    let segment = ConformanceProfile.Segment(entry, named: name, into: &diagnostics)
                else { continue }
                section.segments[name] = segment
            }
        }
        guard let name else { return nil }
        self.name = name
        self.section = section
    }

    /// Whether a text is a message code, a code with its event, or a structure; those with a Z are a site's own.
    private static func isKnown(_ text: String) -> Bool {
        let parts = text.split(separator: "^", omittingEmptySubsequences: false).map(String.init)
        if parts.contains(where: { $0.hasPrefix("Z") }) { return true }
        if parts.count == 2 {
            return StructureCatalog.shared.structureName(messageCode: parts[0], triggerEvent: parts[1]) != nil
        }
        let names = StructureCatalog.shared.names
        return parts.count == 1 && names.contains { $0 == text || $0.hasPrefix(text + "_") }
    }

    /// A segment of the standard, or one of the site's own.
    fileprivate static func segmentName(
        _ text: String,
        at location: SourceLocation,
        into diagnostics: inout Diagnostics
    ) -> SegmentName? {
        if let name = SegmentName(wellFormed: text), name.isLocal || Definitions.shared.segment(name) != nil {
            return name
        }
        let meant = closestMatch(to: text, in: Definitions.shared.segmentNames.map(\.description))
        diagnostics.error(
            at: location,
            key: "segments",
            "there is no segment `\(text)`",
            suggestion: meant.map { "did you mean `\($0)`?" } ?? "segments of your own begin with Z"
        )
        return nil
    }
}

extension ConformanceProfile.Segment {
    /// The most segments of one name, and repetitions of one field, that a profile can count.
    fileprivate static let countLimit = 100_000

    fileprivate init?(_ entry: Entry, named name: SegmentName, into diagnostics: inout Diagnostics) {
        let path = "segments.\(entry.key)"
        guard var keys = MappingReader(entry.value, path: path, into: &diagnostics) else { return nil }
        self.init()
        let isRequired = keys.boolean("required", into: &diagnostics)
        let atLeast = keys.integer("at_least", in: 0...Self.countLimit, into: &diagnostics)
        minimum = atLeast ?? isRequired.map { $0 ? 1 : 0 }
        maximum = keys.integer("at_most", in: 0...Self.countLimit, into: &diagnostics)
        isChecked = keys.boolean("check", into: &diagnostics)
        if let text = keys.text("after", into: &diagnostics) {
            after = Profile.segmentName(text.value, at: text.location, into: &diagnostics)
        }
        if let node = keys.optional("fields"),
            var fields = MappingReader(node, path: "\(path).fields", into: &diagnostics)
        {
            for field in fields.named() {
                let key = "\(path).fields.\(field.key)"
                guard let place = ConformanceProfile.Place(field.key) else {
                    let text = "write a field as `3`, a component as `3.1`, a subcomponent as `3.1.2`"
                    diagnostics.error(at: field.location, key: key, text)
                    continue
                }
                let rule = ConformanceProfile.Rule(field, place, key: key, into: &diagnostics)
                rules[place] = rule
                check(field, place, in: name, key: key, isDefined: rule?.datatype != nil, into: &diagnostics)
            }
        }
        keys.finish(into: &diagnostics)
    }

    /// A field that no version has needs a type, so that a slip is not taken for one.
    private func check(
        _ field: Entry,
        _ place: ConformanceProfile.Place,
        in segment: SegmentName,
        key: String,
        isDefined: Bool,
        into diagnostics: inout Diagnostics
    ) {
        guard let definition = Definitions.shared.segment(segment), place.component == 0, !isDefined,
            definition.field(place.field) == nil
        else { return }
        let last = definition.fields().last?.number ?? 0
        diagnostics.error(
            at: field.location,
            key: key,
            "\(segment) has no field \(place.field); its fields are 1 to \(last)",
            suggestion: "a field of your own needs a `type`"
        )
    }
}

extension ConformanceProfile.Place {
    /// The highest number of a field, component or subcomponent.
    private static let numberLimit = 999

    /// Reads `3`, `3.1` or `3.1.2`.
    fileprivate init?(_ text: String) {
        let numbers = text.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
        guard (1...3).contains(numbers.count), numbers.allSatisfy({ (1...Self.numberLimit).contains($0) })
        else { return nil }
        self.init(
            field: numbers[0],
            component: numbers.count > 1 ? numbers[1] : 0,
            subcomponent: numbers.count > 2 ? numbers[2] : 0
        )
    }
}
