// What `set`, `drop` and `use` of maps from FHIR to FHIR say of elements: the forms are those of the other maps.

import FHIR
import FHIRPath
import LocatedYAML

extension ChangeCompiler {
    /// Compiles what becomes of the elements of a value of a type.
    mutating func content(
        _ drop: Node?,
        _ set: Node?,
        _ use: Node?,
        of type: TypeID,
        _ scope: Scope
    ) -> ChangePlan.Content {
        var content = ChangePlan.Content()
        if let drop { content.dropped = dropped(drop, of: type) }
        if let set {
            keys.append("set")
            content.rules = rules(set, of: type, scope)
            keys.removeLast()
        }
        if let use { content.uses = uses(use, to: type, scope) }
        return content
    }

    private mutating func dropped(_ node: Node, of type: TypeID) -> [[String]] {
        (node.sequence ?? [node]).compactMap { item in
            guard let name = item.scalar else {
                diagnostics.error(
                    at: item.location,
                    key: path("drop"),
                    "expected an element, found \(item.kind)"
                )
                return nil
            }
            guard
                let place = ElementPlace.find(
                    name,
                    in: type,
                    at: item.location,
                    path: path("drop"),
                    into: &diagnostics
                )
            else { return nil }
            let steps = name.split(separator: ".").map(String.init)
            guard place.element.minimum == 0 || steps.count > 1 else {
                diagnostics.error(
                    at: item.location,
                    key: path("drop"),
                    "\(definitions[type].name) requires `\(name)`",
                    suggestion: "give it another value by `set`"
                )
                return nil
            }
            return steps
        }
    }

    private mutating func rules(_ node: Node, of type: TypeID, _ scope: Scope) -> [ChangePlan.Rule] {
        guard let entries = node.mapping else {
            diagnostics.error(
                at: node.location,
                key: key,
                "expected elements with their values, found \(node.kind)"
            )
            return []
        }
        return entries.compactMap { entry in
            keys.append(entry.key)
            defer { keys.removeLast() }
            guard let place = place(entry, in: type) else { return nil }
            return ChangePlan.Rule(place: place, value: value(entry.value, for: place, scope))
        }
    }

    /// The element that a key names; the way to it leads through elements that stand once.
    private mutating func place(_ entry: Entry, in type: TypeID) -> ChangePlan.Place? {
        guard
            let found = ElementPlace.find(
                entry.key,
                in: type,
                at: entry.location,
                path: key,
                into: &diagnostics
            )
        else { return nil }
        let steps = entry.key.split(separator: ".").map(String.init)
        var current = type
        for (index, step) in steps.dropLast().enumerated() {
            guard let element = definitions.element(named: step, in: current) else { return nil }
            let way = steps[...index].joined(separator: ".")
            guard !element.isRepeating else {
                diagnostics.error(
                    at: entry.location,
                    key: key,
                    "`\(way)` may stand several times",
                    suggestion: "write `\(way):` with `for: \(way)` and `set:` to change each"
                )
                return nil
            }
            current = found.path.indices.contains(index) ? definitions.type(of: found.path[index]) : current
        }
        return ChangePlan.Place(
            steps: steps.dropLast(),
            name: steps.last ?? entry.key,
            types: found.types,
            isRepeating: found.element.isRepeating,
            codes: found.element.binding
        )
    }

    /// Compiles a value in any of its forms.
    private mutating func value(_ node: Node, for place: ChangePlan.Place, _ scope: Scope) -> ChangePlan.Value
    {
        switch node.content {
        case .scalar(let text):
            guard let parsed = parse(text, at: node.location, key: key) else { return .nothing }
            return value(parsed, text, at: node.location, for: place, scope)
        case .sequence(let items): return .list(items.map { value($0, for: place, scope) })
        case .mapping: return mapping(node, for: place, scope)
        }
    }

    private mutating func mapping(_ node: Node, for place: ChangePlan.Place, _ scope: Scope)
        -> ChangePlan.Value
    {
        guard var reader = MappingReader(node, path: key, into: &diagnostics) else { return .nothing }
        let type = reader.text("type", into: &diagnostics)
        let nodes = ValueNodes(&reader)
        let drop = reader.optional("drop")
        reader.finish(into: &diagnostics)
        var narrow = place
        if let type {
            let known = place.types.first { definitions[$0].name == type.value }
            guard let known else {
                diagnostics.error(
                    at: type.location,
                    key: path("type"),
                    "`\(place.name)` is no `\(type.value)`",
                    suggestion: "one of \(place.types.map { definitions[$0].name }.joined(separator: ", "))"
                )
                return .nothing
            }
            narrow = place.narrowed(to: known)
        }
        if nodes.set != nil || nodes.use != nil || drop != nil {
            return parts(node, nodes, drop, for: narrow, scope)
        }
        return form(node, nodes, for: narrow, scope)
    }

    private mutating func form(
        _ node: Node,
        _ nodes: ValueNodes,
        for place: ChangePlan.Place,
        _ scope: Scope
    ) -> ChangePlan.Value {
        var inner = scope
        var source: ChangePlan.Expression?
        if let items = nodes.source {
            guard let found = expression(items, key: "for", scope), accepts(found, place, at: items.location)
            else { return .nothing }
            source = found
            inner = scope.on(found.expression.type, named: nil)
        }
        let condition = nodes.when.flatMap { self.condition($0, key: "when", inner) }
        if nodes.when != nil, condition == nil { return .nothing }
        let otherwise = nodes.otherwise.map { value($0, for: place, scope) }
        let made: ChangePlan.Value
        if let constant = nodes.constant {
            made = self.constant(constant, for: place)
        } else if let subject = nodes.switchOn {
            made = cases(subject, nodes, condition == nil ? otherwise : nil, for: place, inner)
        } else if let value = nodes.value {
            made = self.value(value, for: place, inner)
        } else {
            diagnostics.error(
                at: node.location,
                key: key,
                "no value: expected `value`, `constant`, `set`, `drop`, `use` or `switch`"
            )
            return .nothing
        }
        if condition == nil, nodes.switchOn == nil, let misplaced = nodes.otherwise {
            diagnostics.error(at: misplaced.location, key: path("otherwise"), "`otherwise` needs a `when`")
        }
        if let source { return .each(source, condition: condition, made) }
        guard let condition else { return made }
        return .choose(condition, then: made, otherwise: otherwise)
    }

    private mutating func cases(
        _ subject: Node,
        _ nodes: ValueNodes,
        _ otherwise: ChangePlan.Value?,
        for place: ChangePlan.Place,
        _ scope: Scope
    ) -> ChangePlan.Value {
        guard let found = expression(subject, key: "switch", scope) else { return .nothing }
        guard let entries = nodes.cases?.mapping else {
            diagnostics.error(at: subject.location, key: path("cases"), "`switch` needs `cases:`")
            return .nothing
        }
        keys.append("cases")
        defer { keys.removeLast() }
        let cases = entries.map { entry in
            keys.append(entry.key)
            defer { keys.removeLast() }
            return (label: entry.key, value: value(entry.value, for: place, scope))
        }
        return .cases(found, cases, otherwise: otherwise)
    }

    private mutating func parts(
        _ node: Node,
        _ nodes: ValueNodes,
        _ drop: Node?,
        for place: ChangePlan.Place,
        _ scope: Scope
    ) -> ChangePlan.Value {
        guard let type = place.types.first, place.types.count == 1 else {
            diagnostics.error(
                at: node.location,
                key: key,
                "`\(place.name)` can be of several types",
                suggestion:
                    "name one, as in `\(place.name.replacing("[x]", with: ""))Quantity`, or say `type:`"
            )
            return .nothing
        }
        var inner = scope
        var source: ChangePlan.Expression?
        if let items = nodes.source {
            guard let found = expression(items, key: "for", scope), accepts(found, place, at: items.location)
            else { return .nothing }
            source = found
            inner = scope.on(found.expression.type, named: nil)
        }
        let condition = nodes.when.flatMap { self.condition($0, key: "when", inner) }
        if nodes.when != nil, condition == nil { return .nothing }
        return .parts(
            ChangePlan.Parts(
                source: source,
                condition: condition,
                content: content(drop, nodes.set, nodes.use, of: type, inner),
                otherwise: nodes.otherwise.map { value($0, for: place, scope) }
            )
        )
    }

    /// A constant of the element's type, and of its codes where FHIR lists them.
    private mutating func constant(_ node: Node, for place: ChangePlan.Place) -> ChangePlan.Value {
        guard let text = node.scalar else {
            diagnostics.error(at: node.location, key: path("constant"), "expected a text, found \(node.kind)")
            return .nothing
        }
        let formats = place.types.compactMap { definitions[$0].format }
        guard formats.contains(where: { $0.accepts(text) }) else {
            let names = place.types.map { definitions[$0].name }.joined(separator: ", ")
            diagnostics.error(
                at: node.location,
                key: path("constant"),
                formats.isEmpty ? "`\(place.name)` is a \(names), which has elements" : "this is no \(names)",
                suggestion: formats.isEmpty ? "set its elements with `set:`" : nil
            )
            return .nothing
        }
        if let codes = place.codes, place.takes("code", in: definitions), !codes.contains(text) {
            let meant = closestMatch(to: text, in: codes.allCodes)
            diagnostics.error(
                at: node.location,
                key: path("constant"),
                "`\(text)` is no code of \(codes.valueSet)",
                suggestion: meant.map { "did you mean `\($0)`?" }
            )
            return .nothing
        }
        return .constant(text)
    }

    /// The maps that `use:` names, for each name those that can take the item at hand.
    private mutating func uses(_ node: Node, to type: TypeID, _ scope: Scope) -> [[Int]] {
        (node.sequence ?? [node]).compactMap { item in
            let name = item.scalar ?? ""
            let maps = self.maps(named: name, to: [type], from: scope.this)
            guard maps.isEmpty else { return maps }
            let from = scope.this.name.map { " from \($0)" } ?? ""
            diagnostics.error(
                at: item.location,
                key: path("use"),
                "there is no map `\(name)`\(from) to \(definitions[type].name)",
                suggestion: closestMatch(to: name, in: names).map { "did you mean `\($0)`?" }
            )
            return nil
        }
    }
}
