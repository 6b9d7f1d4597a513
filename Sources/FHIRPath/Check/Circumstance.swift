// What an expression may know beside its message, where a message is made: never in conditions of routes, for what was
// stored is routed again as it was.

/// Something that holds for a whole run.
public enum Circumstance: String, CaseIterable, Hashable, Sendable {
    /// `control_id()`: what MSH-10 of a message that is made here gets.
    case controlID = "control_id"
    /// `now()`: when the message was accepted; the only clock there is.
    case now

    var kind: StaticType.Kind {
        switch self {
        case .controlID: .text
        case .now: .dateTime
        }
    }
}

/// The circumstances of one run, as texts.
public struct Circumstances: Hashable, Sendable {
    /// The control id of the message that is made.
    public var controlID: String
    /// When the message was accepted, in FHIR's form.
    public var now: String

    /// Describes the circumstances of a run.
    public init(controlID: String = "", now: String = "") {
        self.controlID = controlID
        self.now = now
    }
}

extension Compiler {
    /// A call of a circumstance; `nil` where none is known by that name, or none may be asked for.
    mutating func circumstance(
        _ name: String,
        on base: Expression?,
        _ arguments: [Expression],
        in context: Context
    ) -> Value? {
        guard context.scope.hasCircumstances, base == nil, arguments.isEmpty,
            let circumstance = Circumstance(rawValue: name)
        else { return nil }
        return Value(number: program.add(.circumstance(circumstance)), type: StaticType(circumstance.kind))
    }
}

extension Evaluation {
    /// Says what holds for this run.
    public mutating func begin(_ circumstances: Circumstances) {
        self.circumstances = circumstances
    }

    mutating func item(for circumstance: Circumstance) -> Items {
        switch circumstance {
        case .controlID: .one(.text(texts.keep(circumstances.controlID)))
        case .now: .one(.dateTime(texts.keep(circumstances.now)))
        }
    }
}
