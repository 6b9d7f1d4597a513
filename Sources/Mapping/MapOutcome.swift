// What a map is given beside its message, and what comes out.

public import FHIR
public import Foundation
public import LocatedYAML

/// What a map may read beside its message: nothing else, so that the same message maps to the same output.
public struct MapContext: Sendable {
    /// When the message was accepted, in milliseconds since 1970 UTC; the only clock a map can read.
    public let acceptedAt: Int64
    /// The listener's zone, for timestamps without an offset.
    public let zone: TimeZone
    /// Which part of a message that was split it is, from 0: what has no identity of its own differs by it.
    public let part: Int
    /// Whether what earlier messages with the same bytes became is taken from there; it makes no difference but in time.
    let remembers: Bool

    /// Describes the circumstances of a run.
    public init(acceptedAt: Int64, zone: TimeZone = .gmt, part: Int = 0) {
        self.init(acceptedAt: acceptedAt, zone: zone, part: part, remembers: true)
    }

    init(acceptedAt: Int64, zone: TimeZone = .gmt, part: Int = 0, remembers: Bool) {
        self.acceptedAt = acceptedAt
        self.zone = zone
        self.part = part
        self.remembers = remembers
    }
}

/// What running a map over a message gave.
public struct MapOutcome: Sendable {
    /// The Bundle; `nil` when the message could not be mapped.
    public let bundle: Tree?
    /// What went wrong, in the order found.
    public let problems: [MapProblem]

    /// Whether the delivery must not go out.
    public var isFailed: Bool { bundle == nil }
}

/// Something that a map could not do with a message; it never holds a value of the message.
public struct MapProblem: Hashable, Sendable {
    /// How bad it is.
    public enum Severity: String, Hashable, Sendable {
        /// The outcome failed.
        case error
        /// Something was left out.
        case warning
    }

    /// How bad it is.
    public let severity: Severity
    /// Where the value stands, such as `OBX[3]-5`; `nil` where no single place is to blame.
    public let location: String?
    /// The rule that was run.
    public let rule: SourceLocation
    /// What is wrong, without values.
    public let reason: String
}

extension MapProblem: CustomStringConvertible {
    /// `OBX[3]-5: not a valid number (segments/OBX.yaml:12:10)`.
    public var description: String {
        "\(location.map { "\($0): " } ?? "")\(reason) (\(rule))"
    }
}
