// Which rules and maps are functions of a few bytes of the message: those whose inputs are known, see `Inputs`.
//
// A laboratory sends the same tests, units, doctors and wards all day. What such a rule wrote once it writes again when
// the bytes it reads come again, and copying it costs a tenth of finding it.

import FHIRPath

extension Plan {
    /// Finds out what every rule and map reads; call it when everything is compiled.
    mutating func measureInputs() {
        var survey = InputSurvey(plan: self)
        let inputs = rules.map { survey.inputs(ofValue: $0.value) }
        ruleInputs = rules.indices.map { number in
            guard !survey.isSimple(rules[number].value), let inputs = inputs[number], !inputs.readsArguments
            else { return nil }
            return inputs
        }
        functionInputs = functions.indices.map { survey.inputs(ofEmitting: Int32($0)) }
        branchInputs = []
        branchOfValue = Array(repeating: -1, count: values.count)
        for (rule, known) in zip(rules, inputs) where known == nil { bindBranches(of: rule.value, &survey) }
        bindSheaves(inputs)
    }

    /// A value is chosen by the type of OBX-5: what one type reads may be known where that of another is not.
    private mutating func bindBranches(of number: Int32, _ survey: inout InputSurvey) {
        switch values[Int(number)] {
        case .choose(_, let then, let otherwise):
            bindBranches(of: then, &survey)
            bindBranches(of: otherwise, &survey)
        case .cases(let index):
            let choice = switches[Int(index)]
            for value in choice.values.map({ lists[Int($0)] }) + [choice.otherwise]
            where branchOfValue[Int(value)] < 0 && !survey.isSimple(value) {
                guard let inputs = survey.inputs(ofValue: value), !inputs.readsArguments else { continue }
                branchOfValue[Int(value)] = Int32(branchInputs.count)
                branchInputs.append(inputs)
            }
        default: break
        }
    }
}

/// A walk over rules and maps, each map of which is looked at once.
private struct InputSurvey: FunctionInputs {
    let plan: Plan
    private var known: [Int32: Inputs?] = [:]

    init(plan: Plan) {
        self.plan = plan
    }

    // MARK: Maps

    /// What a map that emits a resource reads, where emitting it depends on nothing else in the message.
    mutating func inputs(ofEmitting number: Int32) -> Inputs? {
        let function = plan.functions[Int(number)]
        guard function.emission >= 0 else { return nil }
        let emission = plan.emissions[Int(function.emission)]
        guard !emission.merges, emission.write == .update || emission.write == .createIfAbsent,
            let inputs = inputs(ofFunction: number), !inputs.readsArguments
        else { return nil }
        return inputs
    }

    mutating func inputs(ofFunction number: Int32) -> Inputs? {
        if let inputs = known[number] { return inputs }
        // While it is under way: a map that calls itself is not worth finding out more about.
        known[number] = .some(nil)
        let inputs = survey(number)
        known[number] = .some(inputs)
        return inputs
    }

    private mutating func survey(_ number: Int32) -> Inputs? {
        let function = plan.functions[Int(number)]
        var roots = plan.program.roots(ofFunction: number)
        var ruleValues: [Int32] = []
        switch function.kind {
        case .reference, .references: return nil
        // What it is called on is the call of a map, which is counted there.
        case .resource:
            var inputs = Inputs()
            inputs.emits = true
            return inputs
        case .inline: break
        case .rules(let rules): ruleValues = rules.rules.map { plan.rules[Int($0)].value }
        }
        if function.emission >= 0 {
            roots += plan.emissions[Int(function.emission)].identity.map { plan.roots[Int($0)] }
        }
        guard var inputs = inputs(ofRoots: roots)?.with(inputs(ofValues: ruleValues)) else { return nil }
        if function.emission >= 0 { inputs.emits = true }
        return inputs
    }

    // MARK: Values

    /// Whether a value is written as fast as it is remembered.
    func isSimple(_ number: Int32) -> Bool {
        switch plan.values[Int(number)] {
        case .nothing, .constant: true
        case .expression(let root, _): plan.program.isSimple(root)
        default: false
        }
    }

    mutating func inputs(ofValue number: Int32) -> Inputs? {
        switch plan.values[Int(number)] {
        case .nothing, .constant: return Inputs()
        case .expression(let root, _): return inputs(ofRoots: [root])
        case .choose(let condition, let then, let otherwise):
            return inputs(ofRoots: [condition])?.with(inputs(ofValues: [then, otherwise]))
        case .candidates(let run), .list(let run): return inputs(ofValues: run.map { plan.lists[Int($0)] })
        case .cases(let index):
            let choice = plan.switches[Int(index)]
            let values = choice.values.map { plan.lists[Int($0)] } + [choice.otherwise]
            return inputs(ofRoots: [choice.subject])?.with(inputs(ofValues: values))
        case .each(let source, let condition, let value):
            let inside = inputs(ofRoots: condition.map { [$0] } ?? [])?.with(inputs(ofValue: value))
            return inputs(ofItems: source, inside)
        case .nested(let index): return inputs(of: plan.elements[Int(index)])
        case .completed(let value, let index):
            return inputs(ofValue: value)?.with(inputs(of: plan.elements[Int(index)]))
        }
    }

    private mutating func inputs(of nested: Plan.Nested) -> Inputs? {
        var inside = inputs(ofRoots: nested.condition.map { [$0] } ?? [])?
            .with(inputs(ofValues: nested.rules.rules.map { plan.rules[Int($0)].value }))
        for number in nested.uses {
            let use = plan.uses[Int(number)]
            let program = plan.program
            let used = program.inputs(ofCall: use.function, on: use.on, knowing: &self)
            inside = inside?.with(used)
        }
        if let source = nested.source { inside = inputs(ofItems: source, inside) }
        return inside?.with(inputs(ofValue: nested.otherwise))
    }

    /// Inside a list the value at hand is one of its items.
    private mutating func inputs(ofItems source: Root, _ inside: Inputs?) -> Inputs? {
        guard let inside else { return nil }
        return inputs(ofRoots: [source])?.with(inside.besideItems)
    }

    private mutating func inputs(ofValues numbers: [Int32]) -> Inputs? {
        var all = Inputs()
        for number in numbers {
            guard let union = all.with(inputs(ofValue: number)) else { return nil }
            all = union
        }
        return all
    }

    private mutating func inputs(ofRoots roots: [Root]) -> Inputs? {
        let program = plan.program
        var all = Inputs()
        for root in roots {
            let inputs = program.inputs(of: root, knowing: &self)
            guard let union = all.with(inputs) else { return nil }
            all = union
        }
        return all
    }
}
