// The header of a message that a map makes: what the map says, else what the site says, else what follows from both.

import FHIR
import HL7v2

extension ResourceRun {
    /// Fills MSH where the map left it empty (HL7 v2.9 §2.13.9).
    mutating func writeHeader(_ heading: MessageHeading) {
        let header = builder.segment("MSH", in: .root) ?? builder.begin("MSH", in: .root)
        let names = [
            heading.sendingApplication, heading.sendingFacility, heading.receivingApplication,
            heading.receivingFacility,
        ]
        for (index, name) in names.enumerated() {
            guard let name, !builder.hasField(3 + index, in: header) else { continue }
            for (part, text) in name.split(separator: "^", omittingEmptySubsequences: false).enumerated() {
                builder.write(String(text), at: FieldPosition(3 + index, component: part + 1), of: header)
            }
        }
        writeType(header)
        writeEvent(header)
        let seconds = context.acceptedAt - context.acceptedAt % 1000
        let defaults: [(field: Int, text: String)] = [
            (7, DateTime(utcMilliseconds: seconds).hl7Text), (10, controlID), (11, heading.processingID),
            (12, map.version.text),
        ]
        for (field, text) in defaults where !builder.hasField(field, in: header) {
            builder.write(text, at: FieldPosition(field), of: header)
        }
        let isASCII = builder.bytes().allSatisfy { $0 < 0x80 }
        guard !isASCII, map.version >= .v2_3, !builder.hasField(18, in: header) else { return }
        builder.write("UNICODE UTF-8", at: FieldPosition(18), of: header)
    }

    /// MSH-9: the structure's code and event where the map says no other, and the structure since 2.3.1.
    private mutating func writeType(_ header: MessageBuilder.Segment) {
        let parts = map.structure.name.split(separator: "_")
        for (index, part) in parts.prefix(2).enumerated() {
            let position = FieldPosition(9, component: index + 1)
            if builder.hasValue(at: position, depth: 2, in: header) { continue }
            builder.write(String(part), at: position, of: header)
        }
        guard map.version >= .v2_3_1 else { return }
        builder.write(map.structure.name, at: FieldPosition(9, component: 3), of: header)
    }

    /// EVN-1 repeats the event in the versions that have it (HL7 v2.6 §3.4.1.1).
    private mutating func writeEvent(_ header: MessageBuilder.Segment) {
        guard let segment = builder.segment("EVN", in: .root), !builder.isEmpty(segment),
            !builder.hasField(1, in: segment),
            HL7v2.Definitions.shared.segment("EVN")?.field(1, version: map.version) != nil,
            let event = builder.text(at: FieldPosition(9, component: 2), of: header)
        else { return }
        builder.write(event, at: FieldPosition(1), of: segment)
    }
}
