// What an expression may know beside the fields of its message, where something is made: never in conditions of routes,
// for what was stored is routed again as it was.

import HL7v2

/// Something that holds for a whole run.
public enum Circumstance: String, CaseIterable, Hashable, Sendable {
    /// `control_id()`: what MSH-10 of a message that is made here gets.
    case controlID = "control_id"
    /// `now()`: when the message was accepted; the only clock there is.
    case now
    /// `message()`: the whole message as a text.
    case message

    var kind: StaticType.Kind {
        switch self {
        case .controlID, .message: .text
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
        guard base == nil, arguments.isEmpty, let circumstance = Circumstance(rawValue: name),
            context.scope.circumstances.contains(circumstance)
        else { return nil }
        if circumstance == .now { program.asksForTime = true }
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
        case .message: .one(.text(texts.keep(wholeMessage)))
        }
    }

    /// The segments as they stand, each ended by a carriage return; it does not count as reading them.
    private var wholeMessage: String {
        (0..<message.segmentCount).map { message.rawText(message.segment($0)) + "\r" }.joined()
    }
}
