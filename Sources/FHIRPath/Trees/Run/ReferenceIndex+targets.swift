// What the references of a resource lead to, for those who ask what belongs together.

public import FHIR

extension ReferenceIndex {
    /// The resources of the tree that the References at and below a node lead to, each as often as it is referred to.
    ///
    /// - Parameters:
    ///   - node: where to begin.
    ///   - tree: the tree that was indexed.
    /// - Returns: the resources, in the order of the references.
    public func targets(of node: Tree.Index, in tree: Tree) -> [Tree.Index] {
        var targets: [Tree.Index] = []
        collect(tree.node(at: node), &targets)
        return targets
    }

    private func collect(_ node: Tree.Node, _ targets: inout [Tree.Index]) {
        if node.type.name == "Reference", let address = node["reference"]?.text,
            let target = ReferenceTarget.find(address, from: node.index, in: node.tree, self)
        {
            targets.append(target)
        }
        for child in node.children { collect(child, &targets) }
    }
}
