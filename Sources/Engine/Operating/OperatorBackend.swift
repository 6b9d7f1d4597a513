// What operators see and do, answered from the running parts. Pages and JSON are Console's.

import Console
import Delivery
import Foundation
import MessageStore
import Routing

/// The engine as the console sees it.
struct OperatorBackend: ConsoleBackend {
    let parts: EngineParts
    let startedAt: Moment

    init(_ parts: EngineParts, startedAt: Date) {
        self.parts = parts
        self.startedAt = Moment(milliseconds: Int64(startedAt.timeIntervalSince1970 * 1000))
    }

    func messages(_ query: MessageQuery) async throws(BackendError) -> MessagePage {
        let summaries: [MessageSummary]
        let before = query.before?.id
        do {
            if let controlID = query.controlID {
                summaries = try await parts.store.messages(
                    controlID: controlID,
                    before: before,
                    limit: query.limit
                )
            } else {
                summaries = try await parts.store.latestMessages(
                    before: before,
                    status: query.status.map { MessageStatus($0) },
                    feed: query.feed.flatMap { parts.names.feed(named: $0) },
                    limit: query.limit
                )
            }
        } catch {
            throw BackendError(error)
        }
        let isLast = summaries.count < query.limit
        let next = isLast ? nil : summaries.last.map { MessageNumber($0.id) }
        return MessagePage(messages: filtered(summaries, by: query), next: next)
    }

    /// What the store's index does not narrow down is narrowed here, page by page.
    private func filtered(_ summaries: [MessageSummary], by query: MessageQuery) -> [MessageRow] {
        let rows = summaries.map { MessageRow($0, names: parts.names) }
        return rows.filter { row in
            (query.status.map { $0 == row.status } ?? true) && (query.feed.map { $0 == row.feed } ?? true)
                && (query.destination.map { name in row.deliveries.contains { $0.destination == name } }
                    ?? true)
        }
    }

    func parkedGroups() async throws(BackendError) -> ParkedGroupList {
        do {
            let groups = try await parts.store.parkedGroups()
            let rows = groups.groups.map { group in
                ParkedGroupRow(
                    destination: parts.names.destination(group.destination),
                    reason: group.reason,
                    count: group.count
                )
            }
            return ParkedGroupList(groups: rows, isComplete: groups.isComplete)
        } catch {
            throw BackendError(error)
        }
    }

    func parked(_ query: ParkedQuery) async throws(BackendError) -> ParkedPage {
        let destination = try self.destination(query.destination)
        do {
            let parked = try await parts.store.parked(
                destination: destination,
                reason: query.reason,
                after: query.after?.id,
                limit: query.limit
            )
            let rows = parked.map { ParkedRow($0, names: parts.names) }
            return ParkedPage(deliveries: rows, next: parked.count < query.limit ? nil : rows.last?.number)
        } catch {
            throw BackendError(error)
        }
    }

    func overtaken(by deliveries: [DeliveryNumber]) async throws(BackendError) -> [OvertakenDelivery] {
        do {
            let guards = try await parts.store.releaseGuards(deliveries.compactMap(\.id))
            return guards.compactMap { release in
                guard !release.newerDelivered.isEmpty else { return nil }
                return OvertakenDelivery(
                    delivery: DeliveryNumber(release.delivery),
                    newer: release.newerDelivered.map { MessageNumber($0) }
                )
            }
        } catch {
            throw BackendError(error)
        }
    }

    func retry(_ deliveries: [DeliveryNumber]) async throws(BackendError) -> ActionOutcome {
        do {
            // The store tells the lanes of every destination that something was released.
            return ActionOutcome(try await parts.store.retry(deliveries.compactMap(\.id)))
        } catch {
            throw BackendError(error)
        }
    }

    func discard(_ deliveries: [DeliveryNumber], reason: String) async throws(BackendError) -> ActionOutcome {
        do {
            let outcome = try await parts.store.discard(deliveries.compactMap(\.id), reason: reason)
            // A parked delivery may hold its lanes.
            parts.dispatcher.discard(outcome.changed)
            return ActionOutcome(outcome)
        } catch {
            throw BackendError(error)
        }
    }

    func pause(destination: String) async throws(BackendError) {
        guard let id = try self.destination(destination), parts.dispatcher.pause(id) else {
            throw .notFound("destination `\(destination)`")
        }
    }

    func resume(destination: String) async throws(BackendError) {
        guard let id = try self.destination(destination), parts.dispatcher.resume(id) else {
            throw .notFound("destination `\(destination)`")
        }
    }

    private func destination(_ name: String?) throws(BackendError) -> DestinationID? {
        guard let name else { return nil }
        guard let id = parts.names.destination(named: name) else { throw .notFound("destination `\(name)`") }
        return id
    }
}

extension BackendError {
    init(_ error: StoreError) {
        self = .unavailable("\(error)")
    }
}
