// Whom a resource is about, for ordering: the shipped meaning of `order_by: patient` where FHIR comes in.
//
// A Patient counts by its id and its identifiers, everything else by its references to patients, wherever they stand:
// so a Patient that is linked to another one waits for the lanes of both. Medical record numbers alone are taken where
// a Patient's identifiers say which they are, as with HL7 v2.

import FHIR

extension LaneKey {
    /// The keys of the patients that a resource or Bundle names, sorted, each once.
    ///
    /// What names none is ordered against the others of its listener that name none.
    static func patients(of tree: Tree, id: String?, listener: String) -> [LaneKey] {
        var keys: Set<LaneKey> = []
        if let id, tree.root.type.name == "Patient" { keys.insert(LaneKey(.patient, "Patient", id)) }
        collect(tree.root, into: &keys)
        return keys.isEmpty ? [LaneKey(.unidentified, listener)] : keys.sorted()
    }

    /// The depth is bounded by the reader's.
    private static func collect(_ node: Tree.Node, into keys: inout Set<LaneKey>) {
        switch node.type.name {
        case "Patient":
            if let id = node["id"]?.text { keys.insert(LaneKey(.patient, "Patient", id)) }
            insert(IdentifierView.all("identifier", of: node), into: &keys)
        case "Reference":
            if let id = ReferenceView(node)?.id(ofType: "Patient") {
                keys.insert(LaneKey(.patient, "Patient", id))
            }
            if ["subject", "patient"].contains(node.name) {
                insert(IdentifierView.all("identifier", of: node), into: &keys)
            }
        default: break
        }
        for child in node.children where !child.type.isPrimitive { collect(child, into: &keys) }
    }

    private static func insert(_ identifiers: [IdentifierView], into keys: inout Set<LaneKey>) {
        let marked = identifiers.filter { $0.typeCodes.contains("MR") }
        for identifier in marked.isEmpty ? identifiers : marked {
            guard let value = identifier.value else { continue }
            keys.insert(LaneKey(.patient, identifier.system ?? "", value.uppercased()))
        }
    }
}
