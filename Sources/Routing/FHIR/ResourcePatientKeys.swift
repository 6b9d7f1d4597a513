// Whom a resource is about, for ordering: the shipped meaning of `order_by: patient` where FHIR comes in.
//
// A Patient counts by its id and its identifiers, everything else by its references to patients, wherever they stand:
// so a Patient that is linked to another one waits for the lanes of both. Medical record numbers alone are taken where
// a Patient's identifiers say which they are, as with HL7 v2.

import FHIR

extension LaneName {
    /// The lanes of the patients that a resource or Bundle names, each once.
    ///
    /// What names none is ordered against the others of its listener that name none.
    static func patients(of tree: Tree, id: String?, listener: String) -> Set<LaneName> {
        var names: Set<LaneName> = []
        if let id, tree.root.type.name == "Patient" { names.insert(LaneName(.patient, "Patient", id)) }
        collect(tree.root, into: &names)
        return names.isEmpty ? [LaneName(.unidentified, listener)] : names
    }

    /// The depth is bounded by the reader's.
    private static func collect(_ node: Tree.Node, into names: inout Set<LaneName>) {
        switch node.type.name {
        case "Patient":
            if let id = node["id"]?.text { names.insert(LaneName(.patient, "Patient", id)) }
            insert(IdentifierView.all("identifier", of: node), into: &names)
        case "Reference":
            if let id = ReferenceView(node)?.id(ofType: "Patient") {
                names.insert(LaneName(.patient, "Patient", id))
            }
            if ["subject", "patient"].contains(node.name) {
                insert(IdentifierView.all("identifier", of: node), into: &names)
            }
        default: break
        }
        for child in node.children where !child.type.isPrimitive { collect(child, into: &names) }
    }

    private static func insert(_ identifiers: [IdentifierView], into names: inout Set<LaneName>) {
        let marked = identifiers.filter { $0.typeCodes.contains("MR") }
        for identifier in marked.isEmpty ? identifiers : marked {
            guard let value = identifier.value else { continue }
            names.insert(LaneName(.patient, identifier.system ?? "", value.uppercased()))
        }
    }
}
