// What the standard says about one datatype and its components.

/// A datatype of the standard.
public struct DatatypeDefinition: Sendable {
    /// Its name, such as `XPN`.
    public let name: String
    /// What people call it, such as `Extended Person Name`.
    public let title: String
    let rows: [VersionedRow]

    /// Whether it has components.
    public var isComposite: Bool { !rows.isEmpty }

    /// A component in a version; without a version, the newest one that has it.
    public func component(_ number: Int, version: Version? = nil) -> ComponentDefinition? {
        rows.row(number, version: version).map(ComponentDefinition.init)
    }

    /// The components of a version, in order; without a version, those of all.
    public func components(version: Version? = nil) -> [ComponentDefinition] {
        rows.positions(version: version).compactMap { component($0, version: version) }
    }
}

/// A component of a datatype.
public struct ComponentDefinition: Sendable, Hashable {
    /// Its position, from 1.
    public let number: Int
    /// What people call it, such as `Family Name`.
    public let title: String
    /// Its datatype, whose components are the subcomponents.
    public let datatype: String
    /// Whether it must be there.
    public let optionality: Optionality
    /// The table of its codes.
    public let table: String?

    init(_ row: VersionedRow) {
        number = row.position
        title = row.title
        datatype = row.fact(0)
        optionality = Optionality(row.fact(1))
        table = row.fact(2).isEmpty ? nil : row.fact(2)
    }
}
