// What is written for a code that a table says cannot be told (`unmapped: absent`).
//
// A Coding or CodeableConcept takes HL7's code for it as any other row; an element of a single value has no room
// for a code of another system, and takes the extension data-absent-reason in its place (FHIR R4 §2.4.1).

import FHIR

extension MapRun {
    /// Writes that an element of a single value has one that is not known; whether it could be written.
    mutating func writeAbsence(_ slot: Plan.Slot, to parent: TreeBuilder.Node) -> Bool {
        let definitions = builder.definitions
        guard let extensions = definitions.member(named: "extension", in: definitions.type(of: slot.member)),
            let url = definitions.member(named: "url", in: definitions.type(of: extensions)),
            let code = definitions.member(named: "valueCode", in: definitions.type(of: extensions))
        else { return false }
        let node =
            slot.isRepeating
            ? builder.append(slot.member, to: parent) : builder.existingOrNew(slot.member, in: parent)
        let reason = builder.append(extensions, to: node)
        do {
            traceNextText()
            try builder.primitive(url, Self.reasonURL, in: reason)
            traceNextText()
            try builder.primitive(code, "unknown", in: reason)
            return true
        } catch {
            builder.remove(reason)
            return false
        }
    }

    private static let reasonURL = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
}
