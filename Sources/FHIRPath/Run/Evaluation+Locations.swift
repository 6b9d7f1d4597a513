// Reads locations: fields of the segments that `Evaluation+Segments.swift` finds, repetitions, components.

import HL7v2

extension Evaluation {
    /// The items at a location.
    mutating func read(location number: Int) -> Items {
        let plan = program.locations[number]
        guard let segment = plan.segment else { return groups(at: plan) }
        if case .segmentAtHand = plan.start {
            if plan.selection == .all, focus.joined >= 0 { return joinedFields(plan) }
            return focus.segment < 0 ? .none : field(at: plan, ofSegment: Int(focus.segment))
        }
        guard segment.presenceBit & presentSegments != 0 else { return .none }
        if case .all = plan.selection, plan.steps.isEmpty, case .enclosing(let levels) = plan.start,
            levels > 0 || focus.joined < 0
        {
            return fields(at: plan, of: segment, in: climbed(levels))
        }
        if case .first = plan.selection, plan.steps.isEmpty, let single = firstSegment(segment, plan.start) {
            return field(at: plan, ofSegment: single)
        }
        if case .first = plan.selection, case .enclosing(let levels) = plan.start,
            levels > 0 || focus.joined < 0,
            leadsThroughAll(plan.steps)
        {
            guard let single = firstSegment(segment, below: climbed(levels), plan.steps) else { return .none }
            return field(at: plan, ofSegment: single)
        }
        var collector = ItemCollector()
        for position in selected(segments(segment, at: plan), plan.selection) {
            let items = field(at: plan, ofSegment: position)
            collector.append(contentsOf: items, in: lists)
        }
        return collector.items(in: &lists)
    }

    /// The fields of all segments of a name directly in an occurrence of a group.
    private mutating func fields(
        at plan: LocationPlan,
        of name: SegmentName,
        in occurrence: GroupTree.Occurrence
    ) -> Items {
        var collector = ItemCollector()
        for position in segments(name, in: occurrence) {
            let items = field(at: plan, ofSegment: position)
            collector.append(contentsOf: items, in: lists)
        }
        return collector.items(in: &lists)
    }

    /// A component of the value at hand.
    mutating func partsAtHand(_ component: Int, _ subcomponent: Int) -> Items {
        switch focus.item {
        case nil: return .none
        case .element(let element)?:
            guard let found = part(of: element, component, subcomponent) else { return .none }
            return .one(.element(found))
        case let item?: return Items(part(of: item, component, subcomponent))
        }
    }

    /// The components of each item.
    mutating func parts(of items: Items, _ component: Int, _ subcomponent: Int) -> Items {
        switch items {
        case .none: return .none
        case .one(let item): return Items(part(of: item, component, subcomponent))
        case .many(let list):
            var collector = ItemCollector()
            for index in list.range {
                if let part = part(of: lists[index], component, subcomponent) { collector.append(part) }
            }
            return collector.items(in: &lists)
        }
    }

    private mutating func part(of item: Item, _ component: Int, _ subcomponent: Int) -> Item? {
        guard case .element(let element) = item else {
            // A value that is plain text is its own first component.
            return component == 1 && subcomponent <= 1 && text(of: item) != nil ? item : nil
        }
        guard let found = part(of: element, component, subcomponent) else { return nil }
        return .element(found)
    }

    private mutating func part(of element: Element, _ component: Int, _ subcomponent: Int) -> Element? {
        // Inside a component, `.2` means its subcomponent.
        if element.level >= .component { return message.subcomponent(component, of: element) }
        guard let found = message.component(component, of: element) else { return nil }
        return subcomponent == 0 ? found : message.subcomponent(subcomponent, of: found)
    }

    // MARK: Fields

    private mutating func field(at plan: LocationPlan, ofSegment position: Int) -> Items {
        guard plan.field > 0 else { return .one(.element(message.segment(position))) }
        guard let field = message.field(plan.field, ofSegment: position) else { return .none }
        switch plan.repetition {
        case .first:
            guard plan.component > 0 else { return Items(inner(message.repetition(1, of: field), plan)) }
            let part = message.component(plan.component, subcomponent: plan.subcomponent, ofField: field)
            guard let part else { return .none }
            return .one(.element(part))
        case .number(let number): return Items(inner(message.repetition(Int(number), of: field), plan))
        case .all:
            if let only = message.onlyRepetition(of: field) { return Items(inner(only, plan)) }
            var collector = ItemCollector()
            for repetition in message.repetitions(of: field) {
                if let item = inner(repetition, plan) { collector.append(item) }
            }
            return collector.items(in: &lists)
        case .last: return Items(inner(message.repetitions(of: field).last, plan))
        case .matching(let index):
            let requirements = program.requirements[Int(index)]
            for repetition in message.repetitions(of: field) where meets(requirements, repetition) {
                return Items(inner(repetition, plan))
            }
            return .none
        }
    }

    private mutating func inner(_ element: Element?, _ plan: LocationPlan) -> Item? {
        guard let element else { return nil }
        guard plan.component > 0 else { return .element(element) }
        guard let found = part(of: element, plan.component, plan.subcomponent) else { return nil }
        return .element(found)
    }

    mutating func meets(_ requirements: [LocationPlan.Requirement], _ element: Element) -> Bool {
        for requirement in requirements {
            var place: Element? = element
            if requirement.field > 0 { place = message.field(requirement.field, ofSegment: element.segment) }
            if requirement.component > 0, let found = place {
                place = part(of: found, requirement.component, requirement.subcomponent)
            }
            var isEqual = requirement.text.isEmpty
            if let place, let text = text(of: place) { isEqual = texts.areEqual(text, requirement.text) }
            if isEqual == requirement.isNegated { return false }
        }
        return true
    }

    /// The fields of the segments that `group_by` joined.
    private mutating func joinedFields(_ plan: LocationPlan) -> Items {
        var collector = ItemCollector()
        for case .element(let element) in joined[Int(focus.joined)] {
            let items = field(at: plan, ofSegment: element.segment)
            collector.append(contentsOf: items, in: lists)
        }
        return collector.items(in: &lists)
    }
}
