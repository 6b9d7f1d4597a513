// Values of rules, written into fields, components and subcomponents.

import FHIR
import FHIRPath
import HL7v2
import LocatedYAML

/// A segment, or a part of it, that rules fill.
struct FieldAddress {
    let segment: MessageBuilder.Segment
    var position = FieldPosition(1)
    /// 0: the segment; 1: a field; 2: a component; 3: a subcomponent.
    var depth = 0
    /// The datatype that the field has there; `nil` for the segment.
    var datatype: String?

    init(_ segment: MessageBuilder.Segment) { self.segment = segment }

    /// The place that a slot means here; `nil` where the field's datatype has no such part.
    ///
    /// A map may make a newer form of the datatype than the field has: of a code without components the first part is
    /// the whole, and others are nowhere.
    func place(of slot: FieldSlot, version: HL7v2.Version) -> FieldAddress? {
        var place = self
        for number in slot.path {
            if let datatype = place.datatype, !["*", "CM"].contains(datatype) {
                let components = HL7v2.Definitions.shared.datatype(datatype)
                guard components?.components(version: version).isEmpty == false else {
                    guard number == 1 else { return nil }
                    continue
                }
                guard let component = components?.component(number, version: version) else { return nil }
                place.datatype = component.datatype
            }
            place.depth += 1
            switch place.depth {
            case 1: place.position = FieldPosition(number)
            case 2: place.position.component = number
            case 3: place.position.subcomponent = number
            default: return nil
            }
        }
        if depth == 0 { place.datatype = slot.datatype }
        return place
    }
}

extension ResourceRun {
    typealias Written = ResourcePlan.Written

    /// Runs rules.
    mutating func run(
        _ rules: [ResourcePlan.Rule],
        at address: FieldAddress,
        _ focus: Focus
    ) throws(Stopped) -> Written {
        var written = Written.nothing
        for rule in rules {
            guard let place = address.place(of: rule.slot, version: map.version) else { continue }
            written = max(written, try write(rule.value, rule.slot, at: place, focus))
        }
        return written
    }

    /// Runs the first of some maps that takes the value at hand.
    mutating func run(_ maps: [Int], at address: FieldAddress, _ focus: Focus) throws(Stopped) -> Written {
        let type = tree.type(at: focus.node)
        let found = maps.first { tree.definitions.type(type, isA: map.plan.maps[$0].origin) }
        guard let found else { return .nothing }
        let used = map.plan.maps[found]
        var inner = focus
        inner.names = commonNames
        if let condition = used.condition, try !holds(condition, inner) { return .nothing }
        guard depth < Self.depthLimit else { throw Stopped() }
        depth += 1
        defer { depth -= 1 }
        return try run(used.rules, at: address, inner)
    }

    /// Writes a value.
    mutating func write(
        _ value: ResourcePlan.Value,
        _ slot: FieldSlot,
        at address: FieldAddress,
        _ focus: Focus
    ) throws(Stopped) -> Written {
        guard mayWrite(slot, at: address) else { return .nothing }
        switch value {
        case .nothing: return .nothing
        case .constant(let text): return write(text, slot, at: address) ? .constants : .nothing
        case .texts(let expression): return try writeTexts(expression, slot, at: address, focus)
        case .maps(let maps, let expression):
            return try writeEach(try items(of: expression, focus), slot, at: address) {
                (run, place, item) throws(Stopped) in try run.run(maps, at: place, item)
            }
        case .choose(let condition, let then, let otherwise):
            return try write(try holds(condition, focus) ? then : otherwise, slot, at: address, focus)
        case .first(let values):
            for value in values {
                let written = try write(value, slot, at: address, focus)
                if written > .nothing { return written }
            }
            return .nothing
        case .list(let values):
            var written = Written.nothing
            for value in values { written = max(written, try write(value, slot, at: address, focus)) }
            return written
        case .cases(let subject, let cases, let otherwise):
            let text = try values(of: subject, focus).first?.text(in: tree) ?? ""
            let chosen = cases.first { $0.label == text }?.value ?? otherwise
            return try write(chosen, slot, at: address, focus)
        case .each(let source, let condition, let value):
            var written = Written.nothing
            for item in try items(of: source, focus) {
                if let condition, try !holds(condition, item) { continue }
                written = max(written, try write(value, slot, at: address, item))
            }
            return written
        case .parts(let parts): return try write(parts, slot, at: address, focus)
        case .typed(let type, let value):
            var typed = slot
            typed.become(type, version: map.version)
            var place = address
            place.datatype = type
            let written = try write(value, typed, at: place, focus)
            if written > .nothing { writeValueType(type, beside: address) }
            return written
        }
    }

    private mutating func write(
        _ parts: ResourcePlan.Parts,
        _ slot: FieldSlot,
        at address: FieldAddress,
        _ focus: Focus
    ) throws(Stopped) -> Written {
        var wanted: [Focus] = []
        for item in try items(of: parts.source, focus) {
            if let condition = parts.condition, try !holds(condition, item) { continue }
            wanted.append(item)
        }
        let isVariable = ResourcePlan.Value.parts(parts).isVariable
        let written = try writeEach(wanted, slot, at: address, isVariable: isVariable) {
            (run, place, item) throws(Stopped) in
            var written = try run.run(parts.rules, at: place, item)
            for maps in parts.uses { written = max(written, try run.run(maps, at: place, item)) }
            return written
        }
        if written > .nothing { return written }
        return try write(parts.otherwise, slot, at: address, focus)
    }

    /// Writes something for each item: into repetitions of a field that repeats, else the first that gives anything.
    ///
    /// Constants alone are removed again where more was possible.
    private mutating func writeEach(
        _ items: [Focus],
        _ slot: FieldSlot,
        at address: FieldAddress,
        isVariable: Bool = true,
        _ body: (inout ResourceRun, FieldAddress, Focus) throws(Stopped) -> Written
    ) throws(Stopped) -> Written {
        var written = Written.nothing
        for item in items {
            guard mayWrite(slot, at: address) else { break }
            let place = next(slot, at: address)
            let here = try body(&self, place, item)
            if isVariable, here == .constants {
                clear(place)
            } else {
                written = max(written, here)
            }
        }
        return written
    }

    /// Removes what stands at a place.
    mutating func clear(_ address: FieldAddress) {
        builder.clear(address.position, depth: address.depth, in: address.segment)
    }

    private mutating func writeTexts(
        _ expression: ResourcePlan.Rule.Expression,
        _ slot: FieldSlot,
        at address: FieldAddress,
        _ focus: Focus
    ) throws(Stopped) -> Written {
        var isWritten = false
        for value in try values(of: expression, focus) {
            guard mayWrite(slot, at: address) else { break }
            guard let text = slot.form.text(of: value, in: tree) else {
                report(
                    "this is no value for \(slot.name), of \(slot.datatype)",
                    .warning,
                    at: focus.node,
                    expression.location
                )
                continue
            }
            if write(text, slot, at: address) { isWritten = true }
        }
        guard isWritten else { return .nothing }
        return expression.isVariable ? .variables : .constants
    }

    private mutating func write(_ text: String, _ slot: FieldSlot, at address: FieldAddress) -> Bool {
        guard !text.isEmpty else { return false }
        let place = next(slot, at: address)
        builder.write(text, at: place.position, of: place.segment, breaksLines: slot.form == .lines)
        return true
    }

    /// The next repetition of a field that repeats.
    private func next(_ slot: FieldSlot, at address: FieldAddress) -> FieldAddress {
        guard address.depth == 1, slot.repeats else { return address }
        var next = address
        next.position.repetition =
            builder.repetitionCount(of: address.position.field, in: address.segment) + 1
        return next
    }

    /// Whether there is room: a place that holds one value keeps its first one.
    private func mayWrite(_ slot: FieldSlot, at address: FieldAddress) -> Bool {
        if address.depth == 1, slot.repeats { return true }
        return !builder.hasValue(at: address.position, depth: address.depth, in: address.segment)
    }

    /// OBX-2 says of what datatype OBX-5 is.
    private mutating func writeValueType(_ type: String, beside address: FieldAddress) {
        let isObservation = builder.name(of: address.segment) == "OBX" && address.position.field == 5
        guard isObservation, !builder.hasField(2, in: address.segment) else { return }
        builder.write(type, at: FieldPosition(2), of: address.segment)
    }
}
