// The entries of a Bundle by their addresses, for those who resolve many references in it: made once, asked often.
//
// It finds what `ReferenceTarget` finds, which looks at every entry.

public import FHIR

/// A Bundle's entries by their addresses.
public struct ReferenceIndex: Sendable {
    /// An entry's resource, and its place among the entries: of several the first is meant.
    private struct Target {
        let order: Int
        let resource: Tree.Index
    }

    private let bundle: Tree.Index
    /// How many entries there are.
    let entryCount: Int
    private var byAddress: [String: Target] = [:]
    /// By type and id: all, and those that have no address of a server.
    private var byID: [String: Target] = [:]
    private var byIDAlone: [String: Target] = [:]

    /// Indexes the Bundle at a tree's root; `nil` for other resources.
    public init?(_ tree: Tree) {
        guard tree.root.type.name == "Bundle" else { return nil }
        bundle = tree.rootIndex
        let entries = tree.root.children(named: "entry")
        entryCount = entries.count
        for (order, entry) in entries.enumerated() {
            guard let resource = entry["resource"] else { continue }
            let target = Target(order: order, resource: resource.index)
            let address = entry["fullUrl"]?.text
            if let address { Self.note(target, address, in: &byAddress) }
            guard let id = resource["id"]?.text else { continue }
            let name = "\(resource.type.name)/\(id)"
            Self.note(target, name, in: &byID)
            if address?.hasPrefix("urn:") ?? true { Self.note(target, name, in: &byIDAlone) }
        }
    }

    private static func note(_ target: Target, _ key: String, in targets: inout [String: Target]) {
        if targets[key] == nil { targets[key] = target }
    }

    /// Whether this is the index of a Bundle.
    func isIndex(of bundle: Tree.Index) -> Bool { bundle == self.bundle }

    /// What an address without its version means for a node of an entry that came from a server, or of another.
    func target(of address: String, base: String?) -> Tree.Index? {
        if address.contains(":") { return byAddress[address]?.resource }
        guard let base else { return byID[address]?.resource }
        let candidates = [byAddress[base + address], byIDAlone[address]].compactMap { $0 }
        return candidates.min { $0.order < $1.order }?.resource
    }
}
