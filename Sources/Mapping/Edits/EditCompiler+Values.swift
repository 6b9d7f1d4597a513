// What edits write: constants, expressions, and either by a condition; and how values fit the place they go to.

import FHIRPath
import HL7v2
import LocatedYAML

extension EditCompiler {
    /// `set:` with `to:` or `constant:`.
    mutating func set(_ keys: inout MappingReader, in scope: Scope) -> (Edit.Action, Scope)? {
        let place = keys.requiredText("set", into: &diagnostics)
        let to = keys.optional("to")
        let constant = keys.text("constant", into: &diagnostics)
        guard let place, let target = self.fieldTarget(place, in: scope, key: keys.path(of: "set")) else {
            return nil
        }
        guard (to == nil) != (constant == nil) else {
            diagnostics.error(
                at: keys.location,
                key: keys.path,
                "say what: one of `to` and `constant`",
                suggestion: "`clear` empties a field"
            )
            return nil
        }
        let slot = ValueSlot(target)
        if let constant {
            return (.set(target.compiled, slot.value(.constant(constant.value))), target.scope)
        }
        guard let to, let source = self.source(to, slot, in: target.scope, key: keys.path(of: "to")) else {
            return nil
        }
        return (.set(target.compiled, slot.value(source)), target.scope)
    }

    /// The fields of a segment that is added, in order.
    mutating func fields(
        of node: Node,
        name: SegmentName,
        in scope: Scope,
        key: String
    ) -> [(path: FieldPath, value: EditValue, rule: Int32)] {
        guard let entries = node.mapping else {
            diagnostics.error(
                at: node.location,
                key: key,
                "expected fields and their values, found \(node.kind)",
                suggestion: "as in `\(name)-1: ORC-21.1`"
            )
            return []
        }
        return entries.compactMap { entry in
            guard let slot = self.slot(entry, of: name, key: key) else { return nil }
            let source = self.source(entry.value, slot, in: scope, key: "\(key).\(entry.key)")
            rules.append(entry.location)
            let rule = Int32(rules.count - 1)
            return source.map { (slot.path, slot.value($0), rule) }
        }
    }

    /// The place that a key of an added segment names.
    private mutating func slot(_ entry: Entry, of name: SegmentName, key: String) -> ValueSlot? {
        let place = Located(entry.key, at: entry.location)
        var scope = Scope()
        scope.segment = name.description
        let found = target(place, in: scope, key: key)
        guard let found else { return nil }
        guard found.compiled.segment == name, found.compiled.field > 0 else {
            diagnostics.error(
                at: entry.location,
                key: key,
                "expected a field of \(name)",
                suggestion: "as in `\(name)-1`"
            )
            return nil
        }
        switch found.compiled.repetitions {
        case .whole, .number: return ValueSlot(found)
        case .last, .all, .matching:
            diagnostics.error(at: entry.location, key: key, "the segment is new: number its repetitions")
            return nil
        }
    }

    /// A value: an expression, a constant, or by a condition either.
    private mutating func source(_ node: Node, _ slot: ValueSlot, in scope: Scope, key: String) -> EditValue
        .Source?
    {
        if let text = node.scalar {
            return expression(Located(text, at: node.location), slot, in: scope, key: key)
        }
        guard var keys = MappingReader(node, path: key, into: &diagnostics) else { return nil }
        let constant = keys.text("constant", into: &diagnostics)
        let when = keys.text("when", into: &diagnostics)
        let value = keys.optional("value")
        let otherwise = keys.optional("otherwise")
        keys.finish(into: &diagnostics)
        guard (constant == nil) != (value == nil) else {
            diagnostics.error(at: node.location, key: key, "say what: one of `value` and `constant`")
            return nil
        }
        var then = constant.map { EditValue.Source.constant($0.value) }
        if let value { then = source(value, slot, in: scope, key: keys.path(of: "value")) }
        guard let when else {
            if let otherwise {
                diagnostics.error(at: otherwise.location, key: key, "`otherwise` stands beside `when`")
            }
            return then
        }
        let other = otherwise.flatMap { source($0, slot, in: scope, key: keys.path(of: "otherwise")) }
        return condition(when, in: scope, key: keys.path(of: "when")).map {
            .condition($0, then: then, otherwise: other)
        }
    }

    private mutating func expression(
        _ text: Located<String>,
        _ slot: ValueSlot,
        in scope: Scope,
        key: String
    ) -> EditValue.Source? {
        let compiled = compiler.compile(
            text.value,
            at: text.location,
            key: key,
            in: scope,
            into: &diagnostics
        )
        guard let compiled else { return nil }
        switch compiled.type.kind {
        case .segment, .group:
            diagnostics.error(
                at: text.location,
                key: key,
                "a value is wanted, and this is a whole segment or group",
                suggestion: "name its field"
            )
            return nil
        default: break
        }
        guard !compiled.type.isPlural || slot.takesList else {
            diagnostics.error(
                at: text.location,
                key: key,
                "one value is wanted, and this may be a list",
                suggestion: "write `.first()`, or `.join(' ')` for a text of all"
            )
            return nil
        }
        return .expression(compiled.root, slot.copying(compiled.type))
    }
}

/// A place that a value goes to.
private struct ValueSlot {
    let path: FieldPath
    let datatype: String?
    let takesList: Bool

    init(_ target: CompiledTarget) {
        let place = target.compiled
        var repetition: Int?
        if case .number(let number) = place.repetitions { repetition = number }
        path = FieldPath(
            place.field,
            repetition: repetition,
            component: place.component,
            subcomponent: place.subcomponent
        )
        datatype = target.datatype
        if case .whole = place.repetitions { takesList = true } else { takesList = false }
    }

    func value(_ source: EditValue.Source) -> EditValue {
        EditValue(
            source: source,
            form: datatype.map { FieldForm($0, version: .newest) } ?? .code,
            isCoded: path.component == nil && ["CE", "CWE", "CNE", "CF"].contains(datatype)
        )
    }

    /// How a part of the message of a type is taken over.
    ///
    /// Between simple types every byte stays, as senders forget to escape `&` in texts; a simple type takes no
    /// components.
    func copying(_ type: StaticType) -> EditValue.Copying {
        guard let isComposite = datatype.flatMap(Self.isComposite), !isComposite else { return .shifted }
        guard case .datatype(let source) = type.kind, let isSource = Self.isComposite(source) else {
            let isText = datatype.map { ["ST", "TX", "FT"].contains($0) } ?? false
            return isText && path.component == nil ? .asItStands : .firstValue
        }
        if isSource { return .firstValue }
        return path.component == nil ? .asItStands : .shifted
    }

    private static func isComposite(_ datatype: String) -> Bool? {
        HL7v2.Definitions.shared.datatype(datatype)?.isComposite
    }
}
