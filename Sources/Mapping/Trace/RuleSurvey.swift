// All rules that a message map can run, those of the maps it uses and calls among them.

import FHIRPath
import LocatedYAML

/// A walk over a plan.
struct RuleSurvey {
    let plan: Plan
    private var functions: Set<Int32> = []
    private var found: Set<Int32> = []

    init(plan: Plan) {
        self.plan = plan
    }

    /// The places of the rules and entries below some blocks, and of those that fill the Bundle itself.
    consuming func rules(of blocks: Plan.Run, uses: Plan.Run) -> Set<SourceLocation> {
        walk(blocks)
        walk(uses: uses)
        return Set(found.map { plan.origins[Int($0)] })
    }

    private mutating func walk(_ blocks: Plan.Run) {
        for number in blocks { walk(plan.blocks[Int(number)]) }
    }

    private mutating func walk(_ block: Plan.Block) {
        if let source = block.source { walk(source) }
        if let condition = block.condition { walk(condition) }
        for key in block.groupBy { walk(plan.roots[Int(key)]) }
        if block.alternative >= 0 { walk(plan.blocks[Int(block.alternative)]) }
        switch block.body {
        case .frame(let inner, _, _): walk(inner)
        case .resource(let emission, let rules, let uses, _, let key):
            found.insert(plan.emissions[Int(emission)].origin)
            walk(emission: emission)
            walk(rules)
            walk(uses: uses)
            if let key { walk(key) }
        }
    }

    private mutating func walk(emission number: Int32) {
        for part in plan.emissions[Int(number)].identity { walk(plan.roots[Int(part)]) }
    }

    private mutating func walk(_ rules: Plan.RuleSet) {
        for number in rules.rules {
            let rule = plan.rules[Int(number)]
            found.insert(rule.origin)
            walk(value: rule.value)
        }
    }

    private mutating func walk(uses: Plan.Run) {
        for number in uses {
            walk(plan.uses[Int(number)].on)
            walk(function: plan.uses[Int(number)].function)
        }
    }

    private mutating func walk(function number: Int32) {
        guard plan.functions.indices.contains(Int(number)), functions.insert(number).inserted else { return }
        let function = plan.functions[Int(number)]
        for root in plan.program.roots(ofFunction: number) { walk(root) }
        if function.emission >= 0 { walk(emission: function.emission) }
        if case .rules(let rules) = function.kind { walk(rules) }
    }

    private mutating func walk(_ root: Root) {
        for function in plan.program.functions(calledBy: root) { walk(function: function) }
    }

    private mutating func walk(value number: Int32) {
        switch plan.values[Int(number)] {
        case .nothing, .constant: break
        case .expression(let root, _): walk(root)
        case .choose(let condition, let then, let otherwise):
            walk(condition)
            walk(value: then)
            walk(value: otherwise)
        case .candidates(let run), .list(let run): for index in run { walk(value: plan.lists[Int(index)]) }
        case .cases(let index):
            let choice = plan.switches[Int(index)]
            walk(choice.subject)
            for index in choice.values { walk(value: plan.lists[Int(index)]) }
            walk(value: choice.otherwise)
        case .each(let source, let condition, let value):
            walk(source)
            if let condition { walk(condition) }
            walk(value: value)
        case .nested(let index): walk(plan.elements[Int(index)])
        case .completed(let value, let index):
            walk(value: value)
            walk(plan.elements[Int(index)])
        }
    }

    private mutating func walk(_ nested: Plan.Nested) {
        if let source = nested.source { walk(source) }
        if let condition = nested.condition { walk(condition) }
        walk(nested.rules)
        walk(uses: nested.uses)
        walk(value: nested.otherwise)
    }
}
