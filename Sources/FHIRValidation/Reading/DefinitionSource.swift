// A StructureDefinition as it stands in a file, before its elements are looked at.
//
// The snapshot is used where there is one: it is complete. What it repeats of the standard is not complained of when
// it is not known here; a differential, if there too, tells which elements the profile itself is about.

import FHIR

/// A StructureDefinition of a site.
struct DefinitionSource: Sendable {
    let place: Place
    let url: String
    let name: String
    let version: String?
    /// The name of the type that it constrains.
    let type: String
    let base: CanonicalAddress?
    let isConstraint: Bool
    /// Whether the elements say all, so that the base need not be known.
    let isWhole: Bool
    let elements: [ElementEntry]
    /// The elements that the differential names; `nil` where there is no differential.
    let mentioned: Set<String>?

    /// Reads a StructureDefinition.
    init(_ place: Place) {
        let root = place.node
        self.place = place
        url = root["url"]?.text ?? ""
        name = root["name"]?.text ?? ""
        version = root["version"]?.text
        type = root["type"]?.text ?? ""
        base = root["baseDefinition"]?.text.map(CanonicalAddress.init)
        isConstraint = root["derivation"]?.text != "specialization"
        let snapshot = root.nodes(at: "snapshot.element")
        let differential = root.nodes(at: "differential.element")
        isWhole = !snapshot.isEmpty
        elements = ElementEntry.read((snapshot.isEmpty ? differential : snapshot).map(place.at))
        mentioned =
            snapshot.isEmpty || differential.isEmpty
            ? nil : Set(ElementEntry.read(differential.map(place.at)).map(\.label))
    }

    /// Whether what an element says is the profile's own, and not repeated from its base.
    func isOwn(_ entry: ElementEntry) -> Bool { mentioned?.contains(entry.label) ?? true }
}
