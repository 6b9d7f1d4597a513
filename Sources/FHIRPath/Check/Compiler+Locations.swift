// Locations, segment and group names, components: resolved against the structure and the definitions.

import HL7v2
import LocatedYAML

extension Compiler {
    // MARK: Components of the value at hand

    mutating func part(
        of base: Value?,
        _ component: Int,
        _ subcomponent: Int?,
        at position: Int,
        in context: inout Context
    ) -> Value {
        let source =
            base?.type
            ?? StaticType(context.scope.datatype.map { .datatype($0) } ?? context.scope.valueKind)
        switch source.kind {
        case .segment(let name):
            context.error(
                position,
                "`.\(component)` names a component, and a segment is at hand",
                suggestion: "write the field: `\(name)-\(component)`"
            )
            return .nothing
        case .group:
            context.error(position, "`.\(component)` names a component, and a group is at hand")
            return .nothing
        default: break
        }
        var datatype: String?
        if case .datatype(let name) = source.kind {
            datatype = componentType(name, component, subcomponent, at: position, in: &context)
        }
        let number = program.add(
            .part(of: base?.number, component: UInt16(component), subcomponent: UInt16(subcomponent ?? 0))
        )
        let kind: StaticType.Kind = datatype.map { .datatype($0) } ?? .unknown
        return Value(number: number, type: StaticType(kind, isPlural: base != nil && source.isPlural))
    }

    private func componentType(
        _ datatype: String,
        _ component: Int,
        _ subcomponent: Int?,
        at position: Int,
        in context: inout Context
    ) -> String? {
        var current = datatype
        for number in [component, subcomponent].compactMap(\.self) {
            switch Datatypes.component(number, of: current) {
            case .known(let name): current = name
            case .unknown: return nil
            case .missing(let count):
                context.error(
                    position,
                    "\(current) has no component \(number)",
                    suggestion: "its components are 1 to \(count)"
                )
                return nil
            }
        }
        return current
    }

    // MARK: Names

    mutating func compile(name: String, at position: Int, in context: inout Context) -> Value {
        if let index = context.scope.parameters.firstIndex(of: name) {
            return Value(
                number: program.add(.parameter(Int32(index))),
                type: StaticType(.unknown, isPlural: false)
            )
        }
        guard name.unicodeScalars.allSatisfy({ !("a"..."z").contains($0) }) else {
            unknownName(name, at: position, in: &context)
            return .nothing
        }
        let syntax = LocationSyntax(steps: [
            LocationSyntax.Step(name: name, index: .unspecified, position: position)
        ])
        return compile(syntax, at: position, in: &context)
    }

    private func unknownName(_ name: String, at position: Int, in context: inout Context) {
        if name.count == 3, Datatypes.isSegment(name.uppercased()) {
            context.error(
                position,
                "there is no `\(name)` here",
                suggestion: "segments are written in capitals: `\(name.uppercased())-1`"
            )
            return
        }
        let meant = closestMatch(to: name, in: context.scope.parameters)
        context.error(
            position,
            "there is no `\(name)` here",
            suggestion: meant.map { "did you mean `\($0)`?" } ?? "text stands in quotes: `'\(name)'`"
        )
    }

    // MARK: Locations

    mutating func compile(
        _ syntax: LocationSyntax,
        at position: Int,
        in context: inout Context
    ) -> Value {
        guard var plan = start(of: syntax, in: &context) else { return .nothing }
        guard let last = syntax.steps.last else { return .nothing }
        if context.selectsAll, syntax.field == nil { selectAll(&plan) }
        var type = StaticType(plan.segment == nil ? .group(last.name) : .segment(last.name))
        type.isPlural = syntax.steps.contains { $0.index.isPlural } || plan.selection == .all
        if let field = syntax.field {
            guard plan.segment != nil else {
                context.error(position, "`\(last.name)` is a group; a field belongs to a segment")
                return .nothing
            }
            guard let fieldType = fieldType(syntax, of: last, at: position, in: &context) else {
                return .nothing
            }
            type.kind = fieldType
            type.isPlural = type.isPlural || syntax.repetition.isPlural
            plan.field = field
            plan.repetition = selection(syntax.repetition)
            plan.component = syntax.component ?? 0
            plan.subcomponent = syntax.subcomponent ?? 0
        }
        return Value(number: program.add(plan), type: type, location: syntax)
    }

    private mutating func selectAll(_ plan: inout LocationPlan) {
        if plan.segment != nil {
            if plan.selection == .first { plan.selection = .all }
        } else if let last = plan.steps.last, program.groupSteps[last].selection == .first {
            program.groupSteps[last].selection = .all
        }
    }

    private func fieldType(
        _ syntax: LocationSyntax,
        of step: LocationSyntax.Step,
        at position: Int,
        in context: inout Context
    ) -> StaticType.Kind? {
        guard let field = syntax.field else { return nil }
        switch Datatypes.field(field, of: step.name) {
        case .unknown: return .unknown
        case .missing(let count):
            context.error(
                position,
                "\(step.name) has no field \(field)",
                suggestion: "its fields are 1 to \(count)"
            )
            return nil
        case .known(let datatype):
            guard let component = syntax.component else { return .datatype(datatype) }
            let count = context.found.count
            let name = componentType(datatype, component, syntax.subcomponent, at: position, in: &context)
            guard context.found.count == count else { return nil }
            return name.map { .datatype($0) } ?? .unknown
        }
    }

    mutating func selection(_ index: LocationSyntax.Index) -> LocationPlan.Selection {
        switch index {
        case .unspecified: return .first
        case .number(let number): return .number(Int32(number))
        case .all: return .all
        case .last: return .last
        case .matching(let requirements):
            let compiled = requirements.map {
                LocationPlan.Requirement(
                    field: $0.field ?? 0,
                    component: $0.component ?? 0,
                    subcomponent: $0.subcomponent ?? 0,
                    isNegated: $0.isNegated,
                    text: program.text($0.text)
                )
            }
            program.requirements.append(compiled)
            return .matching(Int32(program.requirements.count - 1))
        }
    }
}
