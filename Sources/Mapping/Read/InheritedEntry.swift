// Which inherited entry of an `emit` list another one means.

import LocatedYAML

/// Finds entries of `emit` lists.
enum InheritedEntry {
    /// What an entry means.
    enum Match {
        /// Nothing inherited: it is new.
        case none
        /// The one at this place among the candidates.
        case one(Int)
        /// More than one, called so.
        case several(String)
    }

    /// The keys that say what an entry emits, or what of the received it changes.
    private static let emitted = ["resource", "change", "segment", "group"]

    /// The names that an entry goes by: its own, else what it emits or is repeated for.
    static func names(of entry: Node) -> [String] {
        (["as"] + emitted).compactMap { entry[$0]?.scalar }
            + (isBlock(entry) ? [entry["for"]?.scalar].compactMap(\.self) : [])
    }

    /// The candidate that an entry overrides: the one of its name; without a name the only one that emits the
    /// same, and of several the one with the same `for` or `use`.
    static func match(_ entry: Node, among candidates: [Node]) -> Match {
        if let name = entry["as"]?.scalar {
            return only(candidates.indices.filter { candidates[$0]["as"]?.scalar == name }, name)
        }
        for key in emitted {
            guard let made = entry[key]?.scalar else { continue }
            var same = candidates.indices.filter { candidates[$0][key]?.scalar == made }
            for other in ["for", "use"] where same.count > 1 {
                let alike = same.filter { isSame(candidates[$0][other], entry[other]) }
                if !alike.isEmpty { same = alike }
            }
            return only(same, made)
        }
        guard isBlock(entry), let source = entry["for"] else { return .none }
        let same = candidates.indices.filter {
            isBlock(candidates[$0]) && isSame(candidates[$0]["for"], source)
        }
        return only(same, source.scalar ?? "for")
    }

    private static func isBlock(_ entry: Node) -> Bool {
        entry["emit"] != nil && entry["group"] == nil
    }

    private static func only(_ found: [Int], _ name: String) -> Match {
        guard let first = found.first else { return .none }
        return found.count == 1 ? .one(first) : .several(name)
    }

    /// Whether two values say the same, wherever they stand.
    private static func isSame(_ left: Node?, _ right: Node?) -> Bool {
        switch (left?.content, right?.content) {
        case (nil, nil): true
        case (.scalar(let left)?, .scalar(let right)?): left == right
        case (.sequence(let left)?, .sequence(let right)?):
            left.count == right.count && zip(left, right).allSatisfy { isSame($0, $1) }
        case (.mapping(let left)?, .mapping(let right)?):
            left.count == right.count
                && zip(left, right).allSatisfy { $0.key == $1.key && isSame($0.value, $1.value) }
        default: false
        }
    }
}
