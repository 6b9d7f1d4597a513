// `emit` of a map to a Bundle: resources that are changed, left out or added.

import FHIR
import FHIRPath
import LocatedYAML

extension ChangeCompiler {
    /// The keys of one entry.
    private struct Nodes {
        let change, type, alias: Located<String>?
        let drop, source, when, use, set, identity: Node?

        init(_ reader: inout MappingReader, into diagnostics: inout Diagnostics) {
            change = reader.text("change", into: &diagnostics)
            drop = reader.optional("drop")
            type = reader.text("resource", into: &diagnostics)
            alias = reader.text("as", into: &diagnostics)
            source = reader.optional("for")
            when = reader.optional("when")
            use = reader.optional("use")
            set = reader.optional("set")
            identity = reader.optional("identity")
        }

        /// The keys that only an added resource has.
        var additions: [(key: String, location: SourceLocation)] {
            [
                ("for", source?.location), ("as", alias?.location), ("identity", identity?.location),
            ].compactMap { key, location in location.map { (key, $0) } }
        }
    }

    /// Compiles an `emit` list.
    mutating func blocks(_ node: Node, of source: ChangeSource, _ scope: Scope) -> [ChangePlan.Block] {
        keys = ["emit"]
        defer {
            keys = []
            addedNames = []
        }
        guard definitions[source.target].name == ResourceRun.bundle.type else {
            diagnostics.error(
                at: node.location,
                key: "emit",
                "`emit` is for maps to a Bundle",
                suggestion: "say by `set` what the map changes"
            )
            return []
        }
        guard let entries = node.sequence else {
            diagnostics.error(at: node.location, key: "emit", "expected a list, found \(node.kind)")
            return []
        }
        addedNames = Set(entries.compactMap { $0["as"]?.scalar })
        return entries.compactMap { block($0, isCopy: source.origin == source.target, scope) }
    }

    private mutating func block(_ node: Node, isCopy: Bool, _ scope: Scope) -> ChangePlan.Block? {
        guard var reader = MappingReader(node, path: key, into: &diagnostics) else { return nil }
        let nodes = Nodes(&reader, into: &diagnostics)
        reader.finish(into: &diagnostics)
        if let change = nodes.change, nodes.type == nil {
            guard isCopy else { return refuse("change", at: change.location) }
            return self.change(change, nodes, at: node.location)
        }
        if let type = nodes.type, nodes.change == nil { return add(type, nodes, scope, at: node.location) }
        guard let drop = nodes.drop, nodes.change == nil, nodes.use == nil, nodes.set == nil else {
            diagnostics.error(
                at: node.location,
                key: key,
                "expected `change`, `resource` or `drop`, one of them"
            )
            return nil
        }
        guard isCopy else { return refuse("drop", at: drop.location) }
        return self.drop(drop, nodes, at: node.location)
    }

    private mutating func refuse(_ key: String, at location: SourceLocation) -> ChangePlan.Block? {
        diagnostics.error(
            at: location,
            key: path(key),
            "nothing is received that could be changed or left out: the map makes a new Bundle",
            suggestion: "map `from: fhir Bundle`"
        )
        return nil
    }

    // MARK: What was received

    private mutating func change(
        _ name: Located<String>,
        _ nodes: Nodes,
        at location: SourceLocation
    ) -> ChangePlan.Block? {
        refuseAdditions(nodes, of: "change")
        guard let type = resource(name, key: "change", mayBeAbstract: true) else { return nil }
        let scope = Scope(within: type)
        let condition = nodes.when.flatMap { self.condition($0, key: "when", scope) }
        if nodes.when != nil, condition == nil { return nil }
        let content = content(nodes.drop, nodes.set, nodes.use, of: type, scope)
        return ChangePlan.Block(action: .change(type, content), condition: condition, location: location)
    }

    private mutating func drop(_ node: Node, _ nodes: Nodes, at location: SourceLocation) -> ChangePlan.Block?
    {
        refuseAdditions(nodes, of: "drop")
        let names = (node.sequence ?? [node]).compactMap { item in
            item.scalar.map { Located($0, at: item.location) }
        }
        let types = names.compactMap { resource($0, key: "drop", mayBeAbstract: true) }
        guard let first = types.first, types.count == names.count else { return nil }
        let common = types.count == 1 ? first : definitions.type(named: "Resource") ?? first
        let condition = nodes.when.flatMap { self.condition($0, key: "when", Scope(within: common)) }
        if nodes.when != nil, condition == nil { return nil }
        return ChangePlan.Block(action: .drop(types), condition: condition, location: location)
    }

    private mutating func refuseAdditions(_ nodes: Nodes, of key: String) {
        for (name, location) in nodes.additions {
            diagnostics.error(
                at: location,
                key: path(name),
                "`\(name)` is for resources that are added, and `\(key)` is about every one of the Bundle",
                suggestion: "narrow it by `when`"
            )
        }
    }

    // MARK: What is added

    private mutating func add(
        _ name: Located<String>,
        _ nodes: Nodes,
        _ scope: Scope,
        at location: SourceLocation
    ) -> ChangePlan.Block? {
        guard let type = resource(name, key: "resource", mayBeAbstract: false) else { return nil }
        var inner = scope
        var source: ChangePlan.Expression?
        if let items = nodes.source {
            guard let found = expression(items, key: "for", scope) else { return nil }
            source = found
            inner = scope.on(found.expression.type, named: nil)
        }
        let condition = nodes.when.flatMap { self.condition($0, key: "when", inner) }
        if nodes.when != nil, condition == nil { return nil }
        let identity = nodes.identity.map { $0.sequence ?? [$0] } ?? []
        let content = content(nodes.drop, nodes.set, nodes.use, of: type, inner)
        checkRequired(of: type, content, at: name.location, key: path("resource"))
        let addition = ChangePlan.Addition(
            type: type,
            source: source,
            name: nodes.alias?.value,
            identity: identity.compactMap { expression($0, key: "identity", inner) },
            content: content
        )
        return ChangePlan.Block(action: .add(addition), condition: condition, location: location)
    }

    private mutating func resource(_ name: Located<String>, key: String, mayBeAbstract: Bool) -> TypeID? {
        if let type = definitions.type(named: name.value), definitions.isResource(type),
            mayBeAbstract || definitions[type].isConcreteResource
        {
            return type
        }
        let meant = closestMatch(to: name.value, in: definitions.resources.map(\.name))
        diagnostics.error(
            at: name.location,
            key: path(key),
            "FHIR R4 has no resource `\(name.value)`",
            suggestion: meant.map { "did you mean `\($0)`?" }
        )
        return nil
    }

    /// What a new resource must have must be set by some rule.
    mutating func checkRequired(
        of type: TypeID,
        _ content: ChangePlan.Content,
        at location: SourceLocation,
        key: String
    ) {
        let set = Set(content.rules.map { $0.place.steps.first ?? $0.place.name }).union(
            elementsSet(by: content.uses)
        )
        for element in definitions.elements(of: type) where element.minimum > 0 {
            guard !set.contains(where: { definitions.element(named: $0, in: type)?.name == element.name })
            else {
                continue
            }
            diagnostics.error(
                at: location,
                key: key,
                "\(definitions[type].name) requires `\(element.name)`, and nothing sets it"
            )
        }
    }
}
