// The entries of a Bundle: changed, left out, added, and what is to be done with each (FHIR R4, "Bundle").

import FHIR
import FHIRPath
import LocatedYAML

extension ChangeRun {
    /// Runs `emit`; the addresses of the resources that were left out come back.
    mutating func runBlocks(on bundle: TreeBuilder.Node, isCopy: Bool) throws(Stopped) -> Set<String> {
        try findAdded()
        var dropped: Set<String> = []
        if isCopy, let view = BundleView(tree.root) {
            let member = definitions.known("entry", of: builder.type(of: bundle))
            let entries = builder.elements(of: member, in: bundle)
            for (entry, received) in zip(entries, view.entries) {
                guard let resource = received.resource else { continue }
                let member = definitions.known("resource", of: builder.type(of: entry))
                guard let copy = builder.existing(member, in: entry) else { continue }
                if try changes(resource, copy) {
                    survivors.append(Survivor(entry: entry, resource: copy, address: resource.address))
                } else {
                    builder.remove(entry)
                    if let url = received.fullURL { dropped.insert(url) }
                }
            }
        }
        for resource in added { try add(resource, to: bundle) }
        return dropped
    }

    /// Changes a resource by every entry that is about it; whether it stays.
    private mutating func changes(_ resource: Tree.Node, _ copy: TreeBuilder.Node) throws(Stopped) -> Bool {
        let focus = Focus(node: resource.index, position: 1, names: commonNames)
        let type = resource.type.id
        for block in map.blocks {
            switch block.action {
            case .drop(let types):
                guard types.contains(where: { definitions.type(type, isA: $0) }) else { continue }
                if let condition = block.condition, try !reader.holds(condition, focus) { continue }
                return false
            case .change(let wanted, let content):
                guard definitions.type(type, isA: wanted) else { continue }
                if let condition = block.condition, try !reader.holds(condition, focus) { continue }
                _ = try fill(copy, content, focus)
            case .add: continue
            }
        }
        return true
    }

    // MARK: What is added

    /// Finds what is added and by which ids it is known.
    private mutating func findAdded() throws(Stopped) {
        let root = Focus(node: tree.rootIndex, position: 1, names: commonNames)
        for (number, block) in map.blocks.enumerated() {
            guard case .add(let addition) = block.action else { continue }
            var ids: Set<String> = []
            for focus in try reader.items(of: addition.source, root) {
                if let condition = block.condition, try !reader.holds(condition, focus) { continue }
                let id = try id(of: addition, number, focus)
                // What is the same thing is added once.
                guard ids.insert(id).inserted else { continue }
                added.append(Added(addition: addition, focus: focus, id: id, location: block.location))
            }
        }
    }

    private mutating func id(
        of addition: ChangePlan.Addition,
        _ number: Int,
        _ focus: Focus
    ) throws(Stopped) -> String {
        var bytes: [UInt8] = []
        for expression in addition.identity {
            for value in try reader.values(of: expression, focus) {
                bytes += (value.text(in: tree) ?? "").utf8
                bytes.append(0)
            }
            bytes.append(1)
        }
        // Without an identity it is known by its place in what was received.
        if bytes.allSatisfy({ $0 == 1 }) {
            bytes = identity + Array("\(map.name) \(number) \(focus.position)".utf8)
        }
        return StableIdentifier(type: definitions[addition.type].name, identity: bytes).text
    }

    private mutating func add(_ resource: Added, to bundle: TreeBuilder.Node) throws(Stopped) {
        let node = builder.resource(resource.addition.type)
        _ = try fill(node, resource.addition.content, resource.focus)
        let entry = builder.append(definitions.known("entry", of: builder.type(of: bundle)), to: bundle)
        set("fullUrl", resource.fullURL, in: entry)
        set("id", resource.id, in: node)
        builder.attach(node, as: definitions.known("resource", of: builder.type(of: entry)), to: entry)
    }

    // MARK: What is to be done

    /// Writes what the kind of Bundle asks of its entries, and mends references to what has another id now.
    mutating func finishEntries(of bundle: TreeBuilder.Node, dropped: Set<String>) {
        let type = text("type", in: bundle)
        let isWork = type == "transaction" || type == "batch"
        let isAnother = type != tree.root["type"]?.text
        for entry in builder.elements(
            of: definitions.known("entry", of: builder.type(of: bundle)),
            in: bundle
        ) {
            let request = definitions.known("request", of: builder.type(of: entry))
            if isWork {
                ask(request, of: entry)
            } else if isAnother, type != "history" {
                builder.removeAll(request, in: entry)
            }
        }
        var renamed: [String: String] = [:]
        for entry in survivors { rename(entry, &renamed) }
        mendReferences(below: bundle, renamed, dropped)
    }

    /// Asks for a resource to be put where it belongs, where the entry asks for nothing.
    private mutating func ask(_ request: Member, of entry: TreeBuilder.Node) {
        let member = definitions.known("resource", of: builder.type(of: entry))
        guard builder.existing(request, in: entry) == nil, let resource = builder.existing(member, in: entry)
        else { return }
        let name = definitions[builder.type(of: resource)].name
        let id = text("id", in: resource)
        let node = builder.append(request, to: entry)
        set("method", id == nil ? "POST" : "PUT", in: node)
        set("url", id.map { "\(name)/\($0)" } ?? name, in: node)
    }

    /// Notes a resource that the map gave another id, and gives its entry the new address.
    private mutating func rename(_ entry: Survivor, _ renamed: inout [String: String]) {
        guard let before = entry.address, let type = before.split(separator: "/").first,
            let id = text("id", in: entry.resource)
        else { return }
        let now = "\(type)/\(id)"
        guard now != before else { return }
        renamed[before] = now
        if let url = text("fullUrl", in: entry.entry), url.hasSuffix("/" + before) {
            let address = url.dropLast(before.count) + now
            renamed[url] = String(address)
            set("fullUrl", String(address), in: entry.entry)
        }
        let member = definitions.known("request", of: builder.type(of: entry.entry))
        if let request = builder.existing(member, in: entry.entry), text("url", in: request) == before {
            set("url", now, in: request)
        }
    }

    /// The text of an element.
    func text(_ name: String, in node: TreeBuilder.Node) -> String? {
        definitions.member(named: name, in: builder.type(of: node))
            .flatMap { builder.existing($0, in: node) }.flatMap { builder.text(of: $0) }
    }

    /// Gives an element one text.
    mutating func set(_ name: String, _ text: String, in node: TreeBuilder.Node) {
        let member = definitions.known(name, of: builder.type(of: node))
        builder.removeAll(member, in: node)
        do {
            try builder.primitive(member, text, in: node)
        } catch {
            report("this is no value for `\(name)`", at: tree.rootIndex, map.location)
        }
    }
}

extension Tree.Node {
    /// `Patient/123`; `nil` for what has no id.
    fileprivate var address: String? { self["id"]?.text.map { "\(type.name)/\($0)" } }
}
