// What compiles and is probably not meant, or cannot be right: codes outside a value set, lists of which only the first
// is read, maps that nobody uses or that call one another in a circle (stage "check").
//
// What only might be meant otherwise is a warning, and only in the site's own files.

import FHIR
import FHIRPath
import LocatedYAML

extension MapCompiler {
    // MARK: Tables

    /// Every code that a table yields must be in the value set that the element requires.
    mutating func checkTables(of expression: Expression, for place: ElementPlace, _ type: TypeID) {
        guard let binding = place.element.binding, definitions[type].name == "code" else { return }
        for name in Self.tables(yieldedBy: expression) {
            guard let table = compiler.program.tables.first(where: { $0.name == name }) else { continue }
            for row in table.rows where !binding.contains(row.code) {
                if case .absent = table.unmapped, row.source.isEmpty { continue }
                diagnostics.error(
                    at: row.location,
                    key: "codes.\(row.source.isEmpty ? "default" : row.source)",
                    "`\(row.code)` is not a code of \(binding.valueSet), which `\(place.element.name)` requires",
                    suggestion: closestMatch(to: row.code, in: binding.allCodes).map {
                        "did you mean `\($0)`?"
                    }
                        ?? "\(key) looks it up"
                )
            }
        }
    }

    /// The tables whose rows an expression yields as they are.
    private static func tables(yieldedBy expression: Expression) -> [String] {
        switch expression.kind {
        case .call(_, "lookup", let arguments):
            if case .literal(.text(let name))? = arguments.first?.kind { return [name] }
            return []
        case .call(nil, "coalesce", let arguments): return arguments.flatMap { tables(yieldedBy: $0) }
        case .call(nil, "iif", let arguments): return arguments.dropFirst().flatMap { tables(yieldedBy: $0) }
        case .call(let base?, "first", _), .call(let base?, "distinct", _): return tables(yieldedBy: base)
        case .binary(.union, let left, let right): return tables(yieldedBy: left) + tables(yieldedBy: right)
        default: return []
        }
    }

    // MARK: Lists

    /// A list that is filled from the first repetition of a field that may repeat.
    mutating func checkRepetitions(
        of expression: Expression,
        for place: ElementPlace,
        at location: SourceLocation
    ) {
        guard place.element.isRepeating, ownFiles.contains(location.file) else { return }
        var source = expression
        if case .call(nil, _, let arguments) = expression.kind, let first = arguments.first { source = first }
        guard case .location(let syntax) = source.kind, let field = syntax.field, syntax.component == nil,
            syntax.repetition == .unspecified, let segment = syntax.steps.last?.name,
            Datatypes.repeats(field, of: segment)
        else { return }
        let name = "\(segment)-\(field)"
        diagnostics.warning(
            at: location,
            key: key,
            "`\(place.element.name)` is a list and \(name) may repeat, and this is the first repetition alone",
            suggestion: "write `\(name)[*]`, or `\(name)[1]` where the first is meant"
        )
    }

    // MARK: Maps

    /// Maps of the site's own files that no message map uses; call it before the unused ones are compiled.
    mutating func checkUse() {
        var used: Set<Int> = []
        for instance in compiler.directory.instances {
            if case .map(let map, _) = instance.kind { used.insert(map) }
        }
        for (number, source) in sources.enumerated() where !used.contains(number) {
            if case .structure = source.origin { continue }
            guard ownFiles.contains(source.path) else { continue }
            diagnostics.warning(
                at: source.location,
                key: "map",
                "no message map uses `\(source.name)`",
                suggestion: "call it, name it in `use`, or take the file away"
            )
        }
    }

    /// Maps that call one another without end: what a map is called on never gets less by calling.
    mutating func checkCircles() {
        var done: Set<Int32> = []
        for start in compiler.directory.calls.keys.sorted() {
            var path: [Int32] = []
            findCircle(from: start, &path, &done)
        }
    }

    private mutating func findCircle(from number: Int32, _ path: inout [Int32], _ done: inout Set<Int32>) {
        if let start = path.firstIndex(of: number) {
            let circle = path[start...].compactMap { source(of: $0) }
            guard let first = circle.first else { return }
            let names = (circle + [first]).map { "`\($0.name)`" }.joined(separator: " → ")
            diagnostics.error(
                at: first.location,
                key: "map",
                "maps call one another in a circle: \(names)",
                suggestion: "one of them must do without the next"
            )
            return
        }
        guard !done.contains(number) else { return }
        path.append(number)
        for callee in (compiler.directory.calls[number] ?? []).sorted() {
            findCircle(from: callee, &path, &done)
        }
        path.removeLast()
        done.insert(number)
    }

    private func source(of function: Int32) -> MapSource? {
        guard case .map(let map, _) = compiler.directory.instances[Int(function)].kind else { return nil }
        return sources[map]
    }
}
