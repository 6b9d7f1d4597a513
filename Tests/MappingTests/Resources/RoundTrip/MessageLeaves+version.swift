// The version in which a message is to come back: its own, or a later one where it uses fields or components that only
// that has, as many senders do.

import HL7v2

extension MessageLeaves {
    /// The first version, from a given one on, that has most of what the message uses.
    func version(from own: Version) -> Version {
        let candidates = Version.allCases.filter { $0 >= own }
        let unknown = candidates.map { ($0, unknownParts(in: $0)) }
        return unknown.min { $0.1 < $1.1 }?.0 ?? own
    }

    /// How many values stand where a version has no field or component.
    private func unknownParts(in version: Version) -> Int {
        segments.reduce(0) { count, segment in
            guard let name = SegmentName(wellFormed: segment.name),
                let definition = Definitions.shared.segment(name)
            else { return count }
            return count
                + segment.fields.reduce(0) { $0 + Self.unknownParts(definition, $1.key, $1.value, version) }
        }
    }

    private static func unknownParts(
        _ segment: SegmentDefinition,
        _ number: Int,
        _ repetitions: [Repetition],
        _ version: Version
    ) -> Int {
        guard let field = segment.field(number, version: version) else {
            return repetitions.reduce(0) { $0 + $1.count }
        }
        guard let datatype = Definitions.shared.datatype(field.datatype) else { return 0 }
        return repetitions.joined().count { part, _ in
            part.component > 1 && datatype.component(part.component, version: version) == nil
        }
    }
}
