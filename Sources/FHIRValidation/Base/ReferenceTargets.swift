// Where references point to inside of a tree, and of which type that is (FHIR R4, "References").
//
// The type of a target is known where the address says it (`Patient/1`, also behind a server's address), where the
// target is contained, and where it is an entry of the same Bundle. What is not known is not judged.

import FHIR

struct ReferenceTargets: Sendable {
    private let tree: Tree
    private let entryType: TypeID?
    /// The resources of the entries of Bundles, by their full addresses and by `Type/id`.
    private var entries: [String: Tree.Index] = [:]
    /// The address before `Type/id` of the entries' resources, where they have one.
    private var bases: [Tree.Index: String] = [:]
    /// What is contained, by the resource that contains it and the id.
    private var contained: [Tree.Index: [String: Tree.Index]] = [:]

    /// Learns all resources that references in a tree may point to.
    init(_ tree: Tree) {
        self.tree = tree
        entryType = tree.definitions.type(named: "Bundle.entry")
        learn(below: tree.rootIndex, resource: tree.rootIndex)
    }

    private mutating func learn(below index: Tree.Index, resource: Tree.Index) {
        var child = tree.firstChild(of: index)
        while let current = child {
            let type = tree.type(at: current)
            let isResource = tree.definitions.isResource(type)
            if isResource || type == entryType {
                learn(tree.node(at: current), resource: resource)
                learn(below: current, resource: isResource ? current : resource)
            }
            child = tree.nextSibling(of: current, in: index)
        }
    }

    private mutating func learn(_ node: Tree.Node, resource: Tree.Index) {
        switch node.name {
        case "entry":
            guard let target = node["resource"] else { return }
            if let id = target["id"]?.text {
                let relative = "\(target.type.name)/\(id)"
                if entries[relative] == nil { entries[relative] = target.index }
            }
            guard let address = node["fullUrl"]?.text else { return }
            entries[address] = target.index
            let parts = address.split(separator: "/", omittingEmptySubsequences: false)
            if parts.count > 3, address.hasPrefix("http") {
                bases[target.index] = parts.dropLast(2).joined(separator: "/") + "/"
            }
        case "contained":
            guard let id = node["id"]?.text else { return }
            contained[resource, default: [:]][id] = node.index
        default: break
        }
    }

    /// The resource that an address means; `nil` where the tree does not have it.
    ///
    /// The resource that the reference stands in is for a contained one that which contains it.
    func find(_ address: String, in resource: Tree.Index) -> Tree.Index? {
        if address.hasPrefix("#") {
            return address == "#" ? resource : contained[resource]?[String(address.dropFirst())]
        }
        let plain = Self.withoutVersion(address)
        if !plain.utf8.contains(UInt8(ascii: ":")), let base = bases[resource],
            let found = entries[base + plain]
        {
            return found
        }
        return entries[plain]
    }

    private static func withoutVersion(_ address: String) -> String {
        let parts = address.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard let history = parts.firstIndex(where: { $0.elementsEqual("_history".utf8) }), history > 0 else {
            return address
        }
        return String(address[..<parts[history - 1].endIndex])
    }

    /// The type of what an address means; `nil` where that is not known.
    func type(of address: String, in resource: Tree.Index) -> TypeID? {
        if let target = find(address, in: resource) { return tree.type(at: target) }
        // `Type/id`, perhaps with a version behind it and a server before it.
        let plain = Self.withoutVersion(address)
        let parts = plain.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard parts.count >= 2,
            let type = tree.definitions.type(named: String(Substring(parts[parts.count - 2]))),
            tree.definitions[type].isConcreteResource
        else { return nil }
        return type
    }

    /// The type of what a Reference means, by its address or by what it says itself.
    func type(of node: Tree.Node, in resource: Tree.Index) -> TypeID? {
        if let address = node["reference"]?.text { return type(of: address, in: resource) }
        guard let name = node["type"]?.text, let type = tree.definitions.type(named: name),
            tree.definitions[type].isConcreteResource
        else { return nil }
        return type
    }

    /// The resource that references at a node are read in; what is contained belongs to what contains it.
    func resource(around index: Tree.Index) -> Tree.Index {
        let resources = tree.ancestry(of: index).filter { tree.definitions.isResource(tree.type(at: $0)) }
        return resources.last { tree.node(at: $0).name != "contained" } ?? tree.rootIndex
    }
}

/// Whether references point to what the definitions of their elements allow.
struct ReferenceRules {
    let tree: Tree
    let targets: ReferenceTargets

    /// Looks at what a reference points to.
    ///
    /// - Parameters:
    ///   - node: the reference.
    ///   - resource: the resource that it stands in, for what that contains.
    /// - Returns: what is wrong, or `nil` where nothing is, or nothing is known.
    func problem(of node: Tree.Node, in resource: Tree.Index) -> String? {
        guard let element = node.element else { return nil }
        let reference = element.types.first { $0.type == tree.type(at: node.index) }
        guard let allowed = reference?.targets, !allowed.isEmpty else { return nil }
        guard let type = targets.type(of: node, in: resource) else { return nil }
        let definitions = tree.definitions
        if allowed.contains(where: { definitions.type(type, isA: $0) }) { return nil }
        let names = allowed.map { definitions[$0].name }.joined(separator: ", ")
        return "the reference is to \(definitions[type].name); allowed is \(names)"
    }

    /// Whether a reference can lead nowhere: to nothing in a Bundle whose kind or whose address wants it there.
    ///
    /// - Parameters:
    ///   - node: the reference.
    ///   - resource: the resource that it stands in.
    ///   - bundle: the type of the Bundle around it.
    /// - Returns: whether nothing there, and nothing elsewhere, can be meant.
    func isLost(_ node: Tree.Node, in resource: Tree.Index, of bundle: String) -> Bool {
        guard let address = node["reference"]?.text, !address.hasPrefix("#") else { return false }
        // Nothing outside of it is known by such a name, and a document is read without its servers.
        let isOwn = address.hasPrefix("urn:uuid:") || address.hasPrefix("urn:oid:")
        let isRelative = bundle == "document" && !address.contains(":") && !address.contains("?")
        return (isOwn || isRelative) && targets.find(address, in: resource) == nil
    }
}
