// Puts the variants of a structure together into the one view that all versions share.

struct StructureBuilder {
    private var groups: [Structure.Group] = [
        Structure.Group(
            id: .root,
            name: "",
            aliases: [],
            wrappers: [],
            parent: nil,
            repeats: false,
            isOptional: false,
            segments: [],
            children: []
        )
    ]

    /// Builds a structure from its table rows, the newest variant first.
    static func build(name: String, rows: [(versions: VersionSet, grammar: [GrammarItem])]) -> Structure {
        var builder = StructureBuilder()
        var variants: [StructureVariant] = []
        for row in rows {
            var compiler = VariantCompiler()
            compiler.add(row.grammar) { path, name, alias, item, isRepeated in
                builder.group(name, alias: alias, item: item, in: path, isRepeated: isRepeated)
            } wrapper: { group, name in
                builder.note(wrapper: name, in: group)
            } place: { segment, group, item, isRepeated in
                builder.place(segment, in: group, item: item, isRepeated: isRepeated)
            }
            variants.append(compiler.variant(versions: row.versions))
            builder.seen = []
        }
        return Structure(storage: Structure.Storage(name: name, groups: builder.groups, variants: variants))
    }

    /// The places that the variant under way has filled, to tell a segment that stands in a group twice.
    private var seen: Set<[UInt32]> = []

    private mutating func group(
        _ name: String,
        alias: String?,
        item: GrammarItem,
        in parent: GroupID,
        isRepeated: Bool
    ) -> GroupID {
        let repeats = item.repeats || isRepeated
        if let known = groups[Int(parent.rawValue)].children.first(where: { self[$0].name == name }) {
            if repeats { groups[Int(known.rawValue)].repeats = true }
            if let alias, !self[known].aliases.contains(alias) {
                groups[Int(known.rawValue)].aliases.append(alias)
            }
            return known
        }
        let id = GroupID(groups.count)
        groups.append(
            Structure.Group(
                id: id,
                name: name,
                aliases: alias.map { [$0] } ?? [],
                wrappers: [],
                parent: parent,
                repeats: repeats,
                isOptional: item.isOptional,
                segments: [],
                children: []
            )
        )
        groups[Int(parent.rawValue)].children.append(id)
        return id
    }

    private mutating func note(wrapper name: String, in group: GroupID) {
        guard !self[group].wrappers.contains(name) else { return }
        groups[Int(group.rawValue)].wrappers.append(name)
    }

    private subscript(id: GroupID) -> Structure.Group { groups[Int(id.rawValue)] }

    private mutating func place(
        _ segment: SegmentName,
        in group: GroupID,
        item: GrammarItem,
        isRepeated: Bool
    ) {
        let isFirst = seen.insert([UInt32(group.rawValue), segment.packed]).inserted
        let repeats = item.repeats || isRepeated || !isFirst
        let index = Int(group.rawValue)
        if let known = groups[index].segments.firstIndex(where: { $0.segment == segment }) {
            if repeats { groups[index].segments[known].repeats = true }
        } else {
            groups[index].segments.append(
                Structure.Place(segment: segment, repeats: repeats, isOptional: item.isOptional)
            )
        }
    }
}
