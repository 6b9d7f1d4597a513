// Does a list of edits to one message. Right sides, conditions and places read the message as received, so the order of
// edits matters only where two write the same place: then the later one counts.

import FHIR
import FHIRPath
import Foundation
import HL7v2
import LocatedYAML

/// One run of a list over one message.
struct EditRun: ~Copyable {
    let plan: EditPlan
    var editor: MessageEditor
    var evaluation: Evaluation
    /// The message's groups, also where the list needs none: set ids are counted by them.
    let groups: GroupTree?
    var problems: [MapProblem] = []

    init(_ plan: EditPlan, over message: Message, circumstances: Circumstances, zone: TimeZone) {
        self.plan = plan
        editor = MessageEditor(message)
        let structure = plan.structure ?? StructureCatalog.shared.structure(for: message.header)
        groups = structure.map { message.groups(as: $0) }
        evaluation = Evaluation(
            plan.program,
            over: message,
            groups: plan.structure == nil ? nil : groups,
            zone: LocalZone(listener: zone, message: message)
        )
        evaluation.begin(circumstances)
    }

    /// Runs the list; what went wrong is in ``problems`` and in the evaluation's.
    ///
    /// - Throws: when it asks for too much.
    mutating func run() throws(EvaluationStopped) {
        guard let start = start() else { return }
        evaluation.focus = Focus(group: start)
        try run(plan.edits)
    }

    /// The occurrence of the group that the list is about.
    private mutating func start() -> GroupTree.Occurrence? {
        guard plan.group != .root, let groups else { return .root }
        let found = groups.descendants(of: .root, in: plan.group).first
        if found == nil {
            let name = groups.structure[plan.group].name
            report(.error, nil, "there is no \(name), which the edits are about", rule: 0)
        }
        return found
    }

    private mutating func run(_ edits: [Edit]) throws(EvaluationStopped) {
        for edit in edits { try run(edit) }
    }

    private mutating func run(_ edit: Edit) throws(EvaluationStopped) {
        evaluation.rule = edit.rule
        guard isScoped(edit) else { return }
        switch edit.action {
        case .set(let target, let value):
            try forEach(target, edit) { run, place throws(EvaluationStopped) in
                try run.set(value, at: target, place, edit.condition)
            }
        case .blank(let target, let isNull):
            try forEach(target, edit) { run, place throws(EvaluationStopped) in
                try run.blank(target, place, isNull: isNull, edit.condition)
            }
        case .drop(let target):
            try forEach(target, edit) { run, place throws(EvaluationStopped) in
                try run.drop(target, place, edit.condition)
            }
        case .add(let addition): try add(addition, edit)
        case .move(let target, let side, let anchor): try move(target, side, anchor, edit)
        case .each(let target, let edits):
            try forEach(target, edit) { run, _ throws(EvaluationStopped) in
                try run.run(edits)
            }
        case .renumber(let target): try renumber(target, edit)
        }
    }

    /// Whether what an edit reads of other segments is certain to belong to what it is about.
    private mutating func isScoped(_ edit: Edit) -> Bool {
        let several = edit.unscoped.first { name in
            guard let first = editor.message.firstSegment(named: name) else { return false }
            return editor.message.firstSegment(named: name, from: first + 1) != nil
        }
        guard let several else { return true }
        report(
            .error,
            "\(several)",
            "there are several \(several), and which one is meant is not known; name the group by `for` or `split`, "
                + "or write `\(several)[1]`",
            rule: edit.rule
        )
        return false
    }

    // MARK: What an edit names

    /// A segment or group at hand, with its position among those that the edit names.
    struct Place {
        let item: Item
        let position: Int
    }

    /// Does something for each thing that a target names and an edit's condition holds for, with it at hand.
    mutating func forEach(
        _ target: EditTarget,
        _ edit: Edit,
        _ body: (inout EditRun, Place) throws(EvaluationStopped) -> Void
    ) throws(EvaluationStopped) {
        let outer = evaluation.focus
        let things = try things(of: target)
        for (index, item) in things.enumerated() {
            // What is at hand already keeps its number among those around it.
            evaluation.focus = outer.on(item, position: outer.isOn(item) ? Int(outer.position) : index + 1)
            evaluation.rule = edit.rule
            if let condition = edit.condition, !edit.isAboutRepetitions {
                guard try evaluation.holds(condition) else { continue }
            }
            try body(&self, Place(item: item, position: index + 1))
        }
        evaluation.focus = outer
        guard things.isEmpty, case .set = edit.action else { return }
        if let condition = edit.condition {
            guard try evaluation.holds(condition) else { return }
        }
        report(
            .warning,
            nil,
            "there is no \(target.segment?.description ?? target.name) to set",
            rule: edit.rule
        )
    }

    /// The segments or groups that a target names.
    mutating func things(of target: EditTarget) throws(EvaluationStopped) -> [Item] {
        var items = try evaluation.evaluate(target.things)
        if items.isEmpty, let elsewhere = target.elsewhere { items = try evaluation.evaluate(elsewhere) }
        let things = evaluation.list(items)
        guard let filter = target.filter else { return things }
        let outer = evaluation.focus
        var kept: [Item] = []
        for (index, item) in things.enumerated() {
            evaluation.focus = outer.on(item, position: index + 1)
            if try evaluation.holds(filter) { kept.append(item) }
        }
        evaluation.focus = outer
        return kept
    }

    /// The slots of a segment, or of all segments in a group.
    mutating func slots(of item: Item) -> [MessageEditor.Slot] {
        switch item {
        case .element(let element): return [editor.slot(ofSegment: element.segment)]
        case .group(let occurrence):
            guard let groups else { return [] }
            return (0..<editor.message.segmentCount).filter { segment in
                groups.occurrence(ofSegment: segment).isInside(occurrence, of: groups)
            }.map { editor.slot(ofSegment: $0) }
        default: return []
        }
    }

    // MARK: Problems

    mutating func report(
        _ severity: MapProblem.Severity,
        _ place: String?,
        _ reason: String,
        rule: Int32
    ) {
        guard problems.count < Self.problemLimit else { return }
        problems.append(
            MapProblem(severity: severity, location: place, rule: location(ofRule: rule), reason: reason)
        )
    }

    /// After so many problems of one message further ones are not recorded.
    private static let problemLimit = 1000

    mutating func location(ofRule rule: Int32) -> SourceLocation {
        plan.rules.indices.contains(Int(rule))
            ? plan.rules[Int(rule)] : SourceLocation(file: "", line: 0, column: 0)
    }
}

extension GroupTree.Occurrence {
    /// Whether it is another occurrence or lies in it.
    func isInside(_ other: GroupTree.Occurrence, of groups: GroupTree) -> Bool {
        var current: GroupTree.Occurrence? = self
        while let candidate = current, candidate > other { current = groups.parent(of: candidate) }
        return current == other
    }
}

extension Focus {
    /// Whether an item is the segment at hand.
    fileprivate func isOn(_ item: Item) -> Bool {
        if case .element(let element) = item { Int32(element.segment) == segment } else { false }
    }
}
