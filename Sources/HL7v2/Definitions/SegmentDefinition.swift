// What the standard says about one segment and its fields.

/// A segment of the standard.
public struct SegmentDefinition: Sendable {
    /// Its name.
    public let name: SegmentName
    /// What people call it, such as `Patient Identification`.
    public let title: String
    let rows: [VersionedRow]

    /// A field in a version; without a version, the newest one that has it.
    public func field(_ number: Int, version: Version? = nil) -> FieldDefinition? {
        rows.row(number, version: version).map(FieldDefinition.init)
    }

    /// The fields of a version, in order; without a version, those of all.
    public func fields(version: Version? = nil) -> [FieldDefinition] {
        rows.positions(version: version).compactMap { field($0, version: version) }
    }
}

/// A field of a segment.
public struct FieldDefinition: Sendable, Hashable {
    /// Its position, from 1.
    public let number: Int
    /// What people call it, such as `Patient Name`.
    public let title: String
    /// Its datatype; `*` where another field decides, as OBX-2 does for OBX-5.
    public let datatype: String
    /// Whether it must be there.
    public let optionality: Optionality
    /// How many repetitions it may have; `nil` for any number.
    public let maximumRepetitions: Int?
    /// How long it may be, where the version says so.
    public let maximumLength: Int?
    /// The table of its codes, such as `0001`.
    public let table: String?

    /// Whether it may repeat.
    public var repeats: Bool { maximumRepetitions != 1 }

    init(_ row: VersionedRow) {
        number = row.position
        title = row.title
        datatype = row.fact(0)
        optionality = Optionality(row.fact(1))
        maximumRepetitions = row.fact(2) == "*" ? nil : Int(row.fact(2)) ?? 1
        maximumLength = Int(row.fact(3))
        table = row.fact(4).isEmpty ? nil : row.fact(4)
    }
}

/// Whether a field or component must be there.
public enum Optionality: Sendable, Hashable {
    /// It must be there.
    case required
    /// It may be there.
    case optional
    /// It must be there under conditions that the standard's text states.
    case conditional
    /// It may be there so that older receivers understand.
    case backward
    /// It must not be there any more.
    case withdrawn

    init(_ text: String) {
        self =
            switch text {
            case "R": .required
            case "C", "R?": .conditional
            case "B": .backward
            case "W", "X": .withdrawn
            default: .optional
            }
    }
}
