// References: to what is added, to what has another id, to what was left out, and what a map makes of all of them.

import FHIR
import FHIRPath
import LocatedYAML

extension ChangeRun {
    /// A reference with an address.
    mutating func reference(to address: String?, _ type: TypeID) -> TreeBuilder.Node? {
        guard let address else { return nil }
        let node = builder.resource(type)
        set("reference", address, in: node)
        return node
    }

    /// What a resource of the tree is called: `#id` where it is contained, its entry's address, or type and id.
    func address(of index: Tree.Index) -> String? {
        let node = tree.node(at: index)
        let id = node["id"]?.text
        if node.name == "contained" { return id.map { "#\($0)" } }
        if let entry = BundleView(tree.root)?.entries.first(where: { $0.resource?.index == index }),
            let url = entry.fullURL
        {
            return url
        }
        return id.map { "\(node.type.name)/\($0)" }
    }

    /// References to what an entry adds: to all of it where there is room, else to the one of the item at hand.
    mutating func references(
        toAdded name: String,
        _ place: ChangePlan.Place,
        _ focus: Focus
    ) -> [TreeBuilder.Node] {
        guard let type = place.type(named: "Reference", in: definitions) else { return [] }
        let named = added.filter { $0.addition.name == name }
        let one = named.first { $0.focus.node == focus.node } ?? named.first
        let meant = place.isRepeating ? named : one.map { [$0] } ?? []
        return meant.compactMap { reference(to: $0.fullURL, type) }
    }

    /// Gives references to what has another id the new one, and takes those away whose target was left out and cannot
    /// be found anywhere else.
    mutating func mendReferences(
        below node: TreeBuilder.Node,
        _ renamed: [String: String],
        _ dropped: Set<String>
    ) {
        guard !renamed.isEmpty || !dropped.isEmpty else { return }
        for child in builder.children(of: node) {
            mendReferences(below: child, renamed, dropped)
            guard definitions[builder.type(of: child)].name == "Reference",
                let address = text("reference", in: child)
            else { continue }
            if let now = renamed[address] {
                set("reference", now, in: child)
            } else if address.hasPrefix("urn:"), dropped.contains(address) {
                builder.removeAll(definitions.known("reference", of: builder.type(of: child)), in: child)
                if builder.isEmpty(child) { builder.remove(child) }
                let reason = "a reference to a resource that was left out is left out, too"
                report(reason, .warning, at: tree.rootIndex, map.location)
            }
        }
    }

    /// Gives every reference of what was made the text that `references:` yields.
    mutating func rewritten(_ made: Tree) throws(Stopped) -> Tree {
        guard let rule = map.references else { return made }
        var texts: [Tree.Index: String] = [:]
        for index in made.indices where definitions[made.type(at: index)].name == "Reference" {
            guard made.node(at: index)["reference"] != nil else { continue }
            texts[index] = try reader.text(of: rule, on: made, at: index)
        }
        var copy = TreeBuilder(definitions: definitions)
        let root = copy.graft(made)
        rewrite(root, made.root, texts, in: &copy)
        return copy.freeze(root)
    }

    private mutating func rewrite(
        _ node: TreeBuilder.Node,
        _ source: Tree.Node,
        _ texts: [Tree.Index: String],
        in copy: inout TreeBuilder
    ) {
        for (child, node) in zip(source.children, copy.children(of: node)) {
            rewrite(node, child, texts, in: &copy)
        }
        guard source.type.name == "Reference", source["reference"] != nil else { return }
        let member = definitions.known("reference", of: source.type.id)
        guard let text = texts[source.index] else { return copy.removeAll(member, in: node) }
        guard let reference = copy.existing(member, in: node) else { return }
        do {
            try copy.setText(text, of: reference)
        } catch {
            report("this is no reference", at: tree.rootIndex, map.location)
        }
    }
}
