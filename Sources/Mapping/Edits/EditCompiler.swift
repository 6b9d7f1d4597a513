// Compiles a list of edits (stages "read", "check" and "compile" in one, as the list has one form only): every place is
// resolved against the structure and the definitions, every right side in the scope of the place.

import FHIRPath
import HL7v2
import LocatedYAML

/// Compiles edits for one structure of messages, or for none.
struct EditCompiler {
    let structure: Structure?
    let group: GroupID
    var compiler: Compiler<NoFunctions>
    var diagnostics = Diagnostics()
    var rules: [SourceLocation] = []

    /// The site's variables and the map's constants, `%name`.
    let variables: [String: String]

    init(
        _ structure: Structure?,
        group: GroupID = .root,
        tables: [CodeTable],
        variables: [String: String]
    ) {
        self.structure = structure
        self.variables = variables
        self.group = group
        compiler = Compiler(Program(tables: tables), directory: NoFunctions())
    }

    /// Compiles a list; what is wrong with it is in ``diagnostics``.
    mutating func plan(of list: Node, key: String) -> EditPlan {
        var scope = Scope(structure: structure)
        scope.group = group
        scope.circumstances = [.controlID, .now]
        scope.constants = variables
        let edits = self.edits(of: list, in: scope, key: key)
        return EditPlan(
            structure: structure,
            group: group,
            program: compiler.program,
            edits: edits,
            rules: rules
        )
    }

    private mutating func edits(of list: Node, in scope: Scope, key: String) -> [Edit] {
        guard let items = list.sequence else {
            diagnostics.error(
                at: list.location,
                key: key,
                "expected a list of edits, found \(list.kind)",
                suggestion: "begin each with `- `, as in `- clear: PID-19`"
            )
            return []
        }
        return items.compactMap { edit($0, in: scope, key: key) }
    }

    /// What an edit can be; the first key that stands there decides.
    private enum Kind: String, CaseIterable {
        case add, `for`, set, clear, null, drop, move, renumber
    }

    private mutating func edit(_ node: Node, in scope: Scope, key: String) -> Edit? {
        guard var keys = MappingReader(node, path: key, into: &diagnostics) else { return nil }
        guard let kind = Kind.allCases.first(where: { node[$0.rawValue] != nil }) else {
            let written = node.mapping?.first
            let names = Kind.allCases.map(\.rawValue)
            let meant = written.flatMap { closestMatch(to: $0.key, in: names) }
            diagnostics.error(
                at: written?.location ?? node.location,
                key: key,
                "no such edit",
                suggestion: meant.map { "did you mean `\($0)`?" }
                    ?? "an edit is \(names.map { "`\($0)`" }.joined(separator: ", "))"
            )
            return nil
        }
        rules.append(node.location)
        let rule = Int32(rules.count - 1)
        let when = keys.text("when", into: &diagnostics)
        let found: (Edit.Action, Scope)? =
            switch kind {
            case .set: set(&keys, in: scope)
            case .clear:
                keys.requiredText("clear", into: &diagnostics).flatMap {
                    blank($0, isNull: false, in: scope, key: keys.path(of: "clear"))
                }
            case .null:
                keys.requiredText("null", into: &diagnostics).flatMap {
                    blank($0, isNull: true, in: scope, key: keys.path(of: "null"))
                }
            case .drop: drop(&keys, in: scope)
            case .add: add(&keys, in: scope)
            case .move: move(&keys, in: scope)
            case .for: each(&keys, in: scope)
            case .renumber: renumber(&keys, in: scope)
            }
        let condition = when.flatMap {
            self.condition($0, in: found?.1 ?? scope, key: keys.path(of: "when"))
        }
        keys.finish(into: &diagnostics)
        guard let (action, inner) = found else { return nil }
        return Edit(
            action: action,
            condition: condition,
            rule: rule,
            unscoped: unscoped(in: node, kind == .for ? ["when"] : nil, inner)
        )
    }

    /// A condition with what is at hand in a scope.
    mutating func condition(_ text: Located<String>, in scope: Scope, key: String) -> Root? {
        let compiled = compiler.compile(
            text.value,
            at: text.location,
            key: key,
            in: scope,
            into: &diagnostics
        )
        guard let compiled else { return nil }
        guard !compiled.type.isPlural else {
            diagnostics.error(
                at: text.location,
                key: key,
                "a condition is one truth value, and this may be a list",
                suggestion: "end it with `.exists()`"
            )
            return nil
        }
        return compiled.root
    }

    // MARK: Edits

    private mutating func each(_ keys: inout MappingReader, in scope: Scope) -> (Edit.Action, Scope)? {
        let place = keys.requiredText("for", into: &diagnostics)
        let list = keys.required("edit", into: &diagnostics)
        guard let place, let target = self.target(place, in: scope, key: keys.path(of: "for")) else {
            return nil
        }
        guard target.isWhole(at: place, keys.path(of: "for"), into: &diagnostics) else { return nil }
        let inner = target.scope
        let edits = list.map { self.edits(of: $0, in: inner, key: keys.path(of: "edit")) } ?? []
        return (.each(target.compiled, edits), inner)
    }

    private mutating func blank(
        _ place: Located<String>,
        isNull: Bool,
        in scope: Scope,
        key: String
    ) -> (Edit.Action, Scope)? {
        guard let target = self.fieldTarget(place, in: scope, key: key) else { return nil }
        target.warnOfOtherRepetitions(at: place, key, into: &diagnostics)
        return (.blank(target.compiled, isNull: isNull), target.scope)
    }

    private mutating func drop(_ keys: inout MappingReader, in scope: Scope) -> (Edit.Action, Scope)? {
        guard let place = keys.requiredText("drop", into: &diagnostics) else { return nil }
        let key = keys.path(of: "drop")
        guard let target = self.target(place, in: scope, key: key) else { return nil }
        if target.compiled.segment == "MSH", target.compiled.field == 0 {
            diagnostics.error(at: place.location, key: key, "a message has its MSH")
            return nil
        }
        if target.compiled.field > 0 {
            if case .whole = target.compiled.repetitions {
                diagnostics.error(
                    at: place.location,
                    key: key,
                    "`drop` leaves out segments, groups and repetitions, and this is a field",
                    suggestion: "write `clear: \(place.value)`"
                )
                return nil
            }
            if target.compiled.component != nil {
                diagnostics.error(
                    at: place.location,
                    key: key,
                    "a component cannot be left out",
                    suggestion: "write `clear: \(place.value)`"
                )
                return nil
            }
            guard target.isWritable(at: place, key, into: &diagnostics) else { return nil }
        }
        return (.drop(target.compiled), target.scope)
    }

    private mutating func move(_ keys: inout MappingReader, in scope: Scope) -> (Edit.Action, Scope)? {
        let place = keys.requiredText("move", into: &diagnostics)
        let anchor = self.anchor(&keys, in: scope)
        guard let place, let anchor else { return nil }
        let key = keys.path(of: "move")
        guard let target = self.target(place, in: scope, key: key),
            target.isWhole(at: place, key, into: &diagnostics)
        else { return nil }
        guard target.compiled.segment != "MSH" else {
            diagnostics.error(at: place.location, key: key, "MSH stands first")
            return nil
        }
        return (.move(target.compiled, anchor.side, anchor.target.compiled), target.scope)
    }

    private mutating func renumber(_ keys: inout MappingReader, in scope: Scope) -> (Edit.Action, Scope)? {
        guard let place = keys.requiredText("renumber", into: &diagnostics) else { return nil }
        let key = keys.path(of: "renumber")
        guard let target = self.fieldTarget(place, in: scope, key: key) else { return nil }
        let isCounter = ["SI", "NM"].contains(target.datatype ?? "SI")
        guard isCounter, case .whole = target.compiled.repetitions else {
            let segment = target.compiled.segment?.description ?? "OBX"
            diagnostics.error(
                at: place.location,
                key: key,
                "`\(place.value)` is no set id",
                suggestion: "set ids are mostly the first field: `\(segment)-1`"
            )
            return nil
        }
        return (.renumber(target.compiled), target.scope)
    }

    // MARK: Adding

    private mutating func add(_ keys: inout MappingReader, in scope: Scope) -> (Edit.Action, Scope)? {
        let name = keys.requiredText("add", into: &diagnostics)
        let anchor = self.anchor(&keys, in: scope)
        let set = keys.required("set", into: &diagnostics)
        guard let name, let anchor, let set else { return nil }
        guard let segment = newSegment(name, key: keys.path(of: "add")) else { return nil }
        let fields = self.fields(of: set, name: segment, in: anchor.target.scope, key: keys.path(of: "set"))
        let addition = Addition(
            name: segment,
            side: anchor.side,
            anchor: anchor.target.compiled,
            fields: fields
        )
        return (.add(addition), anchor.target.scope)
    }

    private mutating func newSegment(_ name: Located<String>, key: String) -> SegmentName? {
        guard let segment = SegmentName(wellFormed: name.value), Datatypes.isSegment(name.value) else {
            let meant = closestMatch(to: name.value, in: Datatypes.segmentNames)
            diagnostics.error(
                at: name.location,
                key: key,
                "there is no segment `\(name.value)`",
                suggestion: meant.map { "did you mean `\($0)`?" } ?? "segments of your own begin with Z"
            )
            return nil
        }
        guard !segment.isHeader else {
            diagnostics.error(
                at: name.location,
                key: key,
                "a message has one \(name.value), its first segment"
            )
            return nil
        }
        return segment
    }

    /// Where something is put: `after:` or `before:`.
    private mutating func anchor(
        _ keys: inout MappingReader,
        in scope: Scope
    ) -> (target: CompiledTarget, side: MessageEditor.Side)? {
        let after = keys.text("after", into: &diagnostics)
        let before = keys.text("before", into: &diagnostics)
        guard let place = after ?? before, after == nil || before == nil else {
            diagnostics.error(
                at: keys.location,
                key: keys.path,
                "say where: one of `after` and `before`",
                suggestion: "as in `after: OBR`"
            )
            return nil
        }
        let key = keys.path(of: after == nil ? "before" : "after")
        guard let target = self.target(place, in: scope, key: key),
            target.isWhole(at: place, key, into: &diagnostics)
        else { return nil }
        if before != nil, target.compiled.segment == "MSH" {
            diagnostics.error(at: place.location, key: key, "MSH stands first")
            return nil
        }
        return (target, after == nil ? .before : .after)
    }
}
