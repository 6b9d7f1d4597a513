// The answer to a transaction or batch: one entry for each of the request's, in its order.

import FHIR
import Routing

/// Answers to Bundles.
enum BundleAnswer {
    /// The answer to a Bundle that is durable.
    ///
    /// - Parameters:
    ///   - type: `transaction-response` or `batch-response`.
    ///   - plan: what became of the entries.
    ///   - version: the version that its resources have from now on.
    /// - Returns: a Bundle.
    static func tree(_ type: String, _ plan: BundlePlan, version: VersionTag) -> Tree {
        var writer = ResourceWriter("Bundle")
        writer.set("type", type, in: writer.root)
        for entry in plan.entries {
            let node = writer.append("entry", to: writer.root)
            let response = writer.append("response", to: node)
            switch entry {
            case .success(let taken):
                writer.set("status", taken.isNew ? "201 Created" : "200 OK", in: response)
                let location = "\(taken.type)/\(taken.id)/_history/\(version.id)"
                writer.set("location", location, in: response)
                writer.set("etag", version.entityTag, in: response)
                writer.set("lastModified", version.lastUpdated, in: response)
            case .failure(let refusal):
                writer.set("status", String(refusal.status), in: response)
                writer.attach(OperationOutcome([refusal.issue]).tree(), as: "outcome", to: response)
            }
        }
        return writer.tree
    }
}
