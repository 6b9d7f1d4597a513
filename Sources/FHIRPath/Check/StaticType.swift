// What the checker knows about a value before any message has arrived.

public import FHIR

/// The type and number of the values that an expression yields.
public struct StaticType: Hashable, Sendable {
    /// The types the checker tells apart.
    public enum Kind: Hashable, Sendable {
        /// Not known before a message is there.
        case unknown
        /// Never anything.
        case nothing
        /// A value of an HL7 v2 datatype; `varies` where another field names it.
        case datatype(String)
        /// A whole segment.
        case segment(String)
        /// A group of the structure at hand, by its name.
        case group(String)
        /// Text.
        case text
        /// A truth value.
        case boolean
        /// A whole number.
        case integer
        /// A decimal number.
        case decimal
        /// A date.
        case date
        /// A date with time.
        case dateTime
        /// A date with time to the second at least.
        case instant
        /// A time of day.
        case time
        /// A row of a code table.
        case tableRow
        /// A FHIR type.
        case fhir(TypeID)
    }

    /// The type.
    public var kind: Kind
    /// Whether there may be more than one.
    public var isPlural: Bool
    /// The FHIR types that different branches may yield, where they differ.
    public var alternatives: Set<Kind> = []

    /// Makes a type.
    public init(_ kind: Kind, isPlural: Bool = false) {
        self.kind = kind
        self.isPlural = isPlural
    }

    /// The type of a value that comes from one of two places.
    func joined(with other: StaticType) -> StaticType {
        if kind == .nothing { return StaticType(other.kind, isPlural: isPlural || other.isPlural) }
        if other.kind == .nothing || other.kind == kind {
            return StaticType(kind, isPlural: isPlural || other.isPlural)
        }
        var joined = StaticType(.unknown, isPlural: isPlural || other.isPlural)
        joined.alternatives = alternatives.union(other.alternatives).union(
            [kind, other.kind].filter { $0 != .unknown }
        )
        return joined
    }
}
