// Lays a map over the one that it extends, key by key, and puts fragments in the place of `include:`.
//
// `set` is merged by element, `emit` by entry; every other key replaces the inherited one as a whole. The text
// `inherited` inside a new value stands for the one that it replaces.

import LocatedYAML

/// Merges nodes of map files.
struct InheritanceMerge {
    /// The entries of the fragments that may be included, by name.
    let fragments: [String: [Node]]
    var diagnostics = Diagnostics()
    /// Whether anything came from another file.
    private(set) var hasInherited = false

    init(fragments: [String: [Node]]) {
        self.fragments = fragments
    }

    /// A node that inherits nothing itself, with what it includes.
    mutating func expanded(_ node: Node) -> Node {
        guard let entries = node.mapping, let emit = node["emit"], let list = emit.sequence else {
            return node
        }
        let complete = Node(.sequence(self.list(list, onto: [])), at: emit.location)
        return Node(.mapping(entries.map { $0.key == "emit" ? $0.with(complete) : $0 }), at: node.location)
    }

    /// A node laid over the one that it inherits from.
    mutating func merged(_ own: Node, onto base: Node) -> Node {
        hasInherited = true
        guard let entries = own.mapping, var merged = base.mapping else { return own }
        for name in own["without"].map({ $0.sequence ?? [$0] }) ?? [] { remove(name, from: &merged) }
        for entry in entries where entry.key != "without" {
            guard let index = merged.firstIndex(where: { $0.key == entry.key }) else {
                merged.append(entry.key == "emit" ? entry.with(expandedList(entry.value)) : entry)
                continue
            }
            let inherited = merged[index].value
            let value =
                switch entry.key {
                case "set", "constants": elements(entry.value, onto: inherited)
                case "emit": entryList(entry.value, onto: inherited)
                default: resolved(entry.value, inherited: inherited)
                }
            merged[index] = Entry(key: entry.key, at: entry.location, value: value)
        }
        return Node(.mapping(merged), at: own.location)
    }

    // MARK: set

    /// Elements laid over elements: one of the same name takes the other's place, a new one stands before them,
    /// for of several that fill one element the first counts.
    private mutating func elements(_ own: Node, onto base: Node) -> Node {
        guard let entries = own.mapping, var merged = base.mapping else { return own }
        var new: [Entry] = []
        for entry in entries {
            let same = merged.indices.filter { Self.isSameElement(merged[$0].key, entry.key) }
            guard let first = same.first else {
                new.append(entry.with(resolved(entry.value, inherited: nil)))
                continue
            }
            let value = resolved(entry.value, inherited: merged[first].value)
            merged[first] = Entry(key: entry.key, at: entry.location, value: value)
            for index in same.dropFirst().reversed() { merged.remove(at: index) }
        }
        return Node(.mapping(new + merged), at: own.location)
    }

    /// Whether two keys fill one element: `deceasedBoolean` is one of `deceased[x]`.
    private static func isSameElement(_ left: String, _ right: String) -> Bool {
        if left == right { return true }
        guard left.hasSuffix("[x]") != right.hasSuffix("[x]") else { return false }
        let (choice, typed) = left.hasSuffix("[x]") ? (left, right) : (right, left)
        let stem = choice.dropLast(3)
        return typed.hasPrefix(stem) && typed.dropFirst(stem.count).first?.isUppercase == true
            && !typed.dropFirst(stem.count).contains(".")
    }

    /// A new value in which `inherited` is what it replaces.
    private mutating func resolved(_ value: Node, inherited: Node?) -> Node {
        switch value.content {
        case .scalar(Self.placeholder):
            guard let inherited else {
                diagnostics.error(at: value.location, "there is nothing inherited here")
                return value
            }
            return inherited
        case .scalar: return value
        case .sequence(let items):
            let spliced = items.flatMap { item -> [Node] in
                guard item.scalar == Self.placeholder else { return [resolved(item, inherited: inherited)] }
                return inherited?.sequence ?? [resolved(item, inherited: inherited)]
            }
            return Node(.sequence(spliced), at: value.location)
        case .mapping(let entries):
            let resolved = entries.map { entry in
                switch entry.key {
                case "value", "otherwise": entry.with(self.resolved(entry.value, inherited: inherited))
                case "cases": entry.with(cases(entry.value, inherited: inherited))
                default: entry
                }
            }
            return Node(.mapping(resolved), at: value.location)
        }
    }

    private mutating func cases(_ cases: Node, inherited: Node?) -> Node {
        guard let entries = cases.mapping else { return cases }
        let resolved = entries.map { $0.with(self.resolved($0.value, inherited: inherited)) }
        return Node(.mapping(resolved), at: cases.location)
    }

    private static let placeholder = "inherited"

    // MARK: emit

    private mutating func expandedList(_ emit: Node) -> Node {
        guard let list = emit.sequence else { return emit }
        return Node(.sequence(self.list(list, onto: [])), at: emit.location)
    }

    private mutating func entryList(_ own: Node, onto base: Node) -> Node {
        guard let entries = own.sequence, let inherited = base.sequence else { return own }
        return Node(.sequence(list(entries, onto: inherited)), at: own.location)
    }

    /// Entries laid over inherited ones; those of fragments count as inherited, too.
    private mutating func list(_ own: [Node], onto base: [Node]) -> [Node] {
        var result = base.map { (node: $0, isInherited: true) }
        for entry in own {
            if let include = entry["include"] {
                let block = included(entry, include)
                hasInherited = true
                result += block.map { (node: $0, isInherited: entry.mapping?.count == 1) }
                continue
            }
            let candidates = result.indices.filter { result[$0].isInherited }
            switch InheritedEntry.match(entry, among: candidates.map { result[$0].node }) {
            case .none: result.append((expanded(entry), false))
            case .one(let index):
                let place = candidates[index]
                result[place] = (merged(entry, onto: result[place].node), false)
            case .several(let name):
                diagnostics.error(
                    at: entry.location,
                    key: "emit",
                    "several inherited entries are meant by `\(name)`",
                    suggestion: "name the one with `as`, or repeat its `for`"
                )
            }
        }
        return result.map(\.node)
    }

    /// What stands in the place of an entry with `include`: its fragments' entries, in a block of their own where
    /// it has other keys.
    private mutating func included(_ entry: Node, _ include: Node) -> [Node] {
        let names = include.sequence ?? [include]
        let inner = names.flatMap { $0.scalar.flatMap { fragments[$0] } ?? [] }
        let keys = (entry.mapping ?? []).filter { $0.key != "include" && $0.key != "emit" }
        guard entry.mapping?.count ?? 0 > 1 else { return inner }
        let own = entry["emit"]?.sequence ?? []
        var base = [
            Entry(key: "emit", at: include.location, value: Node(.sequence(inner), at: include.location))
        ]
        for name in entry["without"].map({ $0.sequence ?? [$0] }) ?? [] { remove(name, from: &base) }
        let emit = list(own, onto: base.first?.value.sequence ?? [])
        let block = Entry(
            key: "emit",
            at: include.location,
            value: Node(.sequence(emit), at: include.location)
        )
        return [Node(.mapping(keys.filter { $0.key != "without" } + [block]), at: entry.location)]
    }

    // MARK: without

    /// Takes away what `without` names: an element of `set`, entries of `emit`, or a key.
    private mutating func remove(_ name: Node, from entries: inout [Entry]) {
        let text = name.scalar ?? ""
        var known: [String] = []
        for index in entries.indices {
            if entries[index].key == "set", let set = entries[index].value.mapping {
                known += set.map(\.key)
                guard set.contains(where: { $0.key == text }) else { continue }
                let rest = Node(.mapping(set.filter { $0.key != text }), at: entries[index].value.location)
                return entries[index] = entries[index].with(rest)
            }
            if entries[index].key == "emit", let list = entries[index].value.sequence {
                known += list.compactMap { InheritedEntry.names(of: $0).first }
                guard list.contains(where: { InheritedEntry.names(of: $0).contains(text) }) else { continue }
                let rest = list.filter { !InheritedEntry.names(of: $0).contains(text) }
                return entries[index] = entries[index].with(
                    Node(.sequence(rest), at: entries[index].value.location)
                )
            }
        }
        let essential: Set<String> = ["map", "from", "to", "set", "emit", "extends"]
        if let index = entries.firstIndex(where: { $0.key == text && !essential.contains(text) }) {
            entries.remove(at: index)
            return
        }
        known += entries.map(\.key).filter { !essential.contains($0) }
        diagnostics.error(
            at: name.location,
            key: "without",
            "nothing that is inherited here is called `\(text)`",
            suggestion: closestMatch(to: text, in: known).map { "did you mean `\($0)`?" }
        )
    }
}

extension Entry {
    /// The entry with another value.
    fileprivate func with(_ value: Node) -> Entry { Entry(key: key, at: location, value: value) }
}
