// What the left side of an edit names. Without an index a name means each such segment or group, one by one, so that
// nothing is edited in part unseen; a condition in brackets means each that meets it, not the first alone.

import FHIRPath
import HL7v2
import LocatedYAML

/// A place, with what is known of it.
struct CompiledTarget {
    let compiled: EditTarget
    /// What is at hand there.
    let scope: Scope
    /// The datatype of the field or component, where it is known.
    let datatype: String?
    /// Whether the field may repeat.
    let mayRepeat: Bool
    /// Whether a repetition was named.
    let hasIndex: Bool
}

extension EditCompiler {
    /// A place in a field.
    mutating func fieldTarget(_ place: Located<String>, in scope: Scope, key: String) -> CompiledTarget? {
        guard let target = self.target(place, in: scope, key: key) else { return nil }
        guard target.compiled.field > 0 else {
            let name = target.compiled.segment?.description
            diagnostics.error(
                at: place.location,
                key: key,
                "expected a field, and `\(place.value)` is a \(name == nil ? "group" : "segment")",
                suggestion: name.map { "as in `\($0)-1`; `drop` leaves segments out" }
            )
            return nil
        }
        return target.isWritable(at: place, key, into: &diagnostics) ? target : nil
    }

    /// A segment, a group, or a place in a field.
    mutating func target(_ place: Located<String>, in scope: Scope, key: String) -> CompiledTarget? {
        let parsed = compiler.parse(place.value, at: place.location, key: key, into: &diagnostics)
        guard let parsed else { return nil }
        guard let syntax = parsed.location else {
            diagnostics.error(
                at: place.location,
                key: key,
                "expected a place of the message, found an expression",
                suggestion: "as in `PID-3[2].1`, `OBX` or `ORDER_OBSERVATION`"
            )
            return nil
        }
        // The place as it is written is checked as any expression is.
        let checked = compiler.compile(
            parsed: Expression(loosened(syntax, in: scope)),
            at: place.location,
            key: key,
            in: scope,
            into: &diagnostics
        )
        guard let checked else { return nil }
        return target(syntax, checked.type, place, in: scope, key: key)
    }

    private mutating func target(
        _ syntax: LocationSyntax,
        _ type: StaticType,
        _ place: Located<String>,
        in scope: Scope,
        key: String
    ) -> CompiledTarget? {
        var things = loosened(syntax, in: scope)
        (things.field, things.component, things.subcomponent) = (nil, nil, nil)
        things.repetition = .unspecified
        guard let root = self.root(of: things, place, in: scope, key: key),
            let last = syntax.steps.last
        else { return nil }
        var inner = scope.on(root.type.kind)
        let segment: SegmentName? =
            if case .segment(let name) = root.type.kind { SegmentName(wellFormed: name) } else { nil }
        if case .segment = root.type.kind { inner.datatype = nil }
        var filter: Root?
        if case .matching(let requirements) = last.index {
            guard let condition = self.filter(requirements, segment, place, in: inner, key: key) else {
                return nil
            }
            filter = condition
        }
        let (all, elsewhere) = everywhere(syntax, segment, root.root, in: scope)
        var target = EditTarget(
            name: place.value,
            things: all,
            elsewhere: elsewhere,
            filter: filter,
            segment: segment
        )
        guard let field = syntax.field else {
            return CompiledTarget(
                compiled: target,
                scope: inner,
                datatype: nil,
                mayRepeat: false,
                hasIndex: false
            )
        }
        target.field = field
        target.component = syntax.component
        target.subcomponent = syntax.subcomponent
        let definition = segment.flatMap { HL7v2.Definitions.shared.segment($0)?.field(field) }
        inner = fieldScope(inner, definition?.datatype)
        let repetitions = self.repetitions(of: syntax, place, in: inner, key: key)
        guard let repetitions else { return nil }
        target.repetitions = repetitions
        var datatype: String?
        if case .datatype(let name) = type.kind { datatype = name }
        return CompiledTarget(
            compiled: target,
            scope: inner,
            datatype: datatype,
            mayRepeat: definition?.repeats ?? true,
            hasIndex: syntax.repetition != .unspecified
        )
    }

    /// What yields the segments of a bare name.
    ///
    /// Those inside the group at hand, however deep; where the structure has none there, those around it. Where local segments stand is not known before a message is there.
    private mutating func everywhere(
        _ syntax: LocationSyntax,
        _ segment: SegmentName?,
        _ otherwise: Root,
        in scope: Scope
    ) -> (Root, elsewhere: Root?) {
        guard let segment, syntax.steps.count == 1, segment.description != scope.segment else {
            return (otherwise, nil)
        }
        switch syntax.steps[0].index {
        case .number, .last: return (otherwise, nil)
        default: break
        }
        guard let all = compiler.everySegment(segment, in: scope) else { return (otherwise, nil) }
        return (all, segment.isLocal ? otherwise : nil)
    }

    /// The scope with a repetition of a field at hand.
    private func fieldScope(_ scope: Scope, _ datatype: String?) -> Scope {
        let isKnown = datatype.map { HL7v2.Definitions.shared.datatype($0) != nil } ?? false
        return scope.on(isKnown ? .datatype(datatype ?? "") : .unknown)
    }

    private mutating func root(
        of syntax: LocationSyntax,
        _ place: Located<String>,
        in scope: Scope,
        key: String
    ) -> Compiler<NoFunctions>.Compiled? {
        compiler.compile(
            parsed: Expression(syntax),
            at: place.location,
            key: key,
            in: scope,
            into: &diagnostics
        )
    }

    /// The place with each of the segments or groups meant where no number is written.
    private func loosened(_ syntax: LocationSyntax, in scope: Scope) -> LocationSyntax {
        var syntax = syntax
        let isAtHand = syntax.steps.count == 1 && syntax.steps[0].name == scope.segment
        for index in syntax.steps.indices {
            let isLast = index == syntax.steps.count - 1
            // Of a segment in the middle, what follows it is meant: `OBR[2]/OBX`.
            guard isLast || SegmentName(wellFormed: syntax.steps[index].name) == nil else { continue }
            switch syntax.steps[index].index {
            case .unspecified where !isAtHand, .matching: syntax.steps[index].index = .all
            default: break
            }
        }
        return syntax
    }

    private mutating func repetitions(
        of syntax: LocationSyntax,
        _ place: Located<String>,
        in scope: Scope,
        key: String
    ) -> EditTarget.Repetitions? {
        switch syntax.repetition {
        case .unspecified: return syntax.component == nil ? .whole : .number(1)
        case .number(let number): return .number(number)
        case .last: return .last
        case .all: return .all
        case .matching(let requirements):
            return filter(requirements, nil, place, in: scope, key: key).map { .matching($0) }
        }
    }

    /// What stands in brackets as a condition on each, by itself.
    private mutating func filter(
        _ requirements: [LocationSyntax.Requirement],
        _ segment: SegmentName?,
        _ place: Located<String>,
        in scope: Scope,
        key: String
    ) -> Root? {
        let conditions = requirements.map { requirement in
            let inner = [requirement.component, requirement.subcomponent].compactMap(\.self).map { ".\($0)" }
            let value =
                requirement.field.map { "\(segment.map(\.description) ?? "")-\($0)\(inner.joined())" }
                ?? (inner.isEmpty ? "$this" : inner.joined())
            let text = requirement.text.replacing("\\", with: "\\\\").replacing("'", with: "\\'")
            let isEqual = text.isEmpty ? "\(value).empty()" : "(\(value) = '\(text)')"
            return requirement.isNegated ? "not(\(isEqual))" : isEqual
        }
        let condition = Located(conditions.joined(separator: " and "), at: place.location)
        return self.condition(condition, in: scope, key: key)
    }
}

extension CompiledTarget {
    /// Refuses a field where segments or groups are wanted.
    func isWhole(at place: Located<String>, _ key: String, into diagnostics: inout Diagnostics) -> Bool {
        guard compiled.field > 0 else { return true }
        diagnostics.error(
            at: place.location,
            key: key,
            "expected a segment or a group, found a field",
            suggestion: compiled.segment.map { "write `\($0)`" }
        )
        return false
    }

    /// Refuses what may not be written: the delimiters.
    func isWritable(at place: Located<String>, _ key: String, into diagnostics: inout Diagnostics) -> Bool {
        guard compiled.segment?.isHeader == true, compiled.field <= 2 else { return true }
        diagnostics.error(
            at: place.location,
            key: key,
            "the delimiters are the sender's and stay",
            suggestion: "the fields of \(compiled.segment?.description ?? "MSH") begin with 3"
        )
        return false
    }

    /// Warns where a part of the first repetition is emptied and others stay.
    func warnOfOtherRepetitions(at place: Located<String>, _ key: String, into diagnostics: inout Diagnostics)
    {
        guard compiled.component != nil, mayRepeat, !hasIndex, let segment = compiled.segment else { return }
        let parts = [compiled.component, compiled.subcomponent].compactMap(\.self).map { ".\($0)" }.joined()
        diagnostics.warning(
            at: place.location,
            key: key,
            "\(segment)-\(compiled.field) may repeat, and this is its first repetition alone",
            suggestion: "write `\(segment)-\(compiled.field)[*]\(parts)` for all, or `[1]` for the first"
        )
    }
}
