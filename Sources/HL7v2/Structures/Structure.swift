// A message structure such as ORU_R01, the same for all versions: its groups under the names that the newest
// version gives them, and what older versions have in them besides.
//
// This is the view for those who compile mappings. What a message's segments belong to is decided by the
// grammar of the message's own version; see `GroupTree`.

/// A group of one structure, as a small number.
public struct GroupID: Hashable, Sendable, Comparable {
    /// Its position in ``Structure/groups``; enclosing groups come before those they enclose.
    public let rawValue: Int16

    /// The message itself, which encloses all groups.
    public static let root = GroupID(rawValue: 0)

    init(rawValue: Int16) { self.rawValue = rawValue }

    init(_ index: Int) { rawValue = Int16(truncatingIfNeeded: index) }

    /// The order of ``Structure/groups``.
    public static func < (left: GroupID, right: GroupID) -> Bool { left.rawValue < right.rawValue }
}

/// A message structure.
///
/// A value of one reference; copies are cheap. Group numbers belong to the structure they came from.
public struct Structure: Sendable {
    /// A segment that a group can have directly.
    public struct Place: Hashable, Sendable {
        /// The segment's name.
        public let segment: SegmentName
        /// Whether there can be more than one in an occurrence of the group, in any version.
        public internal(set) var repeats: Bool
        /// Whether it may be left out, in the newest version that has it.
        public let isOptional: Bool
    }

    /// A group, or the message itself.
    public struct Group: Sendable {
        /// Its number.
        public let id: GroupID
        /// Its canonical name; empty for the message itself.
        public let name: String
        /// What other versions call it.
        public internal(set) var aliases: [String]
        /// The names of groups that some versions put around groups in it, and that lead nowhere else.
        public internal(set) var wrappers: [String]
        /// The group that encloses it; `nil` for the message itself.
        public let parent: GroupID?
        /// Whether there can be more than one in an occurrence of its parent, in any version.
        public internal(set) var repeats: Bool
        /// Whether it may be left out, in the newest version that has it.
        public let isOptional: Bool
        /// The segments directly in it, the newest version's first.
        public internal(set) var segments: [Place]
        /// The groups directly in it, the newest version's first.
        public internal(set) var children: [GroupID]
    }

    let storage: Storage

    final class Storage: Sendable {
        let name: String
        let groups: [Group]
        let variants: [StructureVariant]
        /// Which variant each version reads with, by the version's raw value.
        let variantByVersion: [Int]

        init(name: String, groups: [Group], variants: [StructureVariant]) {
            self.name = name
            self.groups = groups
            self.variants = variants
            variantByVersion = Version.allCases.map { version in
                variants.bestIndex(for: version, versions: \.versions) ?? 0
            }
        }
    }

    /// The structure of a name, such as `ORU_R01`.
    ///
    /// The version does not matter for the groups' names; it only says whether that version has the structure.
    /// - Returns: `nil` where no version, or not the one asked for, has it.
    public static func named(_ name: String, version: Version? = nil) -> Structure? {
        guard let structure = StructureCatalog.shared.structure(named: name) else { return nil }
        guard let version else { return structure }
        return structure.versions.contains(version) ? structure : nil
    }

    /// The structure's name.
    public var name: String { storage.name }

    /// The groups, the message itself first; a group's number is its position.
    public var groups: [Group] { storage.groups }

    /// The versions that have this structure, oldest first.
    public var versions: [Version] {
        Version.allCases.filter { version in
            storage.variants.contains { $0.versions.contains(VersionSet(version)) }
        }
    }

    /// The group with a number.
    public subscript(id: GroupID) -> Group { storage.groups[Int(id.rawValue)] }

    /// How a message of a version is read; the nearest version's way where that one lacks the structure.
    func variant(for version: Version?) -> StructureVariant {
        storage.variants[storage.variantByVersion[Int((version ?? .newest).rawValue)]]
    }
}

extension Structure: Hashable {
    /// Whether both are the same structure; there is one of each name.
    public static func == (left: Structure, right: Structure) -> Bool { left.name == right.name }

    /// Hashes the name.
    public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
