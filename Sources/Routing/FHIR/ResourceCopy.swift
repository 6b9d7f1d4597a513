// Copies of resources under the ids that clients were told: the id set, references to other new resources rewritten.
//
// References are rewritten in Reference.reference, in uri, url, oid and uuid, and in the links of a narrative; never in
// canonical (FHIR R4, "HTTP", §3.1.0.11.2). Everything else is copied as it stands.

public import FHIR

/// Copies resources into a tree of their own.
public struct ResourceCopy {
    /// What stands in a resource's `meta` once a server has stored it.
    public struct Version: Sendable {
        /// `meta.versionId`.
        public let id: String
        /// `meta.lastUpdated`.
        public let lastUpdated: String

        /// Names a version.
        public init(id: String, lastUpdated: String) {
            self.id = id
            self.lastUpdated = lastUpdated
        }
    }

    private var builder: TreeBuilder
    private let replacements: [String: String]

    init(_ definitions: Definitions, replacements: [String: String] = [:]) {
        builder = TreeBuilder(definitions: definitions)
        self.replacements = replacements
    }

    /// One resource under its id and version.
    public static func resource(
        _ node: Tree.Node,
        id: String,
        version: Version,
        of plan: BundlePlan? = nil
    ) -> Tree {
        var copy = ResourceCopy(node.tree.definitions, replacements: plan?.replacements ?? [:])
        let root = copy.resource(node, id: id, version: version)
        return copy.builder.freeze(root)
    }

    /// A transaction that puts resources under their ids.
    ///
    /// - Parameters:
    ///   - type: `transaction` or `batch`.
    ///   - entries: the resources, with the names that they have in the Bundle, where they have any.
    ///   - definitions: those of the resources.
    ///   - replacements: references to rewrite.
    /// - Returns: the Bundle.
    static func bundle(
        _ type: String,
        _ entries: [(resource: Tree.Node, id: String, fullURL: String?)],
        _ definitions: Definitions,
        replacements: [String: String] = [:]
    ) -> Tree {
        var copy = ResourceCopy(definitions, replacements: replacements)
        let bundle = copy.builder.resource(definitions.known("Bundle"))
        copy.set("type", type, in: bundle)
        for entry in entries {
            let node = copy.append("entry", to: bundle)
            if let url = entry.fullURL { copy.set("fullUrl", url, in: node) }
            let resource = copy.resource(entry.resource, id: entry.id, version: nil)
            let member = definitions.known("resource", of: copy.builder.type(of: node))
            copy.builder.attach(resource, as: member, to: node)
            let request = copy.append("request", to: node)
            copy.set("method", "PUT", in: request)
            copy.set("url", "\(entry.resource.type.name)/\(entry.id)", in: request)
        }
        return copy.builder.freeze(bundle)
    }

    private mutating func resource(_ source: Tree.Node, id: String, version: Version?) -> TreeBuilder.Node {
        let root = builder.resource(source.type.id)
        content(of: source, into: root, without: ["id"])
        set("id", id, in: root)
        if let version {
            let member = builder.definitions.known("meta", of: source.type.id)
            let meta = builder.existingOrNew(member, in: root)
            for (name, text) in [("versionId", version.id), ("lastUpdated", version.lastUpdated)] {
                builder.removeAll(builder.definitions.known(name, of: builder.type(of: meta)), in: meta)
                set(name, text, in: meta)
            }
        }
        return root
    }

    /// Copies what stands below an element; the depth is bounded by the reader's.
    private mutating func content(
        of source: Tree.Node,
        into target: TreeBuilder.Node,
        without left: Set<String> = []
    ) {
        for child in source.children {
            guard let member = source.tree.member(at: child.index), !left.contains(child.name) else {
                continue
            }
            let copy: TreeBuilder.Node
            if builder.definitions.isResource(child.type.id) {
                copy = builder.resource(child.type.id)
                builder.attach(copy, as: member, to: target)
            } else if let text = child.text {
                copy = primitive(member, rewritten(text, of: child), in: target)
            } else {
                copy = builder.append(member, to: target)
            }
            content(of: child, into: copy)
        }
    }

    private func rewritten(_ text: String, of node: Tree.Node) -> String {
        guard !replacements.isEmpty else { return text }
        switch node.type.name {
        case "uri", "url", "oid", "uuid": return replacements[text] ?? text
        case "string": return node.name == "reference" ? replacements[text] ?? text : text
        case "xhtml":
            return replacements.reduce(text) { text, replacement in
                ["\"", "'"].reduce(text) { text, quote in
                    text.replacing(quote + replacement.key + quote, with: quote + replacement.value + quote)
                }
            }
        default: return text
        }
    }

    private mutating func append(_ name: String, to parent: TreeBuilder.Node) -> TreeBuilder.Node {
        builder.append(builder.definitions.known(name, of: builder.type(of: parent)), to: parent)
    }

    private mutating func set(_ name: String, _ text: String, in parent: TreeBuilder.Node) {
        _ = primitive(builder.definitions.known(name, of: builder.type(of: parent)), text, in: parent)
    }

    private mutating func primitive(
        _ member: Member,
        _ text: String,
        in parent: TreeBuilder.Node
    ) -> TreeBuilder.Node {
        do {
            return try builder.primitive(member, text, in: parent)
        } catch {
            preconditionFailure("a text that was read once is valid, and so are our own ids")
        }
    }
}
