// Writing the right sides of rules into the tree.

import FHIR
import FHIRPath
import HL7v2

extension MapRun {
    /// Writes a value below an element.
    mutating func write(
        _ number: Int32,
        of rule: Plan.Rule,
        to parent: TreeBuilder.Node
    ) throws(EvaluationStopped) -> Written {
        switch plan.values[Int(number)] {
        case .nothing: return .nothing
        case .expression(let root, let slot):
            trace?.mark = evaluation.readings.count
            let items = try evaluation.evaluate(root)
            let written = try write(items, plan.slots[Int(slot)], slot, to: parent)
            return written && plan.program.isConstant(root) ? .constants : written ? .variables : .nothing
        case .constant(let text, let slot):
            trace?.mark = evaluation.readings.count
            let written = writeText(plan.texts[Int(text)], plan.slots[Int(slot)], to: parent, from: nil)
            return written ? .constants : .nothing
        case .choose(let condition, let then, let otherwise):
            return try write(try evaluation.holds(condition) ? then : otherwise, of: rule, to: parent)
        case .list(let run):
            var written = Written.nothing
            for index in run {
                written = max(written, try write(plan.lists[Int(index)], of: rule, to: parent))
                // For an element that holds one value the list is tried in order.
                if written > .nothing, rule.isSingle { break }
            }
            return written
        case .candidates(let run): return try writeFirstFitting(run, of: rule, to: parent)
        case .cases(let index):
            return try recallOrWrite(branch: try chosen(plan.switches[Int(index)]), of: rule, to: parent)
        case .each(let source, let condition, let value):
            return try writeEach(source, condition, value, of: rule, to: parent)
        case .nested(let index): return try write(plan.elements[Int(index)], of: rule, to: parent)
        case .completed(let value, let index):
            return try complete(value, plan.elements[Int(index)], of: rule, to: parent)
        }
    }

    /// Writes a value, and into each element that it made what stands beside it.
    ///
    /// A reference that waits for the end has no element yet, and gets nothing.
    private mutating func complete(
        _ value: Int32,
        _ nested: Plan.Nested,
        of rule: Plan.Rule,
        to parent: TreeBuilder.Node
    ) throws(EvaluationStopped) -> Written {
        let member = plan.slots[Int(nested.slot)].member
        let known = builder.count(of: member, in: parent)
        let written = try write(value, of: rule, to: parent)
        guard written > .nothing else { return written }
        let origin = evaluation.rule
        for node in builder.elements(of: member, in: parent).dropFirst(known) {
            _ = try run(nested.rules, into: node)
        }
        evaluation.rule = origin
        return written
    }

    /// The value that a switch chooses.
    private mutating func chosen(_ choice: Plan.Switch) throws(EvaluationStopped) -> Int32 {
        let items = try evaluation.evaluate(choice.subject)
        let text = evaluation.wholeText(of: items)
        for (label, value) in zip(choice.labels, choice.values)
        where evaluation.texts.areEqual(plan.texts[Int(label)], text) {
            return plan.lists[Int(value)]
        }
        return choice.otherwise
    }

    /// The first candidate that writes something without a problem; falling through is reported.
    private mutating func writeFirstFitting(
        _ run: Plan.Run,
        of rule: Plan.Rule,
        to parent: TreeBuilder.Node
    ) throws(EvaluationStopped) -> Written {
        for index in run {
            let known = evaluation.problems.count
            let written = try write(plan.lists[Int(index)], of: rule, to: parent)
            if written > .nothing, evaluation.problems.count == known { return written }
            guard index < run.upperBound - 1 else { return written }
            evaluation.forgetProblems(after: known)
            if written > .nothing, rule.isSingle {
                for candidate in rule.candidates {
                    builder.removeAll(plan.members[Int(candidate)], in: parent)
                }
            }
        }
        return .nothing
    }

    private mutating func writeEach(
        _ source: Root,
        _ condition: Root?,
        _ value: Int32,
        of rule: Plan.Rule,
        to parent: TreeBuilder.Node
    ) throws(EvaluationStopped) -> Written {
        let outer = evaluation.focus
        defer { evaluation.focus = outer }
        var written = Written.nothing
        let items = try evaluation.evaluate(source)
        for index in 0..<items.count {
            let item = evaluation.item(index, of: items)
            evaluation.focus = outer.on(item, position: index + 1)
            if let condition, try !evaluation.holds(condition) { continue }
            written = max(written, try write(value, of: rule, to: parent))
            if written > .nothing, rule.isSingle { break }
        }
        return written
    }

    // MARK: Nested elements

    private mutating func write(
        _ nested: Plan.Nested,
        of rule: Plan.Rule,
        to parent: TreeBuilder.Node
    ) throws(EvaluationStopped) -> Written {
        guard let source = nested.source else {
            if let condition = nested.condition, try !evaluation.holds(condition) {
                return try write(nested.otherwise, of: rule, to: parent)
            }
            return try writeElement(nested, to: parent)
        }
        let items = try evaluation.evaluate(source)
        if items.isEmpty { return try write(nested.otherwise, of: rule, to: parent) }
        let outer = evaluation.focus
        defer { evaluation.focus = outer }
        var written = Written.nothing
        for index in 0..<items.count {
            let item = evaluation.item(index, of: items)
            evaluation.focus = outer.on(item, position: index + 1)
            if let condition = nested.condition, try !evaluation.holds(condition) { continue }
            written = max(written, try writeElement(nested, to: parent))
            if written > .nothing, rule.isSingle { break }
        }
        return written
    }

    private mutating func writeElement(
        _ nested: Plan.Nested,
        to parent: TreeBuilder.Node
    ) throws(EvaluationStopped) -> Written {
        let slot = plan.slots[Int(nested.slot)]
        let checked = checks.count
        let waiting = pending.count
        let origin = evaluation.rule
        let node = builder.append(slot.member, to: parent)
        var written = try run(nested.rules, into: node)
        var isUsed = nested.uses.isEmpty
        for number in nested.uses {
            let use = plan.uses[Int(number)]
            let items = try evaluation.evaluate(use.on)
            guard let item = evaluation.first(of: items) else { continue }
            guard try isWilling(use.function, on: item) else { continue }
            isUsed = true
            written = max(written, try run(use.function, on: item, into: node))
        }
        evaluation.rule = origin
        guard isUsed, isKept(written, nested.rules, hasUses: !nested.uses.isEmpty) else {
            discard(node, checks: checked, pending: waiting)
            return .nothing
        }
        check(node, slot.requirement, origin: origin)
        return written
    }

    private mutating func discard(_ node: TreeBuilder.Node, checks checked: Int, pending waiting: Int) {
        builder.remove(node)
        if checks.count > checked { checks.removeSubrange(checked...) }
        if pending.count > waiting { pending.removeSubrange(waiting...) }
    }

    mutating func check(_ node: TreeBuilder.Node, _ requirement: Int32, origin: Int32) {
        guard requirement >= 0 else { return }
        let segment = evaluation.focus.segment
        checks.append(Check(node: node, requirement: requirement, origin: origin, segment: segment))
    }

    // MARK: Items

    /// Writes what an expression yielded; whether anything was written.
    private mutating func write(
        _ items: Items,
        _ slot: Plan.Slot,
        _ number: Int32,
        to parent: TreeBuilder.Node
    ) throws(EvaluationStopped) -> Bool {
        if case .one(let item) = items { return try write(item, slot, number, to: parent) }
        var written = false
        for index in 0..<items.count {
            if try write(evaluation.item(index, of: items), slot, number, to: parent) { written = true }
            if written, !slot.isRepeating { break }
        }
        return written
    }

    private mutating func write(
        _ item: Item,
        _ slot: Plan.Slot,
        _ number: Int32,
        to parent: TreeBuilder.Node
    ) throws(EvaluationStopped) -> Bool {
        if case .call(let call) = item {
            return try write(evaluation.calls[Int(call)], slot, number, to: parent)
        }
        switch slot.form {
        case .primitive(let format):
            if evaluation.isAbsent(item) { return writeAbsence(slot, to: parent) }
            let known = evaluation.readings.count
            guard let text = evaluation.text(of: item, as: format) else { return false }
            trace?.beginItem(known..<evaluation.readings.count)
            return writeText(text, slot, to: parent, from: item)
        case .coding(let members):
            let coding = builder.append(slot.member, to: parent)
            return writeCoding(item, members, into: coding)
        case .concept(let member, let members):
            let concept = builder.append(slot.member, to: parent)
            let coding = builder.append(member, to: concept)
            return writeCoding(item, members, into: coding)
        case .reference, .complex: return false
        }
    }

    /// Writes a text; one that is not of the format is left out and reported.
    mutating func writeText(
        _ text: Text,
        _ slot: Plan.Slot,
        to parent: TreeBuilder.Node,
        from item: Item?
    ) -> Bool {
        guard !text.isEmpty else { return false }
        traceNextText()
        do {
            if !slot.isRepeating, let node = builder.existing(slot.member, in: parent) {
                try evaluation.texts.replace(text, of: node, in: &builder)
            } else {
                try evaluation.texts.write(text, as: slot.member, in: parent, of: &builder)
            }
            return true
        } catch {
            var element: Element?
            if case .element(let place) = item { element = place }
            if case .primitive(let format) = slot.form {
                evaluation.report(.malformed("\(format)"), at: element)
            }
            return false
        }
    }

    private mutating func writeCoding(
        _ item: Item,
        _ members: Plan.CodingMembers,
        into coding: TreeBuilder.Node
    ) -> Bool {
        let row = evaluation.translatedCode(of: item)
        guard let code = row?.code ?? evaluation.text(of: item) else { return false }
        do {
            traceNextText()
            try evaluation.texts.write(code, as: members.code, in: coding, of: &builder)
            if let system = row?.system {
                traceNextText()
                try evaluation.texts.write(system, as: members.system, in: coding, of: &builder)
            }
            if let display = row?.display {
                traceNextText()
                try evaluation.texts.write(display, as: members.display, in: coding, of: &builder)
            }
            return true
        } catch {
            evaluation.report(.malformed("code"), at: nil)
            return false
        }
    }

    // MARK: Calls

    private mutating func write(
        _ call: DeferredCall,
        _ slot: Plan.Slot,
        _ number: Int32,
        to parent: TreeBuilder.Node
    ) throws(EvaluationStopped) -> Bool {
        switch plan.functions[Int(call.function)].kind {
        case .reference(let target, let alias):
            return wait(call, target, alias, isPlural: false, number, parent)
        case .references(let target, let alias):
            return wait(call, target, alias, isPlural: true, number, parent)
        case .resource: return try writeResource(call, slot, to: parent)
        case .inline: return false
        case .rules(let rules):
            let checked = checks.count
            let waiting = pending.count
            let outer = evaluation.focus
            evaluation.focus = call.focus
            let base = evaluation.enter(call)
            let mark = trace?.mark
            let node = builder.append(slot.member, to: parent)
            let written = try runRules(of: call.function, into: node)
            if let mark { trace?.mark = mark }
            evaluation.leave(base)
            evaluation.focus = outer
            guard isKept(written, rules, hasUses: false) else {
                discard(node, checks: checked, pending: waiting)
                return false
            }
            check(node, slot.requirement, origin: evaluation.rule)
            return true
        }
    }

    /// Puts a reference aside until everything is emitted.
    private mutating func wait(
        _ call: DeferredCall,
        _ target: Int32,
        _ alias: Int32,
        isPlural: Bool,
        _ slot: Int32,
        _ parent: TreeBuilder.Node
    ) -> Bool {
        var key: [UInt8]?
        if let items = evaluation.arguments(of: call).first {
            var text: [UInt8] = []
            evaluation.appendJoinedText(items, to: &text)
            key = text
        }
        pending.append(
            PendingReference(
                parent: parent,
                slot: slot,
                frame: frame,
                target: target,
                alias: alias,
                isPlural: isPlural,
                segment: evaluation.focus.segment,
                group: evaluation.focus.group,
                place: placeAtHand,
                key: key,
                rule: evaluation.rule
            )
        )
        return true
    }

    private mutating func writeResource(
        _ call: DeferredCall,
        _ slot: Plan.Slot,
        to parent: TreeBuilder.Node
    ) throws(EvaluationStopped) -> Bool {
        guard case .call(let inner) = call.focus.item else { return false }
        guard let resource = try emit(evaluation.calls[Int(inner)]) else { return false }
        return writeReference(to: resource, slot, in: parent)
    }
}
