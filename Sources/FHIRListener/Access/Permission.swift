// What a client may do here, and what each interaction needs.
//
// A message hands over a Bundle, so $process-message needs what creating one needs. A transaction or batch needs what
// its entries need.

import FHIR
import Routing

/// What a client may do.
enum Permission: Sendable {
    /// Whatever is offered: nobody is asked, or it showed a key.
    case everything
    /// What the scopes of its token say.
    case scopes(SMARTScopes)

    /// Whether it may do this.
    func allows(_ need: Need) -> Bool {
        switch self {
        case .everything: true
        case .scopes(let scopes): scopes.allow(need.action, on: need.type)
        }
    }

    /// What an interaction takes.
    struct Need: Hashable, Sendable {
        let action: SMARTScopes.Action
        let type: String

        init(_ action: SMARTScopes.Action, _ type: String) {
            self.action = action
            self.type = type
        }

        /// The narrowest scope that is enough.
        var scope: String { "system/\(type).\(action.letter)" }
    }

    /// Refuses what is known from the request line to be forbidden.
    ///
    /// - Throws: 403.
    func check(_ interaction: Interaction) throws(Problem) {
        guard let need = interaction.need, !allows(need) else { return }
        throw .forbidden(need)
    }
}

extension Interaction {
    /// Whether everybody may ask.
    var isOpen: Bool {
        switch self {
        case .capabilities, .smartConfiguration, .preflight: true
        case .create, .read, .versionRead, .update, .updateFound, .bundle, .processMessage, .status: false
        }
    }

    /// What it takes; `nil` for nothing, or for what only the body tells.
    fileprivate var need: Permission.Need? {
        switch self {
        // A status holds no resource but the answer that its client was owed.
        case .capabilities, .smartConfiguration, .preflight, .bundle, .status: nil
        case .create(let type): .init(.create, type)
        case .read(let type, _), .versionRead(let type, _, _): .init(.read, type)
        case .update(let type, _), .updateFound(let type): .init(.update, type)
        case .processMessage: .init(.create, "Bundle")
        }
    }
}

extension Permission.Need {
    /// What an entry of a transaction or batch takes; `nil` for one that is refused for other reasons.
    init?(entry: Tree.Node) {
        guard let request = entry["request"], let method = request["method"]?.text else { return nil }
        let path = (request["url"]?.text ?? "").prefix { $0 != "?" && $0 != "/" }
        let type = path.isEmpty ? entry["resource"]?.type.name ?? "" : String(path)
        switch method {
        case "POST": self.init(.create, type)
        case "PUT", "PATCH": self.init(.update, type)
        case "GET", "HEAD": self.init(.read, type)
        case "DELETE": self.init(.delete, type)
        default: return nil
        }
    }
}
