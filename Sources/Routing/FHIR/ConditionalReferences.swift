// References that are searches, such as `Patient?identifier=urn:oid:1.2.3|123` (FHIR R4, "HTTP", §3.1.0.11.3).

import FHIR

/// A reference by a condition.
struct ConditionalReference {
    /// The reference's text.
    let text: String
    /// The element that holds it.
    let node: Tree.Node
    /// What it asks for, or why that cannot be looked up.
    let search: Result<ResourceSearch, ResourceSearch.Flaw>

    /// Every one below a resource, in document order; the depth is bounded by the reader's.
    static func all(in resource: Tree.Node) -> [ConditionalReference] {
        var found: [ConditionalReference] = []
        collect(resource, into: &found)
        return found
    }

    private static func collect(_ node: Tree.Node, into found: inout [ConditionalReference]) {
        if let reference = ReferenceView(node), let text = reference.address,
            let condition = reference.condition
        {
            let search = Result { () throws(ResourceSearch.Flaw) in
                try ResourceSearch(type: condition.type, query: condition.query)
            }
            found.append(ConditionalReference(text: text, node: node, search: search))
        }
        for child in node.children where !child.type.isPrimitive { collect(child, into: &found) }
    }
}
