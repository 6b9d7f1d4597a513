// Where a value is written in a segment. Everything counts from 1, as HL7 v2 does.

/// A place for a text in a segment: field, repetition, component and subcomponent.
public struct FieldPosition: Hashable, Sendable, Comparable {
    /// The field.
    public var field: Int
    /// Which of the field's repetitions.
    public var repetition: Int
    /// The component.
    public var component: Int
    /// The subcomponent.
    public var subcomponent: Int

    /// Names a place; a composite value's text is that of its first part.
    public init(_ field: Int, repetition: Int = 1, component: Int = 1, subcomponent: Int = 1) {
        self.field = field
        self.repetition = repetition
        self.component = component
        self.subcomponent = subcomponent
    }

    /// The order in which values are written.
    public static func < (left: FieldPosition, right: FieldPosition) -> Bool {
        (left.field, left.repetition, left.component, left.subcomponent)
            < (right.field, right.repetition, right.component, right.subcomponent)
    }

    /// Whether it is another place or lies in it, by so much of it: 0 nothing, 1 the repetition, 2 the component, 3 all.
    func isPart(of other: FieldPosition, depth: Int) -> Bool {
        (depth < 1 || field == other.field && repetition == other.repetition)
            && (depth < 2 || component == other.component)
            && (depth < 3 || subcomponent == other.subcomponent)
    }
}
