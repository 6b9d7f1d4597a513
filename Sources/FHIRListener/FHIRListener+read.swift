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
        let message = try await stored { () async throws(StoreError) in try await store.detail(found) }
        guard let message = message?.message, [.accepted, .unrouted, .filtered].contains(message.status)
        else {
            throw .notFound
        }
        let tag = VersionTag(message: found, receivedAt: message.receivedAt)
        let tree = crashGuard.guarding(message.payload) { Self.resource(type, id, of: message, tag) }
        guard case .some(.some(let tree)) = tree else { throw .notFound }
        if tag.isKnown(head.headers) { return Answer(304, headers: tag.headers) }
        return Answer(200, headers: tag.headers, tree)
    }

    /// The message that brought a resource last.
    private func newest(_ type: String, _ id: String) async throws(Problem) -> MessageID? {
        let known = try await lookUp([ResourceKey(address: "\(type)/\(id)")])
        return known.version(of: "\(type)/\(id)").flatMap { MessageID($0) }
    }

    /// What is known about resources now.
    func lookUp(_ keys: Set<ResourceKey>) async throws(Problem) -> KnownResources {
        var known = KnownResources()
        if keys.isEmpty { return known }
        let found = try await stored { () async throws(StoreError) in
            try await store.resources(
                foundBy: keys.map(\.bytes),
                feed: setting.feed,
                limit: KnownResources.limit
            )
        }
        for resource in found {
            known.add(
                KnownResources.Known(address: resource.resource, version: resource.message.description),
                foundBy: ResourceKey(stored: resource.key)
            )
        }
        return known
    }

    /// Answers a create for naught: with what is there, as if it had been created.
    func answerFound(_ found: KnownResources.Known, _ head: RequestHead) async throws(Problem) -> Answer {
        let parts = found.address.split(separator: "/")
        guard parts.count == 2, let version = MessageID(found.version) else { throw .exception }
        var answer = try await read(String(parts[0]), String(parts[1]), version: version, head)
        let address = "\(head.baseAddress)/\(found.address)/_history/\(found.version)"
        answer.headers.append(Problem.Header(name: .location, value: address))
        switch Preference(head.headers[.prefer]) {
        case .minimal: answer.tree = nil
        // Whoever may create and not read learns where it is, and not what it is.
        case .representation where !head.permission.allows(.init(.read, String(parts[0]))): answer.tree = nil
        case .operationOutcome: answer.tree = Answer.information("There is such a resource; nothing changes.")
        case .representation: break
        }
        return answer
    }

    private static func resource(
        _ type: String,
        _ id: String,
        of message: StoredMessage,
        _ tag: VersionTag
    ) -> Tree? {
        guard let submission = FHIRSubmission(message) else { return nil }
        let version = ResourceCopy.Version(id: tag.id, lastUpdated: tag.lastUpdated)
        switch submission.kind {
        case .resource(type, id): return ResourceCopy.resource(submission.tree.root, id: id, version: version)
        case .transaction, .batch:
            guard let plan = submission.plan,
                let entry = plan.taken.first(where: { $0.type == type && $0.id == id })
            else { return nil }
            return ResourceCopy.resource(entry.resource, id: id, version: version, of: plan)
        case .resource, .message: return nil
        }
    }
}

extension VersionTag {
    /// Whether the client of a read has this version, by `If-None-Match`, else by `If-Modified-Since` (RFC 9110 §13.2.2).
    fileprivate func isKnown(_ headers: HTTPFields) -> Bool {
        if let condition = headers[.ifNoneMatch] { return VersionCondition.holds(condition, for: id) }
        guard let moment = headers[.ifModifiedSince] else { return false }
        return UTCTime(milliseconds: receivedAt).isCovered(by: moment) == true
    }
}
