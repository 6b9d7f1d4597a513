// A place in a segment that is rewritten where the message has it. Everything counts from 1, as HL7 v2 does.
//
// `FieldPosition` names a single text of a message that is built; this names as much of a field as is meant.

/// A field, one of its repetitions, a component or a subcomponent.
public struct FieldPath: Hashable, Sendable {
    /// The field.
    public var field: Int
    /// Which of its repetitions; `nil` for the whole field.
    public var repetition: Int?
    /// The component of that repetition; `nil` for all of it.
    public var component: Int?
    /// The subcomponent of that component; `nil` for all of it.
    public var subcomponent: Int?

    /// Names a place; a part counts only where what encloses it is named.
    public init(_ field: Int, repetition: Int? = nil, component: Int? = nil, subcomponent: Int? = nil) {
        self.field = field
        self.repetition = repetition ?? component.map { _ in 1 }
        self.component = component
        self.subcomponent = component == nil ? nil : subcomponent
    }

    /// How much of a field it names.
    public var level: Element.Level {
        if subcomponent != nil { return .subcomponent }
        if component != nil { return .component }
        return repetition == nil ? .field : .repetition
    }
}
