// Values of rules, made as elements that take the place of those that were received.

import FHIR
import FHIRPath
import LocatedYAML

extension ChangeRun {
    /// What a value gives.
    private enum Made {
        /// Nothing is said: the element stays as it is.
        case kept
        /// Elements that stand nowhere yet, and whether they came of the resource.
        case elements([TreeBuilder.Node], ResourcePlan.Written)

        static let nothing = Made.elements([], .nothing)
    }

    /// Gives an element what its rule says; one that the rule says nothing of stays as it is.
    mutating func apply(
        _ rule: ChangePlan.Rule,
        to node: TreeBuilder.Node,
        _ focus: Focus
    ) throws(Stopped) -> ResourcePlan.Written {
        var parent = node
        for step in rule.place.steps {
            guard let member = members(named: step, in: parent).first else { return .nothing }
            parent = builder.existingOrNew(member, in: parent)
        }
        guard let element = definitions.element(named: rule.place.name, in: builder.type(of: parent)) else {
            return .nothing
        }
        let members = self.members(named: element.name, in: parent)
        let standing = members.lazy.compactMap { [builder] in builder.existing($0, in: parent) }.first
        let made = try make(rule.value, rule.place, standing, focus)
        guard case .elements(let made, let written) = made else { return .nothing }
        for member in members { builder.removeAll(member, in: parent) }
        for value in element.isRepeating ? made[...] : made.prefix(1) {
            guard let member = member(of: element, for: builder.type(of: value)) else { continue }
            builder.attach(value, as: member, to: parent)
        }
        return written
    }

    private func member(of element: ElementDefinition, for type: TypeID) -> Member? {
        element.member(as: type)
            ?? element.types.first { definitions.type(type, isA: $0.type) }.flatMap {
                element.member(as: $0.type)
            }
    }

    /// Makes the elements of a value.
    ///
    /// - Parameters:
    ///   - value: the right side of a rule.
    ///   - place: the element.
    ///   - standing: the element that is there, where there is one.
    ///   - focus: the value at hand.
    /// - Returns: the elements, which stand nowhere yet.
    /// - Throws: ``ResourceReader/Stopped`` where it is too much work.
    private mutating func make(
        _ value: ChangePlan.Value,
        _ place: ChangePlan.Place,
        _ standing: TreeBuilder.Node?,
        _ focus: Focus
    ) throws(Stopped) -> Made {
        switch value {
        case .nothing: return .nothing
        case .constant(let text): return .elements(primitive(text, "", place).map { [$0] } ?? [], .constants)
        case .values(let expression): return try copies(expression, place, focus)
        case .rows(let codes, let table): return try rows(codes, table, place, focus)
        case .maps(let maps, let expression):
            return try all(try reader.items(of: expression, focus)) { (run, item) throws(Stopped) in
                try run.make(maps, item, expression.location)
            }
        case .choose(let condition, let then, let otherwise):
            if try reader.holds(condition, focus) { return try make(then, place, standing, focus) }
            return try otherwise.map { other throws(Stopped) in try make(other, place, standing, focus) }
                ?? .kept
        case .first(let values):
            for value in values {
                let made = try make(value, place, standing, focus)
                if case .elements(let elements, _) = made, !elements.isEmpty { return made }
            }
            return .nothing
        case .list(let values):
            return try joined(values) { (run, value) throws(Stopped) in
                try run.make(value, place, nil, focus)
            }
        case .cases(let subject, let cases, let otherwise):
            let text = try reader.values(of: subject, focus).first?.text(in: tree) ?? ""
            guard let chosen = cases.first(where: { $0.label == text })?.value ?? otherwise else {
                return .kept
            }
            return try make(chosen, place, standing, focus)
        case .each(let source, let condition, let value):
            let items = try reader.items(of: source, focus)
            return try joined(items) { (run, item) throws(Stopped) in
                if let condition, try !run.reader.holds(condition, item) { return .nothing }
                return try run.make(value, place, nil, item)
            }
        case .parts(let parts): return try make(parts, place, standing, focus)
        case .reference(let name): return .elements(references(toAdded: name, place, focus), .variables)
        }
    }

    private mutating func joined<Item>(
        _ items: [Item],
        _ body: (inout ChangeRun, Item) throws(Stopped) -> Made
    ) throws(Stopped) -> Made {
        var elements: [TreeBuilder.Node] = []
        var written = ResourcePlan.Written.nothing
        for item in items {
            guard case .elements(let more, let how) = try body(&self, item) else { continue }
            elements += more
            if !more.isEmpty { written = max(written, how) }
        }
        return .elements(elements, written)
    }

    private mutating func all(
        _ items: [Focus],
        _ body: (inout ChangeRun, Focus) throws(Stopped) -> TreeBuilder.Node?
    ) throws(Stopped) -> Made {
        var elements: [TreeBuilder.Node] = []
        for item in items {
            if let made = try body(&self, item) { elements.append(made) }
        }
        return .elements(elements, .variables)
    }

    /// What the first map that takes it makes of an item: a copy that it changes, or a new value.
    private mutating func make(
        _ maps: [Int],
        _ item: Focus,
        _ location: SourceLocation
    ) throws(Stopped) -> TreeBuilder.Node? {
        guard let map = map(among: maps, for: item) else { return nil }
        if let condition = map.condition, try !reader.holds(condition, item) { return nil }
        let isCopy = map.origin == map.target
        let node = isCopy ? builder.graft(tree.node(at: item.node)) : builder.resource(map.target)
        let written = try run(map, on: node, item)
        return isCopy || written == .variables || !map.content.isVariable ? node : nil
    }

    /// An element of elements: of each item a copy where it is of the element's type; without a list the one that
    /// stands there, or of an element that repeats one more.
    private mutating func make(
        _ parts: ChangePlan.Parts,
        _ place: ChangePlan.Place,
        _ standing: TreeBuilder.Node?,
        _ focus: Focus
    ) throws(Stopped) -> Made {
        let type = place.types[0]
        guard let source = parts.source else {
            if let condition = parts.condition, try !reader.holds(condition, focus) {
                guard let otherwise = parts.otherwise else { return .kept }
                return try make(otherwise, place, standing, focus)
            }
            let kept = place.isRepeating ? nil : standing.flatMap { builder.type(of: $0) == type ? $0 : nil }
            let node = kept ?? builder.resource(type)
            let written = try fill(node, parts.content, focus)
            if kept == nil, parts.content.isVariable, written < .variables { return .nothing }
            return .elements([node], max(written, kept == nil ? .nothing : .variables))
        }
        let made = try all(try reader.items(of: source, focus)) { (run, item) throws(Stopped) in
            if let condition = parts.condition, try !run.reader.holds(condition, item) { return nil }
            let isCopy = run.tree.type(at: item.node) == type
            let node = isCopy ? run.builder.graft(run.tree.node(at: item.node)) : run.builder.resource(type)
            let written = try run.fill(node, parts.content, item)
            return isCopy || written == .variables || !parts.content.isVariable ? node : nil
        }
        if case .elements(let elements, _) = made, elements.isEmpty, let otherwise = parts.otherwise {
            return try make(otherwise, place, standing, focus)
        }
        return made
    }

    // MARK: Values of expressions

    private mutating func copies(
        _ expression: ChangePlan.Expression,
        _ place: ChangePlan.Place,
        _ focus: Focus
    ) throws(Stopped) -> Made {
        var elements: [TreeBuilder.Node] = []
        for value in try reader.values(of: expression, focus) {
            if let copy = copy(of: value, place) {
                elements.append(copy)
            } else {
                let types = place.words(in: definitions)
                report(
                    "this is no value for `\(place.name)`, a \(types)",
                    .warning,
                    at: focus.node,
                    expression.location
                )
            }
        }
        return .elements(elements, expression.isVariable ? .variables : .constants)
    }

    private mutating func copy(of value: TreeValue, _ place: ChangePlan.Place) -> TreeBuilder.Node? {
        if case .node(let index) = value {
            let type = tree.type(at: index)
            if place.types.contains(where: { definitions.type(type, isA: $0) }) {
                return builder.graft(tree.node(at: index))
            }
            if definitions.isResource(type), let reference = place.type(named: "Reference", in: definitions) {
                return self.reference(to: address(of: index), reference)
            }
        }
        guard let text = value.text(in: tree) else { return nil }
        return primitive(text, value.typeName(in: tree), place)
    }

    /// A text as the type of its name where the element takes that, else as the first type that has its form.
    private mutating func primitive(
        _ text: String,
        _ typeName: String,
        _ place: ChangePlan.Place
    ) -> TreeBuilder.Node? {
        let types = place.types.filter { definitions.isPrimitive($0) }
        let named = types.filter { definitions[$0].name == typeName }
        for type in named + types.filter({ definitions[$0].name == "string" }) + types {
            let node = builder.resource(type)
            do {
                try builder.setText(text, of: node)
                return node
            } catch {
                // Another type may have this form.
            }
        }
        return nil
    }

    // MARK: Tables

    private mutating func rows(
        _ codes: ChangePlan.Expression,
        _ table: CodeTable,
        _ place: ChangePlan.Place,
        _ focus: Focus
    ) throws(Stopped) -> Made {
        var elements: [TreeBuilder.Node] = []
        for value in try reader.values(of: codes, focus) {
            guard let text = value.text(in: tree) else { continue }
            let row: CodeTable.Row
            if let number = table.row(for: text) {
                row = table.rows[Int(number)]
            } else {
                switch table.unmapped {
                case .row(let number), .absent(let number): row = table.rows[Int(number)]
                case .pass: row = CodeTable.Row(source: text, code: text, location: codes.location)
                case .omit: continue
                case .warn, .error:
                    let severity: MapProblem.Severity = table.unmapped == .error ? .error : .warning
                    report(
                        "the code is not in the table `\(table.name)`",
                        severity,
                        at: focus.node,
                        codes.location
                    )
                    continue
                }
            }
            if let coding = coding(row, place) { elements.append(coding) }
        }
        return .elements(elements, .variables)
    }

    private mutating func coding(_ row: CodeTable.Row, _ place: ChangePlan.Place) -> TreeBuilder.Node? {
        guard let type = definitions.type(named: "Coding") else { return nil }
        let coding = builder.resource(type)
        for (name, text) in [("system", row.system), ("code", row.code), ("display", row.display)] {
            guard let text, let member = definitions.member(named: name, in: type) else { continue }
            do {
                try builder.primitive(member, text, in: coding)
            } catch {
                // A table's texts are checked where it is read.
                return nil
            }
        }
        guard !place.takes("Coding", in: definitions),
            let concept = place.type(named: "CodeableConcept", in: definitions),
            let member = definitions.member(named: "coding", in: concept)
        else { return coding }
        let node = builder.resource(concept)
        builder.attach(coding, as: member, to: node)
        return node
    }
}

extension ChangePlan.Place {
    /// Its type of a name.
    func type(named name: String, in definitions: FHIR.Definitions) -> TypeID? {
        types.first { definitions[$0].name == name }
    }
}
