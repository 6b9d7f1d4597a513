// Whether references point to what their element allows (FHIR R4, "References").
//
// The type of a target is known where the address says it (`Patient/1`, also behind a server's address), where the
// target is contained, and where it is an entry of the same Bundle. What is not known is not judged.

import FHIR

struct ReferenceRules {
    private let tree: Tree
    /// What the entries of Bundles say they are, by their full addresses.
    private var entries: [String: TypeID] = [:]
    /// What is contained, by the resource that contains it and the id.
    private var contained: [Tree.Index: [String: TypeID]] = [:]

    init(_ tree: Tree) {
        self.tree = tree
    }

    /// Learns a resource that references may point to; resources come before what they hold.
    mutating func learn(_ node: Tree.Node, resource: Tree.Index) {
        switch node.name {
        case "entry":
            guard let address = node["fullUrl"]?.text, let target = node["resource"] else { return }
            entries[address] = tree.type(at: target.index)
        case "contained":
            guard let id = node["id"]?.text else { return }
            contained[resource, default: [:]][id] = tree.type(at: node.index)
        default: break
        }
    }

    /// Looks at what a reference points to.
    ///
    /// - Parameters:
    ///   - node: the reference.
    ///   - resource: the resource that it stands in, for what that contains.
    /// - Returns: what is wrong, or `nil` where nothing is, or nothing is known.
    func problem(of node: Tree.Node, in resource: Tree.Index) -> String? {
        guard let element = node.element, let address = node["reference"]?.text else { return nil }
        let reference = element.types.first { $0.type == tree.type(at: node.index) }
        guard let targets = reference?.targets, !targets.isEmpty else { return nil }
        guard let type = target(of: address, in: resource) else { return nil }
        let definitions = tree.definitions
        if targets.contains(where: { definitions.type(type, isA: $0) }) { return nil }
        let allowed = targets.map { definitions[$0].name }.joined(separator: ", ")
        return "the reference is to \(definitions[type].name); allowed is \(allowed)"
    }

    private func target(of address: String, in resource: Tree.Index) -> TypeID? {
        if address.hasPrefix("#") { return contained[resource]?[String(address.dropFirst())] }
        if let type = entries[address] { return type }
        // `Type/id`, perhaps with a version behind it and a server before it.
        var parts = address.split(separator: "/", omittingEmptySubsequences: false)
        if let history = parts.firstIndex(of: "_history") { parts = Array(parts[..<history]) }
        guard parts.count >= 2, let type = tree.definitions.type(named: String(parts[parts.count - 2])),
            tree.definitions[type].isConcreteResource
        else { return nil }
        return type
    }
}
