// The scopes of SMART's backend services: `system/Observation.cu` and the older `system/Observation.write`
// (SMART App Launch 2.2, "Scopes for requesting FHIR resources").
//
// Scopes of a user or patient do not count: an engine sees neither. Nor does a scope that is narrowed by a search,
// because a sender's resource is not searched here: it would grant more than it says.

/// What the scopes of a token allow.
struct SMARTScopes: Hashable, Sendable {
    /// What may be done with resources of a type.
    enum Action: CaseIterable, Sendable {
        case create, read, update, delete, search

        /// The letter of version 2.
        var letter: Character {
            switch self {
            case .create: "c"
            case .read: "r"
            case .update: "u"
            case .delete: "d"
            case .search: "s"
            }
        }
    }

    /// The most scopes of a token that are read.
    private static let limit = 1_000
    /// The letters of version 2, in the order in which they must stand.
    private static let letters = "cruds"

    /// What may be done, by resource type; `*` for any.
    private var actions: [String: Set<Action>] = [:]

    /// Reads scopes; those of others, and what is none, grant nothing.
    init(_ scopes: [String]) {
        for scope in scopes.prefix(Self.limit) {
            guard let match = scope.wholeMatch(of: /system\/([A-Za-z]+|\*)\.([a-z]+|\*)/),
                let granted = Self.actions(String(match.2))
            else { continue }
            actions[String(match.1), default: []].formUnion(granted)
        }
    }

    /// Whether something may be done with resources of a type.
    func allow(_ action: Action, on type: String) -> Bool {
        [type, "*"].contains { actions[$0]?.contains(action) == true }
    }

    private static func actions(_ text: String) -> Set<Action>? {
        switch text {
        case "*": return Set(Action.allCases)
        case "read": return [.read, .search]
        case "write": return [.create, .update, .delete]
        default:
            var rest = letters[...]
            for letter in text {
                guard let place = rest.firstIndex(of: letter) else { return nil }
                rest = rest[rest.index(after: place)...]
            }
            return Set(Action.allCases.filter { text.contains($0.letter) })
        }
    }
}
