// What each rule cannot do without, so that rules of absent fields are passed over: see `Need`.

import FHIRPath

extension Plan {
    /// Finds out what every rule needs; call it when everything is compiled.
    mutating func measureNeeds() {
        for index in rules.indices { rules[index].need = need(ofValue: rules[index].value) }
    }

    private func need(ofValue number: Int32) -> Need {
        switch values[Int(number)] {
        case .nothing: .any(.nothing)
        case .expression(let root, _): program.need(of: root)
        case .constant: .unknown
        case .choose(let condition, let then, 0): program.needToHold(condition).and(need(ofValue: then))
        case .choose(_, let then, let otherwise): need(ofValue: then).or(need(ofValue: otherwise))
        case .candidates(let run), .list(let run): need(ofValues: run)
        case .cases(let index): need(of: switches[Int(index)])
        case .each(let source, _, _): program.need(of: source)
        case .nested(let index): need(of: elements[Int(index)])
        case .completed(let value, _): need(ofValue: value)
        }
    }

    private func need(ofValues run: Run) -> Need {
        run.reduce(.any(.nothing)) { $0.or(need(ofValue: lists[Int($1)])) }
    }

    private func need(of choice: Switch) -> Need {
        let values = need(ofValues: choice.values)
        return choice.otherwise == 0 ? values : values.or(need(ofValue: choice.otherwise))
    }

    /// An element is kept for what is not constant in it; with a list it is there for the list's items.
    private func need(of nested: Nested) -> Need {
        var need = Need.unknown
        if let source = nested.source {
            need = program.need(of: source)
        } else if nested.rules.hasVariables || !nested.uses.isEmpty {
            need = nested.rules.rules.reduce(.any(.nothing)) { $0.or(needOfVariable(rules[Int($1)])) }
            need = nested.uses.reduce(need) { $0.or(program.need(of: uses[Int($1)].on)) }
            if let condition = nested.condition { need = need.and(program.needToHold(condition)) }
        } else if let condition = nested.condition {
            need = program.needToHold(condition)
        }
        return nested.otherwise == 0 ? need : need.or(self.need(ofValue: nested.otherwise))
    }

    /// A rule that writes constants only adds nothing that an element is kept for.
    private func needOfVariable(_ rule: Rule) -> Need {
        if case .constant = values[Int(rule.value)] { return .any(.nothing) }
        if case .expression(let root, _) = values[Int(rule.value)], program.isConstant(root) {
            return .any(.nothing)
        }
        return need(ofValue: rule.value)
    }
}
