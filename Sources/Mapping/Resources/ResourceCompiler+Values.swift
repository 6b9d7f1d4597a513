// The right sides of rules that fill HL7 v2: the forms are those of maps to FHIR.

import FHIR
import FHIRPath
import HL7v2
import LocatedYAML

extension ResourceCompiler {
    /// Compiles a `set` mapping.
    mutating func rules(_ node: Node, of target: FieldTarget, _ scope: Scope) -> [ResourcePlan.Rule] {
        guard let entries = node.mapping else {
            diagnostics.error(
                at: node.location,
                key: key,
                "expected fields with their values, found \(node.kind)"
            )
            return []
        }
        return entries.compactMap { entry in
            keys.append(entry.key)
            defer { keys.removeLast() }
            guard let slot = slot(entry, of: target) else { return nil }
            return ResourcePlan.Rule(slot: slot, value: value(entry.value, for: slot, scope))
        }
    }

    /// Compiles a value in any of its forms.
    mutating func value(_ node: Node, for slot: FieldSlot, _ scope: Scope) -> ResourcePlan.Value {
        switch node.content {
        case .scalar(let text):
            guard let parsed = parse(text, at: node.location, key: key) else { return .nothing }
            return value(parsed, at: node.location, for: slot, scope)
        case .sequence(let items): return .list(items.map { value($0, for: slot, scope) })
        case .mapping(let entries): return entries.isEmpty ? .nothing : mapping(node, for: slot, scope)
        }
    }

    // MARK: Expressions

    private mutating func value(
        _ parsed: Expression,
        at location: SourceLocation,
        for slot: FieldSlot,
        _ scope: Scope
    ) -> ResourcePlan.Value {
        if case .call(nil, "coalesce", let arguments) = parsed.kind,
            arguments.contains(where: isMapCall)
        {
            return .first(arguments.map { value($0, at: location, for: slot, scope) })
        }
        if case .call(nil, let name, let arguments) = parsed.kind, hasMap(named: name) {
            return mapCall(name, arguments, at: location, for: slot, scope)
        }
        guard let found = expression(parsed, at: location, key: key, scope) else { return .nothing }
        let type = found.expression.type
        guard isAccepted(type, for: slot, at: location) else { return .nothing }
        guard type.isComplex else { return .texts(found) }
        let maps = self.maps(from: type, to: slot.datatype)
        if maps.isEmpty {
            if isShared, version < .newest { return .nothing }
            diagnostics.error(
                at: location,
                key: key,
                "`\(slot.name)` is of \(slot.datatype), and there is no map from \(type.name ?? "this") to it",
                suggestion: "name an element, or call a map"
            )
            return .nothing
        }
        return .maps(maps, found)
    }

    private func isMapCall(_ expression: Expression) -> Bool {
        if case .call(nil, let name, _) = expression.kind { hasMap(named: name) } else { false }
    }

    private mutating func mapCall(
        _ name: String,
        _ arguments: [Expression],
        at location: SourceLocation,
        for slot: FieldSlot,
        _ scope: Scope
    ) -> ResourcePlan.Value {
        guard arguments.count == 1 else {
            diagnostics.error(at: location, key: key, "`\(name)` takes one value")
            return .nothing
        }
        guard let found = expression(arguments[0], at: location, key: key, scope) else {
            return .nothing
        }
        let type = found.expression.type
        guard isAccepted(type, for: slot, at: location) else { return .nothing }
        let targets = slot.datatype == "*" ? sources.map(\.target) : [.datatype(slot.datatype)]
        for target in targets {
            let maps = self.maps(named: name, to: target, from: type)
            if !maps.isEmpty { return .maps(maps, found) }
        }
        if isShared, version < .newest { return .nothing }
        let makes = Set(
            sources.filter { $0.name == name }.map {
                "\(definitions[$0.origin].name) to \($0.target.name)"
            }
        )
        diagnostics.error(
            at: location,
            key: key,
            "`\(name)` leads from \(makes.sorted().joined(separator: ", ")); `\(slot.name)` is of \(slot.datatype)"
                + (type.name.map { ", and this yields \($0)" } ?? "")
        )
        return .nothing
    }

    /// A list does not go where one value goes.
    private mutating func isAccepted(
        _ type: TreeType,
        for slot: FieldSlot,
        at location: SourceLocation
    ) -> Bool {
        guard type.isPlural, !slot.takesList else { return true }
        diagnostics.error(
            at: location,
            key: key,
            "`\(slot.name)` holds one value, and this may be several",
            suggestion: "add `.first()` or `.join(' ')`"
        )
        return false
    }

    // MARK: Mappings

    private mutating func mapping(_ node: Node, for slot: FieldSlot, _ scope: Scope)
        -> ResourcePlan.Value
    {
        guard var reader = MappingReader(node, path: key, into: &diagnostics) else { return .nothing }
        let type = reader.text("type", into: &diagnostics)
        let nodes = ValueNodes(&reader)
        reader.finish(into: &diagnostics)
        guard let type else { return mapping(node, nodes, for: slot, scope) }
        guard slot.datatype == "*", HL7v2.Definitions.shared.datatype(type.value) != nil else {
            diagnostics.error(
                at: type.location,
                key: path("type"),
                slot.datatype == "*"
                    ? "HL7 v2 has no datatype `\(type.value)`" : "`\(slot.name)` is of \(slot.datatype)",
                suggestion: slot.datatype == "*" ? nil : "remove `type`"
            )
            return .nothing
        }
        var slot = slot
        slot.become(type.value, version: version)
        return .typed(type.value, mapping(node, nodes, for: slot, scope))
    }

    private mutating func mapping(
        _ node: Node,
        _ nodes: ValueNodes,
        for slot: FieldSlot,
        _ scope: Scope
    ) -> ResourcePlan.Value {
        if nodes.set != nil || nodes.use != nil { return parts(nodes, for: slot, scope) }
        if let source = nodes.source { return each(node, source, nodes, for: slot, scope) }
        let inner: ResourcePlan.Value
        if let constant = nodes.constant {
            inner = self.constant(constant, for: slot)
        } else if let subject = nodes.switchOn {
            return guarded(cases(subject, nodes, for: slot, scope), nodes, otherwise: nil, slot, scope)
        } else if let value = nodes.value {
            inner = self.value(value, for: slot, scope)
        } else {
            diagnostics.error(
                at: node.location,
                key: key,
                "no value: expected `value`, `constant`, `set`, `use` or `switch`"
            )
            return .nothing
        }
        if nodes.when == nil, let otherwise = nodes.otherwise {
            diagnostics.error(
                at: otherwise.location,
                key: path("otherwise"),
                "`otherwise` needs a `when`"
            )
        }
        return guarded(inner, nodes, otherwise: nodes.otherwise, slot, scope)
    }

    /// Puts `when` and `otherwise` around a value.
    private mutating func guarded(
        _ value: ResourcePlan.Value,
        _ nodes: ValueNodes,
        otherwise: Node?,
        _ slot: FieldSlot,
        _ scope: Scope
    ) -> ResourcePlan.Value {
        guard let when = nodes.when else { return value }
        guard let condition = condition(when, key: "when", scope) else { return .nothing }
        let otherwise = otherwise.map { self.value($0, for: slot, scope) } ?? .nothing
        return .choose(condition, then: value, otherwise: otherwise)
    }

    /// A constant; where HL7 defines the field's codes it must be one of them.
    private mutating func constant(_ node: Node, for slot: FieldSlot) -> ResourcePlan.Value {
        guard let text = node.scalar else {
            diagnostics.error(
                at: node.location,
                key: path("constant"),
                "expected a text, found \(node.kind)"
            )
            return .nothing
        }
        return .constant(text)
    }

    private mutating func cases(
        _ subject: Node,
        _ nodes: ValueNodes,
        for slot: FieldSlot,
        _ scope: Scope
    ) -> ResourcePlan.Value {
        guard let found = expression(subject, key: "switch", scope) else { return .nothing }
        guard let entries = nodes.cases?.mapping else {
            diagnostics.error(at: subject.location, key: path("cases"), "`switch` needs `cases:`")
            return .nothing
        }
        keys.append("cases")
        let cases = entries.map { entry in
            keys.append(entry.key)
            defer { keys.removeLast() }
            return (label: entry.key, value: value(entry.value, for: slot, scope))
        }
        keys.removeLast()
        let otherwise = nodes.otherwise.map { value($0, for: slot, scope) } ?? .nothing
        return .cases(found, cases, otherwise: otherwise)
    }

    /// `for:` with `value:` or `switch:`: the value once for each item.
    private mutating func each(
        _ node: Node,
        _ source: Node,
        _ nodes: ValueNodes,
        for slot: FieldSlot,
        _ scope: Scope
    ) -> ResourcePlan.Value {
        guard let found = expression(source, key: "for", scope) else { return .nothing }
        let inner = scope.on(found.expression.type, named: nil)
        let condition = nodes.when.flatMap { self.condition($0, key: "when", inner) }
        if nodes.when != nil, condition == nil { return .nothing }
        let value: ResourcePlan.Value
        if let subject = nodes.switchOn {
            value = cases(subject, nodes, for: slot, inner)
        } else if let body = nodes.value {
            value = self.value(body, for: slot, inner)
        } else {
            diagnostics.error(at: node.location, key: key, "`for` needs `set`, `value` or `switch`")
            return .nothing
        }
        return .each(found, condition: condition, value)
    }

    private mutating func parts(
        _ nodes: ValueNodes,
        for slot: FieldSlot,
        _ scope: Scope
    ) -> ResourcePlan.Value {
        var source: ResourcePlan.Rule.Expression?
        var inner = scope
        if let node = nodes.source {
            guard let found = expression(node, key: "for", scope) else { return .nothing }
            guard isAccepted(found.expression.type, for: slot, at: node.location) else { return .nothing }
            source = found
            inner = scope.on(found.expression.type, named: nil)
        }
        let condition = nodes.when.flatMap { self.condition($0, key: "when", inner) }
        if nodes.when != nil, condition == nil { return .nothing }
        var rules: [ResourcePlan.Rule] = []
        if let set = nodes.set {
            keys.append("set")
            rules = self.rules(set, of: .datatype(slot.datatype), inner)
            keys.removeLast()
        }
        let uses = nodes.use.map { self.uses($0, to: .datatype(slot.datatype), inner) } ?? []
        let otherwise = nodes.otherwise.map { value($0, for: slot, scope) } ?? .nothing
        return .parts(
            ResourcePlan.Parts(
                source: source,
                condition: condition,
                rules: rules,
                uses: uses,
                otherwise: otherwise
            )
        )
    }

    /// The maps that `use:` names, for each name those that can take the item at hand.
    mutating func uses(_ node: Node, to target: DefinedName, _ scope: Scope) -> [[Int]] {
        (node.sequence ?? [node]).compactMap { item in
            guard let name = item.scalar else {
                diagnostics.error(
                    at: item.location,
                    key: path("use"),
                    "expected a map's name, found \(item.kind)"
                )
                return nil
            }
            let maps = self.maps(named: name, to: target, from: scope.this)
            if maps.isEmpty, isShared, version < .newest { return nil }
            if maps.isEmpty {
                let known = sources.filter { $0.target == target }.map(\.name)
                let from = scope.this.name.map { " from \($0)" } ?? ""
                diagnostics.error(
                    at: item.location,
                    key: path("use"),
                    "there is no map `\(name)`\(from) to \(target.name)",
                    suggestion: closestMatch(to: name, in: known).map { "did you mean `\($0)`?" }
                )
                return nil
            }
            return maps
        }
    }
}
