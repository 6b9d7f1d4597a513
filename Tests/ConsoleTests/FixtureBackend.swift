// An engine made of fixtures: what it answers is set by a test, what it is asked to do is written down.
// Every value is synthetic.

import Console
import Synchronization

/// A backend that answers from memory.
final class FixtureBackend: ConsoleBackend {
    /// What it answers, and what it was asked to do.
    struct State {
        var overview = Fixtures.overview
        var messages = Fixtures.messages
        var views = Fixtures.views
        var parked = Fixtures.parked
        var overtaken: [OvertakenDelivery] = []
        var storeAnswers = true
        var lastQuery = MessageQuery()
        var actions: [String] = []
    }

    let state: Mutex<State>

    init(_ change: (inout State) -> Void = { _ in }) {
        var state = State()
        change(&state)
        self.state = Mutex(state)
    }

    /// Everything it was asked to do, in order.
    var actions: [String] { state.withLock { $0.actions } }

    /// Two more messages come in with every look, so that pages have something to follow.
    func overview() async -> Overview {
        state.withLock { state in
            for index in state.overview.feeds.indices where state.overview.feeds[index].state == .listening {
                state.overview.feeds[index].received += 2
            }
            return state.overview
        }
    }

    func messages(_ query: MessageQuery) async throws(BackendError) -> MessagePage {
        try requireStore()
        let matching = state.withLock { state in
            state.lastQuery = query
            return state.messages.filter { row in
                (query.status.map { row.status == $0 } ?? true)
                    && (query.feed.map { row.feed == $0 } ?? true)
                    && (query.controlID.map { row.controlID == $0 } ?? true)
                    && (query.destination.map { name in row.deliveries.contains { $0.destination == name } }
                        ?? true)
            }
        }
        let older = matching.drop { row in
            query.before.map { row.number.description >= $0.description } ?? false
        }
        let page = Array(older.prefix(query.limit))
        return MessagePage(messages: page, next: older.count > page.count ? page.last?.number : nil)
    }

    func message(_ number: MessageNumber) async throws(BackendError) -> MessageView? {
        try requireStore()
        return state.withLock { $0.views[number] }
    }

    func parkedGroups() async throws(BackendError) -> ParkedGroupList {
        try requireStore()
        let parked = state.withLock { $0.parked }
        var groups: [ParkedGroupRow] = []
        for row in parked {
            let index = groups.firstIndex { $0.destination == row.destination && $0.reason == row.reason }
            if let index {
                groups[index].count += 1
            } else {
                groups.append(ParkedGroupRow(destination: row.destination, reason: row.reason, count: 1))
            }
        }
        return ParkedGroupList(groups: groups)
    }

    func parked(_ query: ParkedQuery) async throws(BackendError) -> ParkedPage {
        try requireStore()
        let matching = state.withLock { $0.parked }.filter { row in
            (query.destination.map { row.destination == $0 } ?? true)
                && (query.reason.map { row.reason == $0 } ?? true)
        }
        let page = Array(matching.prefix(query.limit))
        return ParkedPage(deliveries: page, next: matching.count > page.count ? page.last?.number : nil)
    }

    func overtaken(by deliveries: [DeliveryNumber]) async throws(BackendError) -> [OvertakenDelivery] {
        state.withLock { $0.overtaken.filter { deliveries.contains($0.delivery) } }
    }

    func retry(_ deliveries: [DeliveryNumber]) async throws(BackendError) -> ActionOutcome {
        take(deliveries, "retry")
    }

    func discard(_ deliveries: [DeliveryNumber], reason: String) async throws(BackendError) -> ActionOutcome {
        take(deliveries, "discard (\(reason))")
    }

    func pause(destination: String) async throws(BackendError) {
        try setState(destination, .paused, "pause")
    }

    func resume(destination: String) async throws(BackendError) {
        try setState(destination, .ok, "resume")
    }

    private func requireStore() throws(BackendError) {
        guard state.withLock({ $0.storeAnswers }) else { throw .unavailable("the database does not answer") }
    }

    private func take(_ deliveries: [DeliveryNumber], _ action: String) -> ActionOutcome {
        state.withLock { state in
            let changed = deliveries.filter { number in state.parked.contains { $0.number == number } }
            state.parked.removeAll { changed.contains($0.number) }
            state.actions.append("\(action) \(changed.map(\.description).joined(separator: " "))")
            return ActionOutcome(changed: changed, missing: deliveries.filter { !changed.contains($0) })
        }
    }

    private func setState(
        _ name: String,
        _ state: DestinationRow.State,
        _ action: String
    ) throws(BackendError) {
        let isKnown = self.state.withLock { all in
            guard let index = all.overview.destinations.firstIndex(where: { $0.name == name }) else {
                return false
            }
            all.overview.destinations[index].state = state
            all.actions.append("\(action) \(name)")
            return true
        }
        guard isKnown else { throw .notFound("destination \(name)") }
    }
}
