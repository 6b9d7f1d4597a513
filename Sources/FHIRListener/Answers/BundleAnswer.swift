// The answer to a transaction or batch: one entry for each of the request's, in its order.

import FHIR
import Routing

/// Answers to Bundles.
enum BundleAnswer {
    /// The answer to a transaction or batch.
    static func tree(for submission: FHIRSubmission, _ version: VersionTag?) -> Tree {
        let isTransaction = if case .transaction = submission.kind { true } else { false }
        let type = isTransaction ? "transaction-response" : "batch-response"
        return tree(type, submission, version: version)
    }

    /// The answer to a Bundle that is durable.
    ///
    /// - Parameters:
    ///   - type: `transaction-response` or `batch-response`.
    ///   - submission: the Bundle, with what became of its entries.
    ///   - version: the version that its resources have from now on; `nil` where none was taken.
    /// - Returns: a Bundle.
    static func tree(_ type: String, _ submission: FHIRSubmission, version: VersionTag?) -> Tree {
        var writer = ResourceWriter("Bundle")
        writer.set("type", type, in: writer.root)
        for entry in submission.plan?.entries ?? [] {
            let node = writer.append("entry", to: writer.root)
            let response = writer.append("response", to: node)
            switch entry {
            case .taken(let taken):
                writer.set("status", taken.isNew ? "201 Created" : "200 OK", in: response)
                guard let version else { continue }
                let location = "\(taken.address)/_history/\(version.id)"
                writer.set("location", location, in: response)
                writer.set("etag", version.entityTag, in: response)
                writer.set("lastModified", version.lastUpdated, in: response)
            case .found(let known):
                writer.set("status", "200 OK", in: response)
                writer.set("location", "\(known.address)/_history/\(known.version)", in: response)
                writer.set("etag", "W/\"\(known.version)\"", in: response)
            case .refused(let refusal):
                writer.set("status", String(refusal.status), in: response)
                writer.attach(OperationOutcome([refusal.issue]).tree(), as: "outcome", to: response)
            }
        }
        return writer.tree
    }
}
