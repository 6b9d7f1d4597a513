// A lane before it is hashed: what a delivery waits for, in words.
//
// Holds patients' numbers, so it is shown to whoever asks about a message, and never logged or stored.

/// What deliveries of one lane have in common.
public struct LaneName: Hashable, Sendable {
    let kind: LaneKey.Kind
    let parts: [String]

    init(_ kind: LaneKey.Kind, _ parts: String...) {
        self.kind = kind
        self.parts = parts
    }

    /// The lane's key.
    public var key: LaneKey { LaneKey(kind, parts) }

    /// For people: `patient 4711 of NORTH`, `listener lab`.
    public var words: String {
        switch kind {
        case .patient:
            let authority = parts.first ?? ""
            return "patient \(parts.last ?? "")" + (authority.isEmpty ? "" : " of \(authority)")
        case .listener: return "listener \(parts.joined())"
        case .unidentified: return "no patient, listener \(parts.joined())"
        case .expression: return parts.joined()
        }
    }
}
