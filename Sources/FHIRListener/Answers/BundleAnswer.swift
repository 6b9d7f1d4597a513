// The answer to a transaction or batch: one entry for each of the request's, in its order.

import FHIR
import Routing

/// Answers to Bundles.
enum BundleAnswer {
    /// The answer to a transaction or batch.
    ///
    /// - Parameters:
    ///   - submission: the Bundle, with what became of its entries.
    ///   - findings: what is told of the entries that are taken; `nil` where nobody asked.
    ///   - version: the version that its resources have from now on; `nil` where none was taken.
    /// - Returns: a Bundle.
    static func tree(
        for submission: FHIRSubmission,
        telling findings: ResourceFindings? = nil,
        _ version: VersionTag?
    ) -> Tree {
        let isTransaction = if case .transaction = submission.kind { true } else { false }
        let type = isTransaction ? "transaction-response" : "batch-response"
        return tree(type, submission, findings, version: version)
    }

    private static func tree(
        _ type: String,
        _ submission: FHIRSubmission,
        _ findings: ResourceFindings?,
        version: VersionTag?
    ) -> Tree {
        var writer = ResourceWriter("Bundle")
        writer.set("type", type, in: writer.root)
        for (position, entry) in (submission.plan?.entries ?? []).enumerated() {
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
                if let remarks = findings?.remarks(onEntry: position), !remarks.isEmpty {
                    writer.attach(OperationOutcome(remarks).tree(), as: "outcome", to: response)
                }
            case .found(let known):
                writer.set("status", "200 OK", in: response)
                writer.set("location", "\(known.address)/_history/\(known.version)", in: response)
                writer.set("etag", "W/\"\(known.version)\"", in: response)
            case .refused(let refusal):
                writer.set("status", String(refusal.status), in: response)
                writer.attach(OperationOutcome(refusal.issues).tree(), as: "outcome", to: response)
            }
        }
        return writer.tree
    }
}
