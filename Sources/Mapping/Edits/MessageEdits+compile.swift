// Compiles a route's or a map's edits for the structures that its messages may have.
//
// A map names its structure. A route does not: where it names groups, its edits are compiled for each structure that has
// them and that its condition allows; where it names none, once for messages of any structure.

public import FHIRPath
public import HL7v2
public import LocatedYAML

extension MessageEdits {
    /// Compiles edits, or reports what is wrong with them.
    ///
    /// - Parameters:
    ///   - source: what was written.
    ///   - name: the route's or the map's name.
    ///   - structures: the structures that messages may have; `nil` where nothing says so.
    ///   - isOfStructure: whether names mean what the structure says also where no group is named, as in maps.
    ///   - tables: the code tables for `lookup`.
    ///   - variables: the site's variables, `%name`.
    ///   - diagnostics: receives what is wrong.
    /// - Returns: `nil` when something is wrong.
    public static func compile(
        _ source: EditSource,
        name: String,
        structures: [Structure]?,
        isOfStructure: Bool = false,
        tables: [CodeTable],
        variables: [String: String] = [:],
        into diagnostics: inout Diagnostics
    ) -> MessageEdits? {
        let groups = source.groupNames
        if groups.isEmpty, !isOfStructure {
            guard let list = source.list else { return MessageEdits(name: name, plans: [:], general: nil) }
            var compiler = EditCompiler(nil, tables: tables, variables: variables)
            let plan = compiler.plan(of: list, key: source.editKey)
            for problem in compiler.diagnostics.items { diagnostics.append(problem) }
            let isWrong = compiler.diagnostics.hasErrors
            return isWrong ? nil : MessageEdits(name: name, plans: [:], general: plan)
        }
        let allowed = structures ?? StructureCatalog.shared.names.compactMap { Structure.named($0) }
        let candidates = allowed.filter { structure in
            groups.allSatisfy {
                !structure.descendants(named: $0.value).isEmpty || structure.hasWrapper($0.value)
            }
        }
        guard !candidates.isEmpty else {
            report(groups, missingFrom: allowed, isKnown: structures != nil, source, into: &diagnostics)
            return nil
        }
        return compile(
            source,
            name: name,
            for: candidates,
            tables: tables,
            variables: variables,
            into: &diagnostics
        )
    }

    /// Compiles for each structure; what fits one of them is right, and what fits none is said of the first.
    private static func compile(
        _ source: EditSource,
        name: String,
        for candidates: [Structure],
        tables: [CodeTable],
        variables: [String: String] = [:],
        into diagnostics: inout Diagnostics
    ) -> MessageEdits? {
        var plans: [String: Plans] = [:]
        var worst: Diagnostics?
        for structure in candidates {
            var found = Diagnostics()
            if let plan = plan(source, for: structure, tables: tables, variables: variables, into: &found) {
                if plans.isEmpty { for problem in found.items { diagnostics.append(problem) } }
                plans[structure.name] = plan
            } else if worst.map({ found.items.count < $0.items.count }) ?? true {
                worst = found
            }
        }
        guard plans.isEmpty else { return MessageEdits(name: name, plans: plans, general: nil) }
        for problem in worst?.items ?? [] { diagnostics.append(problem) }
        return nil
    }

    private static func plan(
        _ source: EditSource,
        for structure: Structure,
        tables: [CodeTable],
        variables: [String: String] = [:],
        into diagnostics: inout Diagnostics
    ) -> Plans? {
        var group: GroupID?
        if let split = source.split {
            group = structure.group(at: split.value.split(separator: "/").map(String.init))
            guard group != nil else {
                let paths = structure.descendants(named: split.value).map { "`\(structure.path(of: $0))`" }
                diagnostics.error(
                    at: split.location,
                    key: "\(source.prefix)split",
                    "\(structure.name) has no one group `\(split.value)`",
                    suggestion: paths.isEmpty ? nil : "write \(paths.joined(separator: " or "))"
                )
                return nil
            }
        }
        guard let list = source.list else { return Plans(split: group, edits: nil) }
        var compiler = EditCompiler(structure, group: group ?? .root, tables: tables, variables: variables)
        let plan = compiler.plan(of: list, key: source.editKey)
        for problem in compiler.diagnostics.items { diagnostics.append(problem) }
        return compiler.diagnostics.hasErrors ? nil : Plans(split: group, edits: plan)
    }

    private static func report(
        _ groups: [Located<String>],
        missingFrom structures: [Structure],
        isKnown: Bool,
        _ source: EditSource,
        into diagnostics: inout Diagnostics
    ) {
        let missing = groups.first { group in
            structures.allSatisfy { $0.descendants(named: group.value).isEmpty }
        }
        guard let group = missing ?? groups.first else { return }
        let names = Set(structures.flatMap { $0.groups.dropFirst().map(\.name) })
        let holding = structures.prefix(1).flatMap { structure in
            SegmentName(wellFormed: group.value).map { structure.paths(to: $0) } ?? []
        }
        let meant = closestMatch(to: group.value, in: names.sorted())
        let known = structures.count == 1 ? structures[0].groups.dropFirst().map(\.name) : []
        let list = known.isEmpty ? nil : "its groups are \(known.joined(separator: ", "))"
        let owner =
            isKnown
            ? structures.prefix(3).map(\.name).joined(separator: ", ") + (structures.count > 3 ? " …" : "")
            : "HL7 v2"
        let message =
            missing == nil
            ? "no structure has all of the groups \(groups.map { "`\($0.value)`" }.joined(separator: ", "))"
            : "\(owner) has no group `\(group.value)`"
        diagnostics.error(
            at: group.location,
            key: source.split?.location == group.location ? "\(source.prefix)split" : source.editKey,
            message,
            suggestion: holding.first.map { "the segment stands in `\($0)`" }
                ?? meant.map { "did you mean `\($0)`?" } ?? list
        )
    }

    /// The edits of several maps, each for its own structure.
    public static func joined(_ maps: [MessageEdits]) -> MessageEdits? {
        guard let first = maps.first else { return nil }
        let plans = maps.reduce(into: [:]) { plans, map in
            plans.merge(map.plans) { first, _ in first }
        }
        return MessageEdits(name: first.name, plans: plans, general: maps.compactMap(\.general).first)
    }

    /// The names of the structures that it is for; empty for any.
    public var structureNames: [String] { plans.keys.sorted() }
}

extension EditSource {
    var prefix: String { key.isEmpty ? "" : "\(key)." }
    var editKey: String { "\(prefix)edit" }
}

extension Structure {
    /// Whether some version puts a group of this name around others.
    fileprivate func hasWrapper(_ name: String) -> Bool { groups.contains { $0.wrappers.contains(name) } }
}
