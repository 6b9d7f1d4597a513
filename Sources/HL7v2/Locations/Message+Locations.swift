// What a location finds in a message, without knowing the message's structure.
//
// A segment's name as a step means "from this segment up to the next of its name", which works for any
// message (HL7V2's groups need a structure: see `GroupTree`). Groups' names find nothing here.

extension Message {
    /// The elements at a location, in message order; absent and empty ones are left out.
    ///
    /// Without a field, whole segments. Without `[*]`, one element at most.
    public func elements(at location: Location) -> [Element] {
        var ranges = [0..<segmentCount]
        for step in location.groups {
            guard let anchor = step.segment else { return [] }
            ranges = ranges.flatMap { range in
                select(step.index, from: stretches(of: anchor, in: range)) { stretch, conditions in
                    meets(conditions, segment: stretch.lowerBound)
                }
            }
        }
        return ranges.flatMap { range in
            elements(at: location, amongSegments: range.filter { segmentName($0) == location.segment })
        }
    }

    /// The elements that a location's last step finds among segments that its groups have led to.
    ///
    /// The segments are positions of segments of the location's name, in order.
    public func elements(at location: Location, amongSegments segments: [Int]) -> [Element] {
        let chosen = select(location.segmentIndex, from: segments) { segment, conditions in
            meets(conditions, segment: segment)
        }
        guard let field = location.field else { return chosen.map { segment($0) } }
        return chosen.flatMap { elements(of: field, ofSegment: $0) }
    }

    /// The elements that a field step finds in the segment at a position.
    public func elements(of step: Location.FieldStep, ofSegment segment: Int) -> [Element] {
        guard let field = field(step.number, ofSegment: segment) else { return [] }
        return repetitions(of: field, at: step.index).compactMap {
            part($0, step.component, step.subcomponent)
        }
    }

    /// The text at a location that is no list; `nil` when absent, empty or the explicit null.
    public func text(at location: Location) -> String? {
        guard let element = elements(at: location).first, let value = firstValue(of: element) else {
            return nil
        }
        return isNull(value) ? nil : text(value)
    }

    /// The repetitions of a field that an index chooses; empty ones are left out.
    public func repetitions(of field: Element, at index: Location.Index) -> [Element] {
        switch index {
        case .number(let number): repetition(number, of: field).map { [$0] } ?? []
        case .all: repetitions(of: field)
        case .last: repetition(repetitionCount(field), of: field).map { [$0] } ?? []
        case .matching(let conditions):
            repetitions(of: field).first { meets(conditions, repetition: $0) }.map { [$0] } ?? []
        }
    }

    /// Whether a segment meets all conditions.
    public func meets(_ conditions: [Location.Condition], segment: Int) -> Bool {
        conditions.allSatisfy { condition in
            guard case .field(let number, let component, let subcomponent) = condition.part else {
                return false
            }
            let first = field(number, ofSegment: segment).flatMap { repetition(1, of: $0) }
            return holds(condition, for: first.flatMap { part($0, component, subcomponent) })
        }
    }

    /// Whether a repetition meets all conditions.
    public func meets(_ conditions: [Location.Condition], repetition: Element) -> Bool {
        conditions.allSatisfy { condition in
            guard case .component(let component, let subcomponent) = condition.part else { return false }
            return holds(condition, for: part(repetition, component, subcomponent))
        }
    }

    private func holds(_ condition: Location.Condition, for element: Element?) -> Bool {
        let holds: Bool
        if let value = condition.value {
            holds = element.map { text($0) == value } ?? value.isEmpty
        } else {
            holds = element != nil
        }
        return holds != condition.isNegated
    }

    private func part(_ repetition: Element, _ component: Int?, _ subcomponent: Int?) -> Element? {
        guard let component else { return repetition }
        guard let found = self.component(component, of: repetition) else { return nil }
        guard let subcomponent else { return found }
        return self.subcomponent(subcomponent, of: found)
    }

    /// The stretches of segments that start at a segment of a name and end before the next of that name.
    private func stretches(of anchor: SegmentName, in range: Range<Int>) -> [Range<Int>] {
        let starts = range.filter { segmentName($0) == anchor }
        return zip(starts, starts.dropFirst() + [range.upperBound]).map { $0..<$1 }
    }

    func select<Candidate>(
        _ index: Location.Index,
        from candidates: [Candidate],
        where meets: (Candidate, [Location.Condition]) -> Bool
    ) -> [Candidate] {
        switch index {
        case .number(let number): number <= candidates.count ? [candidates[number - 1]] : []
        case .all: candidates
        case .last: candidates.last.map { [$0] } ?? []
        case .matching(let conditions): candidates.first { meets($0, conditions) }.map { [$0] } ?? []
        }
    }
}
