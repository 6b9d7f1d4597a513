// Reading back what is stored, for the retention time: the bytes received, under the id and version their client was
// told.

import FHIR
import HTTPTypes
import Listeners
import MessageStore
import Routing

extension FHIRListener {
    /// Answers a read.
    ///
    /// - Parameters:
    ///   - type: the resource's type.
    ///   - id: its id.
    ///   - version: the message that brought the version; `nil` for the newest.
    ///   - head: the request.
    /// - Returns: the resource, or 304.
    /// - Throws: 404, or 503 when the store cannot be asked.
    func read(
        _ type: String,
        _ id: String,
        version: MessageID?,
        _ head: RequestHead
    ) async throws(Problem) -> Answer {
        var found = version
        if found == nil { found = try await newest(type, id) }
        guard let found, found.feed == setting.feed else { throw .notFound }
        let message = try await stored { () async throws(StoreError) in try await store.stored(found) }
        guard let message, [.accepted, .unrouted, .filtered].contains(message.status) else {
            throw .notFound
        }
        let tag = VersionTag(message: found, receivedAt: message.receivedAt)
        let tree = crashGuard.guarding(message.payload) { Self.resource(type, id, of: message, tag) }
        guard case .some(.some(let tree)) = tree else { throw .notFound }
        if head.headers[.ifNoneMatch] == tag.entityTag { return Answer(304, headers: tag.headers) }
        return Answer(200, headers: tag.headers, tree)
    }

    /// The message that brought a resource last: by itself, or as an entry of the Bundle that its id is made of.
    private func newest(_ type: String, _ id: String) async throws(Problem) -> MessageID? {
        let single = FHIRSubmissionKind.resource(type: type, id: id)
        let own = try await stored { () async throws(StoreError) in
            try await store.newest(controlID: single.controlID, types: [single.type], feed: setting.feed)
        }
        guard own == nil, let end = id.lastIndex(of: "-") else { return own }
        let bundle = String(id[..<end])
        let kinds: [FHIRSubmissionKind] = [.transaction(id: bundle), .batch(id: bundle)]
        return try await stored { () async throws(StoreError) in
            try await store.newest(
                controlID: "Bundle/\(bundle)",
                types: kinds.map(\.type),
                feed: setting.feed
            )
        }
    }

    private static func resource(
        _ type: String,
        _ id: String,
        of message: StoredMessage,
        _ tag: VersionTag
    ) -> Tree? {
        // What was read once and is stored unchanged can be read again; if not, it is not there.
        guard let kind = FHIRSubmissionKind(controlID: message.controlID ?? "", type: message.type),
            let tree = try? FHIRSubmission.read(message.payload, isXML: message.format == .fhirXML)
        else { return nil }
        let version = ResourceCopy.Version(id: tag.id, lastUpdated: tag.lastUpdated)
        switch kind {
        case .resource(type, id): return ResourceCopy.resource(tree.root, id: id, version: version)
        case .transaction(let bundle), .batch(let bundle):
            let plan = BundlePlan(tree, id: bundle)
            guard let entry = plan.taken.first(where: { $0.type == type && $0.id == id }) else { return nil }
            return ResourceCopy.resource(entry.resource, id: id, version: version, of: plan)
        case .resource, .message: return nil
        }
    }
}
