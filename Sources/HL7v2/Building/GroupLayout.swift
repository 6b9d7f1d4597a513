// What may stand in a group of one version, in the order in which it is written.
//
// `Structure` is the view of all versions at once, for reading; who writes a message must keep one version's order.

extension Structure {
    /// A segment or group that a group may have.
    public struct Member: Hashable, Sendable {
        /// What it is.
        public enum Kind: Hashable, Sendable {
            /// A segment, or one of several to choose from.
            case segment([SegmentName])
            /// A group.
            case group(GroupID)
        }

        /// What it is.
        public let kind: Kind
        /// Whether it may be left out.
        public let isOptional: Bool
    }

    /// What a group has in a version, in order; the nearest version's where that one lacks the structure.
    ///
    /// Empty for a group that the version does not have. A group that only surrounds others is not there, what it
    /// surrounds is.
    public func members(of group: GroupID, in version: Version) -> [Member] {
        let variant = variant(for: version)
        guard let found = variant.groups.first(where: { $0.id == group }) else { return [] }
        return Self.members(of: found, in: variant, isOptional: false)
    }

    private static func members(
        of group: StructureVariant.Group,
        in variant: StructureVariant,
        isOptional: Bool
    ) -> [Member] {
        group.members.flatMap { member -> [Member] in
            let isOptional = isOptional || member.isOptional
            guard let number = member.group else {
                return [Member(kind: .segment(member.segments), isOptional: isOptional)]
            }
            let inner = variant.groups[number]
            if let id = inner.id { return [Member(kind: .group(id), isOptional: isOptional)] }
            return members(of: inner, in: variant, isOptional: isOptional)
        }
    }
}
