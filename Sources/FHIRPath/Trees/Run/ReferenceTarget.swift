// Where a reference points inside of a tree: `#id` among contained resources, and entries of the Bundle
// (FHIR R4, "Resolving references in Bundles").

import FHIR

/// Finds what references mean.
enum ReferenceTarget {
    /// The resource that an address means when it is read at a node; `nil` where the tree does not have it.
    static func find(
        _ address: String,
        from index: Tree.Index,
        in tree: Tree,
        _ references: ReferenceIndex? = nil
    ) -> Tree.Index? {
        let resources = tree.ancestry(of: index).filter { tree.definitions.isResource(tree.type(at: $0)) }
        if address.hasPrefix("#") { return contained(String(address.dropFirst()), resources, tree) }
        // The innermost Bundle first.
        for resource in resources.reversed() {
            let node = tree.node(at: resource)
            guard node.type.name == "Bundle" else { continue }
            if let references, references.isIndex(of: resource) {
                let base = base(of: index, in: node, tree)
                return references.target(of: plain(address), base: base)
            }
            if let found = entry(address, of: node, from: index, in: tree) { return found }
        }
        return nil
    }

    private static func contained(_ id: String, _ resources: [Tree.Index], _ tree: Tree) -> Tree.Index? {
        for resource in resources.reversed() {
            let node = tree.node(at: resource)
            // `#` alone means the resource that contains this one.
            if id.isEmpty {
                guard node.children.contains(where: { $0.name == "contained" }) else { continue }
                return resource
            }
            let match = node.children(named: "contained").first { $0["id"]?.text == id }
            if let match { return match.index }
        }
        return nil
    }

    private static func entry(
        _ address: String,
        of bundle: Tree.Node,
        from index: Tree.Index,
        in tree: Tree
    ) -> Tree.Index? {
        let plain = plain(address)
        let isAbsolute = plain.contains(":")
        let entries = bundle.children(named: "entry")
        let base = isAbsolute ? nil : self.base(of: index, in: bundle, tree)
        for entry in entries {
            guard let resource = entry["resource"] else { continue }
            let fullURL = entry["fullUrl"]?.text
            if isAbsolute, fullURL == plain { return resource.index }
            guard !isAbsolute else { continue }
            let wanted = base.map { $0 + plain }
            if let fullURL, !fullURL.hasPrefix("urn:"), let wanted {
                if fullURL == wanted { return resource.index }
            } else if let id = resource["id"]?.text, "\(resource.type.name)/\(id)" == plain {
                return resource.index
            }
        }
        return nil
    }

    /// An address without its version.
    private static func plain(_ address: String) -> String {
        address.split(separator: "|", maxSplits: 1).first.map(String.init) ?? address
    }

    /// The server that the entry of a node came from, by its full address.
    private static func base(of index: Tree.Index, in bundle: Tree.Node, _ tree: Tree) -> String? {
        let ancestry = tree.ancestry(of: index)
        guard let position = ancestry.firstIndex(of: bundle.index), position + 1 < ancestry.count else {
            return nil
        }
        let entry = tree.node(at: ancestry[position + 1])
        guard entry.name == "entry", let address = entry["fullUrl"]?.text, !address.hasPrefix("urn:") else {
            return nil
        }
        let parts = address.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count > 2 ? parts.dropLast(2).joined(separator: "/") + "/" : nil
    }
}
