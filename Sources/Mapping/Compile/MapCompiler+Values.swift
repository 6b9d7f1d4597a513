// The right sides of rules: expressions, constants, conditions, switches, lists, nested elements.

import FHIR
import FHIRPath
import LocatedYAML

extension MapCompiler {
    /// Compiles a `set` mapping for elements of a type.
    mutating func ruleSet(_ node: Node, of type: TypeID, _ scope: Scope) -> Plan.RuleSet {
        guard let entries = node.mapping else {
            diagnostics.error(
                at: node.location,
                key: key,
                "expected elements with their values, found \(node.kind)"
            )
            return Plan.RuleSet(rules: 0..<0, hasVariables: false)
        }
        var rules: [Plan.Rule] = []
        var hasVariables = false
        for entry in entries {
            keys.append(entry.key)
            defer { keys.removeLast() }
            let place = ElementPlace.find(
                entry.key,
                in: type,
                at: entry.location,
                path: key,
                into: &diagnostics
            )
            guard let place else { continue }
            let value = value(entry.value, for: place, scope)
            guard value != 0 else { continue }
            if isVariable(value) { hasVariables = true }
            rules.append(
                Plan.Rule(
                    path: append(place.path, to: \.members),
                    candidates: append(place.members, to: \.members),
                    isSingle: !place.element.isRepeating,
                    value: value,
                    origin: origin(entry.location)
                )
            )
        }
        // What stands inside a primitive, its extensions, waits for the value that it belongs to.
        let inside = rules.filter(isInsidePrimitive)
        if !inside.isEmpty { rules = rules.filter { !isInsidePrimitive($0) } + inside }
        return Plan.RuleSet(rules: append(rules, to: \.rules), hasVariables: hasVariables)
    }

    private func isInsidePrimitive(_ rule: Plan.Rule) -> Bool {
        guard let last = rule.path.last else { return false }
        return definitions.isPrimitive(definitions.type(of: plan.members[Int(last)]))
    }

    /// Compiles a value in any of its forms; 0 is nothing.
    mutating func value(_ node: Node, for place: ElementPlace, _ scope: Scope) -> Int32 {
        switch node.content {
        case .scalar(let text): return expressionValue(text, at: node.location, for: place, scope)
        case .sequence(let items):
            let values = items.map { value($0, for: place, scope) }
            return add(.list(list(values)))
        case .mapping(let entries): return entries.isEmpty ? 0 : mappingValue(node, for: place, scope)
        }
    }

    mutating func add(_ value: Plan.Value) -> Int32 {
        plan.values.append(value)
        return Int32(plan.values.count - 1)
    }

    /// Puts the numbers of values side by side, so that a run can name them.
    mutating func list(_ values: [Int32]) -> Plan.Run {
        append(values, to: \.lists)
    }

    /// Whether a value can differ from message to message.
    func isVariable(_ number: Int32) -> Bool {
        switch plan.values[Int(number)] {
        case .nothing, .constant: false
        case .expression(let root, _): !compiler.program.isConstant(root)
        case .choose(_, let then, let otherwise): isVariable(then) || isVariable(otherwise)
        case .candidates(let run), .list(let run):
            plan.lists[Int(run.lowerBound)..<Int(run.upperBound)].contains { isVariable($0) }
        case .cases: true
        case .each: true
        case .nested(let number): isVariable(plan.elements[Int(number)])
        case .completed(let value, _): isVariable(value)
        }
    }

    private func isVariable(_ nested: Plan.Nested) -> Bool {
        nested.rules.hasVariables || !nested.uses.isEmpty || nested.source != nil
    }

    // MARK: Mappings

    private mutating func mappingValue(_ node: Node, for place: ElementPlace, _ scope: Scope) -> Int32 {
        guard var reader = MappingReader(node, path: key, into: &diagnostics) else { return 0 }
        var place = place
        if let type = reader.text("type", into: &diagnostics) { narrow(&place, to: type) }
        let nodes = ValueNodes(&reader)
        reader.finish(into: &diagnostics)
        if let constant = nodes.constant {
            return guarded(nodes, place, scope) { compiler in compiler.constantValue(constant, for: place) }
        }
        if nodes.value == nil, nodes.set != nil || nodes.use != nil {
            return nestedValue(node, nodes, for: place, scope)
        }
        if nodes.source != nil { return iteratedValue(node, nodes, for: place, scope) }
        if let subject = nodes.switchOn {
            return guarded(nodes, place, scope, takesOtherwise: false) { compiler in
                compiler.switchValue(subject, nodes, for: place, scope)
            }
        }
        if let inner = nodes.value {
            return guarded(nodes, place, scope) { compiler in
                compiler.completed(inner, nodes, for: place, scope)
            }
        }
        diagnostics.error(
            at: node.location,
            key: key,
            "no value: expected `value`, `constant`, `set`, `use` or `switch`"
        )
        return 0
    }

    private mutating func narrow(_ place: inout ElementPlace, to type: Located<String>) {
        guard let wanted = definitions.type(named: type.value), place.types.contains(wanted) else {
            let known = place.types.map { definitions[$0].name }
            diagnostics.error(
                at: type.location,
                key: path("type"),
                "`\(place.element.name)` cannot be `\(type.value)`",
                suggestion: closestMatch(to: type.value, in: known).map { "did you mean `\($0)`?" }
                    ?? "it can be \(known.joined(separator: ", "))"
            )
            return
        }
        place.types = [wanted]
    }

    /// Puts `when` and `otherwise` around a value.
    private mutating func guarded(
        _ nodes: ValueNodes,
        _ place: ElementPlace,
        _ scope: Scope,
        takesOtherwise: Bool = true,
        _ inner: (inout MapCompiler) -> Int32
    ) -> Int32 {
        let number = inner(&self)
        guard let when = nodes.when else {
            if takesOtherwise, let otherwise = nodes.otherwise {
                diagnostics.error(
                    at: otherwise.location,
                    key: path("otherwise"),
                    "`otherwise` needs a `when`"
                )
            }
            return number
        }
        guard let condition = expression(when, key: "when", scope) else { return 0 }
        let otherwise = takesOtherwise ? nodes.otherwise.map { value($0, for: place, scope) } ?? 0 : 0
        return add(.choose(condition, then: number, otherwise: otherwise))
    }

    private mutating func constantValue(_ node: Node, for place: ElementPlace) -> Int32 {
        guard let text = scalar(node, "constant") else { return 0 }
        let primitives = place.types.filter { definitions.isPrimitive($0) }
        guard let type = primitives.first, place.types.count == 1 || primitives.count == 1 else {
            let reason =
                primitives.isEmpty ? "takes elements, not a text" : "can be of several types"
            diagnostics.error(
                at: node.location,
                key: key,
                "`\(place.element.name)` \(reason)",
                suggestion: primitives.isEmpty ? "set its elements with `set:`" : "say which with `type:`"
            )
            return 0
        }
        if let format = definitions[type].format, !format.accepts(text) {
            diagnostics.error(
                at: node.location,
                key: key,
                "`\(text)` is not a FHIR \(definitions[type].name)"
            )
            return 0
        }
        if let binding = place.element.binding, definitions[type].name == "code", !binding.contains(text) {
            diagnostics.error(
                at: node.location,
                key: key,
                "`\(text)` is not a code of \(binding.valueSet)",
                suggestion: closestMatch(to: text, in: binding.allCodes).map { "did you mean `\($0)`?" }
            )
            return 0
        }
        guard let slot = slot(for: place, as: type) else { return 0 }
        plan.texts.append(compiler.program.text(text))
        return add(.constant(text: Int32(plan.texts.count - 1), slot: slot))
    }

    // MARK: Switches and candidates

    private mutating func switchValue(
        _ subject: Node,
        _ nodes: ValueNodes,
        for place: ElementPlace,
        _ scope: Scope
    ) -> Int32 {
        guard let root = expression(subject, key: "switch", scope) else { return 0 }
        guard let entries = nodes.cases?.mapping else {
            diagnostics.error(at: subject.location, key: path("cases"), "`switch` needs `cases:`")
            return 0
        }
        keys.append("cases")
        var values: [Int32] = []
        for entry in entries {
            keys.append(entry.key)
            values.append(candidates(entry.value, for: place, scope))
            keys.removeLast()
        }
        keys.removeLast()
        let labels = append(entries.map { compiler.program.text($0.key) }, to: \.texts)
        let otherwise = nodes.otherwise.map { candidates($0, for: place, scope) } ?? 0
        plan.switches.append(
            Plan.Switch(subject: root, labels: labels, values: list(values), otherwise: otherwise)
        )
        return add(.cases(Int32(plan.switches.count - 1)))
    }

    /// In a switch a list means the first that fits, and a bare name a map.
    private mutating func candidates(_ node: Node, for place: ElementPlace, _ scope: Scope) -> Int32 {
        guard let items = node.sequence else { return candidate(node, for: place, scope) }
        let values = items.map { candidate($0, for: place, scope) }
        return add(.candidates(list(values)))
    }

    private mutating func candidate(_ node: Node, for place: ElementPlace, _ scope: Scope) -> Int32 {
        guard let name = node.scalar, compiler.directory.hasMap(named: name) else {
            return value(node, for: place, scope)
        }
        guard let map = compiler.directory.map(named: name, to: place.types, primitive: true) else {
            let wanted = place.types.map { definitions[$0].name }.joined(separator: " or ")
            diagnostics.error(at: node.location, key: key, "the map `\(name)` yields no \(wanted)")
            return 0
        }
        let subject =
            if case .segment(let segment) = sources[map].origin { segment } else { "$this" }
        return expressionValue("\(name)(\(subject))", at: node.location, for: place, scope)
    }

    // MARK: Nested elements

    private mutating func nestedValue(
        _ node: Node,
        _ nodes: ValueNodes,
        for place: ElementPlace,
        _ scope: Scope
    ) -> Int32 {
        let complex = place.types.filter { !definitions.isPrimitive($0) }
        guard let type = complex.first, place.types.count == 1 else {
            let names = complex.map { definitions[$0].name }.joined(separator: ", ")
            diagnostics.error(
                at: node.location,
                key: key,
                complex.isEmpty
                    ? "`\(place.element.name)` is a single value and has no elements to set"
                    : "`\(place.element.name)` can be of several types",
                suggestion: complex.isEmpty ? "write `value:`" : "say which with `type:`, one of \(names)"
            )
            return 0
        }
        guard let slot = slot(for: place, as: type) else { return 0 }
        let otherwise = nodes.otherwise.map { value($0, for: place.widened, scope) } ?? 0
        var number = otherwise
        for alternative in alternatives(nodes.source, scope).reversed() {
            let condition = nodes.when.flatMap { expression($0, key: "when", alternative.scope) }
            if nodes.when != nil, condition == nil { return 0 }
            let rules =
                nodes.set.map { ruleSet($0, of: type, alternative.scope) }
                ?? Plan.RuleSet(rules: 0..<0, hasVariables: false)
            let uses = nodes.use.map { self.uses($0, of: type, alternative.scope) } ?? 0..<0
            if nodes.use != nil, uses.isEmpty { continue }
            noteBuilt(type, rules, uses: uses, at: node.location, key: key)
            plan.elements.append(
                Plan.Nested(
                    source: alternative.root,
                    condition: condition,
                    slot: slot,
                    rules: rules,
                    uses: uses,
                    otherwise: number
                )
            )
            number = add(.nested(Int32(plan.elements.count - 1)))
        }
        return number
    }

    /// `for:` with `value:` or `switch:`: the value once for each item.
    private mutating func iteratedValue(
        _ node: Node,
        _ nodes: ValueNodes,
        for place: ElementPlace,
        _ scope: Scope
    ) -> Int32 {
        guard let source = nodes.source, let alternative = alternatives(source, scope).first else { return 0 }
        let inner: Int32
        if let subject = nodes.switchOn {
            inner = switchValue(subject, nodes, for: place, alternative.scope)
        } else if let body = nodes.value {
            inner = completed(body, nodes, for: place, alternative.scope)
        } else {
            diagnostics.error(at: node.location, key: key, "`for` needs `set`, `value` or `switch`")
            return 0
        }
        let condition = nodes.when.flatMap { expression($0, key: "when", alternative.scope) }
        guard let root = alternative.root else { return 0 }
        return add(.each(root, condition: condition, value: inner))
    }

    /// A list to iterate over with the scope of its items.
    struct Alternative {
        let root: Root?
        let scope: Scope
    }

    /// What `for:` names; `coalesce(A, B)` of different groups is tried in order, each in its own scope.
    mutating func alternatives(_ node: Node?, _ scope: Scope) -> [Alternative] {
        guard let node else { return [Alternative(root: nil, scope: scope)] }
        guard let text = scalar(node, "for") else { return [] }
        guard let parsed = compiler.parse(text, at: node.location, key: path("for"), into: &diagnostics)
        else { return [] }
        var parts = [parsed]
        if case .call(nil, "coalesce", let arguments) = parsed.kind { parts = arguments }
        var found: [Alternative] = []
        for part in parts {
            let compiled = compiler.compile(
                parsed: part,
                at: node.location,
                key: path("for"),
                in: scope,
                selectsAll: true,
                into: &diagnostics
            )
            guard let compiled, compiled.type.kind != .nothing else { continue }
            var inner = scope.on(compiled.type.kind)
            if case .segment(let name) = compiled.type.kind {
                inner.iteratedSegment = name
            } else {
                inner.iteratedSegment = nil
            }
            if case .datatype = compiled.type.kind { inner.iteratedSegment = scope.iteratedSegment }
            found.append(Alternative(root: compiled.root, scope: inner))
        }
        return found
    }

    /// The maps that `use:` names.
    mutating func uses(_ node: Node, of type: TypeID, _ scope: Scope) -> Plan.Run {
        var uses: [Plan.Use] = []
        for item in node.sequence ?? [node] {
            guard let name = scalar(item, "use") else { continue }
            guard let map = compiler.directory.map(named: name, to: [type]) else {
                let known = sources.filter { $0.target == type }.map(\.name)
                diagnostics.error(
                    at: item.location,
                    key: path("use"),
                    "there is no map `\(name)` to \(definitions[type].name)",
                    suggestion: closestMatch(to: name, in: known).map { "did you mean `\($0)`?" }
                )
                continue
            }
            let subject =
                if case .segment(let segment) = sources[map].origin { segment } else { "$this" }
            let compiled = compiler.compile(
                subject,
                at: item.location,
                key: path("use"),
                in: scope,
                into: &diagnostics
            )
            guard let compiled, compiled.type.kind != .nothing else { continue }
            uses.append(
                Plan.Use(on: compiled.root, function: compiler.directory.number(ofMap: map, in: scope))
            )
        }
        return append(uses, to: \.uses)
    }
}
