// Takes a Bundle apart by resources of it: each part is the Bundle without the other ones, and without what is theirs.
//
// A part has its resource, what that refers to, what refers to it, and what belongs to none of the resources by which
// the Bundle is split: so a patient to whom only another order refers does not travel along. References are left as
// they are; those to other parts lead out of the part.

public import FHIR
import FHIRPath
import LocatedYAML

/// The resources that a map makes something of, one by one.
public enum ResourceParts: Sendable {
    /// At least one; a Bundle without what it is split by stays whole.
    case parts([Tree])
    /// There are too many.
    case failed(MapProblem)
}

/// Takes Bundles apart.
enum BundleSplit {
    /// The most parts of one Bundle.
    static let partLimit = 1000
    /// The most bytes of all parts together.
    static let byteLimit = 256 << 20

    /// The parts of a resource by an expression that yields resources of it; itself where that yields none.
    static func parts(of tree: Tree, by split: ResourcePlan.Rule.Expression?) -> ResourceParts {
        guard let split, let view = BundleView(tree.root) else { return .parts([tree]) }
        // What cannot be decided takes nothing apart.
        let values = (try? split.expression.evaluate(tree)) ?? []
        let wanted = Set(values.compactMap { if case .node(let index) = $0 { index } else { nil } })
        let resources = view.entries.map { $0.resource?.index }
        let items = resources.indices.filter { resources[$0].map(wanted.contains) ?? false }
        guard items.count > 1, let references = ReferenceIndex(tree) else {
            return .parts([tree])
        }
        guard items.count <= partLimit else { return tooMany(split) }
        let links = links(of: resources, references, in: tree)
        let owners = owners(of: links, items: items)
        let isItem = Set(items)
        var parts: [Tree] = []
        var bytes = 0
        for item in items {
            let kept = links.indices.filter { $0 == item || !isItem.contains($0) && owns(item, owners[$0]) }
            let part = part(of: tree, keeping: Set(kept))
            bytes += part.byteCount
            guard bytes <= byteLimit else { return tooMany(split) }
            parts.append(part)
        }
        return .parts(parts)
    }

    private static func tooMany(_ split: ResourcePlan.Rule.Expression) -> ResourceParts {
        let reason = "the Bundle would be more than \(partLimit) parts, or more than \(byteLimit >> 20) MB"
        return .failed(
            MapProblem(severity: .error, location: "Bundle.entry", rule: split.location, reason: reason)
        )
    }

    private static func owns(_ item: Int, _ owners: Set<Int>) -> Bool {
        owners.isEmpty || owners.contains(item)
    }

    /// To which entries each entry refers.
    private static func links(
        of resources: [Tree.Index?],
        _ references: ReferenceIndex,
        in tree: Tree
    ) -> [Set<Int>] {
        var positions: [Tree.Index: Int] = [:]
        for (position, resource) in resources.enumerated() {
            if let resource { positions[resource] = position }
        }
        return resources.map { resource in
            guard let resource else { return [] }
            return Set(references.targets(of: resource, in: tree).compactMap { positions[$0] })
        }
    }

    /// The items that each entry belongs to.
    private static func owners(of links: [Set<Int>], items: [Int]) -> [Set<Int>] {
        let isItem = Set(items)
        var owners = Array(repeating: Set<Int>(), count: links.count)
        var back = Array(repeating: Set<Int>(), count: links.count)
        for (position, targets) in links.enumerated() {
            for target in targets { back[target].insert(position) }
        }
        // What leads to an item is about it, also over others such as an Observation with its Provenance.
        for item in items {
            for position in reached(from: [item], by: back, but: isItem) { owners[position].insert(item) }
        }
        // What an item or what is about it alone leads to is needed there.
        let about = owners
        for item in items {
            let own = about.indices.filter { about[$0] == [item] }
            for position in reached(from: own + [item], by: links, but: isItem) {
                owners[position].insert(item)
            }
        }
        return owners
    }

    /// What can be reached over other entries than the items, those where it begins aside.
    private static func reached(from start: [Int], by links: [Set<Int>], but items: Set<Int>) -> Set<Int> {
        var found: Set<Int> = []
        var waiting = start
        while let position = waiting.popLast() {
            for next in links[position] where !items.contains(next) && found.insert(next).inserted {
                waiting.append(next)
            }
        }
        return found
    }

    private static func part(of tree: Tree, keeping kept: Set<Int>) -> Tree {
        var builder = TreeBuilder(definitions: tree.definitions)
        let root = builder.resource(tree.type(at: tree.rootIndex))
        var position = 0
        for child in tree.root.children {
            defer { if child.name == "entry" { position += 1 } }
            guard child.name != "entry" || kept.contains(position), let member = tree.member(at: child.index)
            else { continue }
            builder.attach(builder.graft(child), as: member, to: root)
        }
        return builder.freeze(root)
    }
}
