// The way from what is at hand to a segment or group that an expression names, decided by structure alone.

import HL7v2
import LocatedYAML

extension Compiler {
    /// Where a location begins and the steps from there; `nil` where it names nothing, which is mostly reported.
    mutating func start(of syntax: LocationSyntax, in context: inout Context) -> LocationPlan? {
        guard let last = syntax.steps.last else { return nil }
        if syntax.steps.count == 1, last.index == .unspecified, last.name == context.scope.segment {
            return LocationPlan(start: .segmentAtHand, segment: SegmentName(wellFormed: last.name))
        }
        if syntax.steps.count == 1, last.index == .all, last.name == context.scope.iteratedSegment {
            return LocationPlan(
                start: .segmentAtHand,
                segment: SegmentName(wellFormed: last.name),
                selection: .all
            )
        }
        if context.scope.isClosed, syntax.steps.count > 1 || last.name != "MSH" {
            context.error(
                last.position,
                "a datatype map sees its value and MSH, not `\(last.name)`",
                suggestion: "hand it over as a parameter"
            )
            return nil
        }
        guard let structure = context.scope.structure, !context.scope.isClosed else {
            return flatStart(of: syntax, in: &context)
        }
        var plan = LocationPlan(start: .enclosing(0))
        var scope = context.scope.group
        var steps: [LocationPlan.Step] = []
        for (index, step) in syntax.steps.enumerated() {
            let isLast = index == syntax.steps.count - 1
            if let name = SegmentName(wellFormed: step.name), step.name.count == 3,
                !structure.hasGroup(named: step.name)
            {
                if isLast {
                    guard toSegment(name, step, from: scope, structure, &plan, &steps, in: &context) else {
                        return nil
                    }
                } else {
                    guard toSegmentAsGroup(name, step, from: scope, structure, &plan, &steps, in: &context)
                    else {
                        return nil
                    }
                }
            } else {
                guard let target = toGroup(step, from: scope, structure, index, &plan, &steps, in: &context)
                else {
                    return nil
                }
                scope = target
            }
        }
        plan.steps = program.groupSteps.count..<program.groupSteps.count + steps.count
        program.groupSteps.append(contentsOf: steps)
        return plan
    }

    private mutating func toGroup(
        _ step: LocationSyntax.Step,
        from scope: GroupID,
        _ structure: Structure,
        _ index: Int,
        _ plan: inout LocationPlan,
        _ steps: inout [LocationPlan.Step],
        in context: inout Context
    ) -> GroupID? {
        let ways = structure.ways(toGroup: step.name, from: scope)
        guard let way = ways.first, index == 0 || way.up == 0 else {
            if isForgiven(context), !structure.hasGroup(named: step.name),
                StructureCatalog.shared.hasGroup(named: step.name)
            {
                return nil
            }
            let names = structure.groups.dropFirst().map(\.name)
            let meant = closestMatch(to: step.name, in: names)
            context.error(
                step.position,
                "\(structure.name) has no group or segment `\(step.name)` here",
                suggestion: meant.map { "did you mean `\($0)`?" }
                    ?? "its groups are \(names.joined(separator: ", "))"
            )
            return nil
        }
        if index == 0 { plan.start = .enclosing(Int32(way.up)) }
        for group in way.down.dropLast() {
            steps.append(LocationPlan.Step(target: .group(group), selection: .all))
        }
        if let group = way.down.last {
            steps.append(LocationPlan.Step(target: .group(group), selection: selection(step.index)))
        }
        return way.target
    }

    private mutating func toSegment(
        _ name: SegmentName,
        _ step: LocationSyntax.Step,
        from scope: GroupID,
        _ structure: Structure,
        _ plan: inout LocationPlan,
        _ steps: inout [LocationPlan.Step],
        in context: inout Context
    ) -> Bool {
        plan.segment = name
        plan.selection = selection(step.index)
        if steps.contains(where: { if case .after = $0.target { true } else { false } }) { return true }
        if name.isLocal, structure.paths(to: name).isEmpty {
            if steps.isEmpty { plan.start = .nearest }
            return true
        }
        if context.scope.extraSegments.contains(step.name), steps.isEmpty {
            plan.start = .within(0)
            return true
        }
        let reach: Structure.Reach = step.index == .unspecified ? .single : .all
        let ways = structure.ways(to: name, from: scope, reach: reach)
        guard let way = ways.first, steps.isEmpty || way.up == 0 else {
            noSegment(step, structure, in: &context)
            return false
        }
        if ways.count > 1, step.index != .unspecified, steps.isEmpty {
            plan.start = .within(Int32(way.up))
            return true
        }
        guard ways.count == 1 else {
            let paths = ways.map { "`\(structure.path(of: $0.target))/\(step.name)`" }.joined(
                separator: " or "
            )
            context.error(
                step.position,
                "`\(step.name)` stands in several groups here",
                suggestion: "write \(paths)"
            )
            return false
        }
        if steps.isEmpty { plan.start = .enclosing(Int32(way.up)) }
        for group in way.down {
            steps.append(LocationPlan.Step(target: .group(group), selection: .all))
        }
        return true
    }

    /// `OBR[2]/OBX[*]`: what follows the second OBR up to the next one.
    private mutating func toSegmentAsGroup(
        _ name: SegmentName,
        _ step: LocationSyntax.Step,
        from scope: GroupID,
        _ structure: Structure,
        _ plan: inout LocationPlan,
        _ steps: inout [LocationPlan.Step],
        in context: inout Context
    ) -> Bool {
        plan.start = .message
        steps.append(LocationPlan.Step(target: .after(name), selection: selection(step.index)))
        return true
    }

    private func noSegment(_ step: LocationSyntax.Step, _ structure: Structure, in context: inout Context) {
        let name = SegmentName(step.name.utf8)
        let paths = structure.paths(to: name).map { "`\($0)`" }
        guard paths.isEmpty else {
            context.error(
                step.position,
                "`\(step.name)` is not in scope here: it stands in a group that repeats or lies elsewhere",
                suggestion: "write \(paths.joined(separator: " or ")), or `\(step.name)[*]`"
            )
            return
        }
        guard Datatypes.isSegment(step.name) else { return unknownSegment(step, in: &context) }
        guard !isForgiven(context) else { return }
        context.error(step.position, "\(structure.name) has no segment `\(step.name)`")
    }

    private func unknownSegment(_ step: LocationSyntax.Step, in context: inout Context) {
        let isSegmentLike = step.name.count == 3
        let meant = isSegmentLike ? closestMatch(to: step.name, in: Datatypes.segmentNames) : nil
        context.error(
            step.position,
            "there is no segment `\(step.name)`",
            suggestion: meant.map { "did you mean `\($0)`?" }
                ?? (isSegmentLike
                    ? "segments of your own begin with Z" : "text stands in quotes: `'\(step.name)'`")
        )
    }

    /// Without a structure segments are found by name in the whole message, and groups are not known.
    private mutating func flatStart(of syntax: LocationSyntax, in context: inout Context) -> LocationPlan? {
        var plan = LocationPlan(start: .message)
        var steps: [LocationPlan.Step] = []
        for (index, step) in syntax.steps.enumerated() {
            guard let name = SegmentName(wellFormed: step.name) else {
                if syntax.isLoneName {
                    unknownSegment(step, in: &context)
                    return nil
                }
                context.error(
                    step.position,
                    "`\(step.name)` is a group, and the messages' structure is not known here",
                    suggestion: "name segments only, or `OBR[2]/OBX[*]-5` for what follows a segment"
                )
                return nil
            }
            guard name.isLocal || Datatypes.isSegment(step.name) else {
                unknownSegment(step, in: &context)
                return nil
            }
            if index < syntax.steps.count - 1 {
                steps.append(LocationPlan.Step(target: .after(name), selection: selection(step.index)))
            } else {
                plan.segment = name
                plan.selection = selection(step.index)
            }
        }
        plan.steps = program.groupSteps.count..<program.groupSteps.count + steps.count
        program.groupSteps.append(contentsOf: steps)
        return plan
    }
}
