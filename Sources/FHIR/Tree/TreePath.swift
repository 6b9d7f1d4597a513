// Where a node stands, as FHIRPath: `Bundle.entry[2].resource.birthDate`.
//
// Worked out from the arena when something is to be said about a node, so nobody keeps a path while all is well.

enum TreePath {
    /// The path of the node at `target`.
    static func expression(_ records: [Tree.Record], to target: Int, definitions: Definitions.Storage)
        -> String
    {
        path(records, to: target, definitions: definitions).text
    }

    /// The path of what is being read: the innermost node still open, and a member of it.
    ///
    /// `item` says which of the member's repeats; unless given it is the one after those that are there.
    static func openExpression(
        _ records: [Tree.Record],
        member: Member?,
        item: Int?,
        definitions: Definitions.Storage
    ) -> String {
        let (text, parent) = path(records, to: records.count, definitions: definitions)
        guard let member, !records.isEmpty else { return text }
        if let item, definitions.members[member.index].isRepeating {
            return text + ".\(name(of: member, definitions))[\(item)]"
        }
        return text + step(member, before: records.count, in: parent, records, definitions)
    }

    /// The path to a node, or to the innermost open node if `target` is behind all of them.
    private static func path(
        _ records: [Tree.Record],
        to target: Int,
        definitions: Definitions.Storage
    ) -> (text: String, last: Int) {
        guard let root = records.first else { return ("", 0) }
        var text = definitions.types[root.type.index].name
        var position = 0
        while position < target {
            var child = position + 1
            while child < target, records[child].end != 0, Int(records[child].end) <= target {
                child = Int(records[child].end)
            }
            guard child < records.count, child <= target else { break }
            text += step(records[child].member, before: child, in: position, records, definitions)
            position = child
        }
        return (text, position)
    }

    /// `.name`, with the number of its equals before it if the element repeats.
    private static func step(
        _ member: Member,
        before end: Int,
        in parent: Int,
        _ records: [Tree.Record],
        _ definitions: Definitions.Storage
    ) -> String {
        let name = name(of: member, definitions)
        guard definitions.members[member.index].isRepeating else { return ".\(name)" }
        var count = 0
        var child = parent + 1
        let isMore = end < records.count && records[end].isMore
        while child < end {
            if records[child].member == member, records[child].isMore == isMore { count += 1 }
            guard records[child].end != 0 else { break }
            child = Int(records[child].end)
        }
        return ".\(name)[\(count)]"
    }

    /// The name as FHIRPath has it: that of a choice without its type.
    private static func name(of member: Member, _ definitions: Definitions.Storage) -> String {
        let element = definitions.elements[Int(definitions.members[member.index].element)]
        return element.isChoice ? String(element.name.dropLast(3)) : element.name
    }
}

extension Tree {
    /// Where a node stands, as FHIRPath.
    public func expression(at index: Index) -> String {
        TreePath.expression(storage.records, to: index.position, definitions: definitions.storage)
    }
}
