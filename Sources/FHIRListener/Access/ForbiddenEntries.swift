// The entries of a Bundle that its client may not hand over.
//
// A batch is taken without them, and each is answered with 403; what is stored is what came, and which entries were
// refused is kept with it. A transaction with one of them is refused.

import FHIR
import Routing

/// Which entries of a Bundle are forbidden.
enum ForbiddenEntries {
    /// Finds the entries that a client may not hand over.
    ///
    /// - Parameters:
    ///   - tree: a Bundle that comes as a transaction or batch.
    ///   - permission: what its client may do.
    /// - Returns: why, by the entries' positions; empty where nothing is forbidden.
    /// - Throws: 403 for a transaction with anything forbidden in it, and for a batch with nothing else.
    static func find(in tree: Tree, _ permission: Permission) throws(Problem) -> [Int: [OutcomeIssue]] {
        guard case .scopes = permission, let bundle = BundleView(tree.root) else { return [:] }
        let entries = bundle.entries
        var first: Permission.Need?
        var forbidden: [Int: [OutcomeIssue]] = [:]
        for (position, entry) in entries.enumerated() {
            guard let need = Permission.Need(entry: entry.node), !permission.allows(need) else { continue }
            first = first ?? need
            let place = "Bundle.entry[\(position)]"
            forbidden[position] = [OutcomeIssue(.error, .forbidden, at: place, Problem.forbiddenText)]
        }
        if let first, bundle.type != "batch" || forbidden.count == entries.count { throw .forbidden(first) }
        return forbidden
    }
}
