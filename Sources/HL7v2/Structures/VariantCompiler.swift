// Compiles one version's grammar into the table of a `StructureVariant`.

struct VariantCompiler {
    /// What stands in a group, in order.
    enum Member {
        case segment(place: Int, column: Int)
        case choice([(place: Int, column: Int)])
        case group(Int)
    }

    struct Item {
        var member: Member
        var isOptional: Bool
        var repeats: Bool
    }

    struct Group {
        var parent: Int?
        /// Its position among its parent's items.
        var index: Int
        var repeats: Bool
        var id: GroupID?
        var items: [Item] = []
        var path: [Int16]
    }

    struct Place {
        var group: Int
        var index: Int
    }

    typealias GroupMaker = (GroupID, String, String?, GrammarItem, Bool) -> GroupID
    typealias WrapperNoter = (GroupID, String) -> Void
    typealias PlaceMaker = (SegmentName, GroupID, GrammarItem, Bool) -> Void

    private(set) var groups = [Group(parent: nil, index: 0, repeats: false, id: .root, path: [0])]
    private(set) var places: [Place] = []
    private(set) var names: [SegmentName: Int] = [:]

    /// Adds the root's members, and tells the caller of each canonical group, each wrapper and each segment.
    mutating func add(_ items: [GrammarItem], group: GroupMaker, wrapper: WrapperNoter, place: PlaceMaker) {
        for item in items {
            add(
                item,
                to: 0,
                in: .root,
                isRepeated: false,
                makeGroup: group,
                noteWrapper: wrapper,
                makePlace: place
            )
        }
    }

    private mutating func add(
        _ item: GrammarItem,
        to group: Int,
        in id: GroupID,
        isRepeated: Bool,
        makeGroup: GroupMaker,
        noteWrapper: WrapperNoter,
        makePlace: PlaceMaker
    ) {
        let index = groups[group].items.count
        switch item.kind {
        case .segment(let name):
            makePlace(name, id, item, isRepeated)
            append(.segment(place: place(group, index), column: column(name)), item, to: group)
        case .choice(let names):
            for name in names { makePlace(name, id, item, isRepeated) }
            append(.choice(names.map { (place(group, index), column($0)) }), item, to: group)
        case .group(let name, let alias, let isTransparent, let members):
            let inner = groups.count
            if isTransparent { noteWrapper(id, name) }
            let innerID = isTransparent ? nil : makeGroup(id, name, alias, item, isRepeated)
            groups.append(
                Group(
                    parent: group,
                    index: index,
                    repeats: item.repeats,
                    id: innerID,
                    path: groups[group].path + [Int16(inner)]
                )
            )
            append(.group(inner), item, to: group)
            for member in members {
                add(
                    member,
                    to: inner,
                    in: innerID ?? id,
                    isRepeated: isTransparent && (isRepeated || item.repeats),
                    makeGroup: makeGroup,
                    noteWrapper: noteWrapper,
                    makePlace: makePlace
                )
            }
        }
    }

    private mutating func append(_ member: Member, _ item: GrammarItem, to group: Int) {
        groups[group].items.append(Item(member: member, isOptional: item.isOptional, repeats: item.repeats))
    }

    private mutating func place(_ group: Int, _ index: Int) -> Int {
        places.append(Place(group: group, index: index))
        return places.count - 1
    }

    private mutating func column(_ name: SegmentName) -> Int {
        if let known = names[name] { return known }
        names[name] = names.count
        return names.count - 1
    }

    /// The finished table.
    func variant(versions: VersionSet) -> StructureVariant {
        let tables = StepTable(compiler: self)
        return StructureVariant(
            versions: versions,
            groups: groups.map { group in
                StructureVariant.Group(path: group.path, id: group.id, members: group.items.map(member))
            },
            placeGroups: places.map { Int16($0.group) },
            names: names,
            steps: tables.steps()
        )
    }

    private func member(_ item: Item) -> StructureVariant.Member {
        func name(_ column: Int) -> SegmentName? { names.first { $0.value == column }?.key }
        let (segments, group): ([SegmentName], Int?) =
            switch item.member {
            case .segment(_, let column): ([name(column)].compactMap { $0 }, nil)
            case .choice(let choices): (choices.compactMap { name($0.column) }, nil)
            case .group(let index): ([], index)
            }
        return StructureVariant.Member(segments: segments, group: group, isOptional: item.isOptional)
    }
}
