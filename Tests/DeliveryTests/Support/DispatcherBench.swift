// A running dispatcher with everything around it in memory.

import Logging
import Testing

@testable import Delivery
@testable import MessageStore

struct DispatcherBench {
    static let feed = FeedID(rawValue: 1)
    static let route = RouteID(rawValue: 1)
    static let destination = DestinationID(rawValue: 1)
    static let deadline = Duration.seconds(30)

    let store = MemoryStore()
    let transport: ScriptedTransport
    let dispatcher: Dispatcher

    init(
        rules: LaneRules = DispatcherBench.quick(),
        transport: ScriptedTransport = ScriptedTransport(),
        render: @escaping Render = { .success(RenderedBody($0.content.payload)) }
    ) {
        self.transport = transport
        let settings = DestinationSettings(
            id: Self.destination,
            name: "ehr",
            url: "http://127.0.0.1/",
            rules: rules
        )
        dispatcher = Dispatcher(
            destinations: [settings],
            store: store,
            transport: transport,
            render: render,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            seed: 1
        )
    }

    /// Rules whose waits are milliseconds.
    static func quick(
        concurrency: Int = 8,
        attempts: Int = 10,
        memory: MemoryLimit = MemoryLimit()
    ) -> LaneRules {
        LaneRules(
            concurrency: concurrency,
            retry: RetryPolicy(first: .milliseconds(2), max: .milliseconds(20)),
            poisonAfter: PoisonLimit(attempts: attempts),
            memory: memory
        )
    }

    func committed(_ number: Int, keys: [Int64], payload: String = "MSH|") -> CommittedMessage {
        let id = MessageID(rawValue: Int64(number) << 21 | Int64(Self.feed.rawValue) << 13)
        let planned = PlannedDelivery(route: Self.route, part: 0, destination: Self.destination, keys: keys)
        let message = NewMessage(
            feed: Self.feed,
            receivedAt: 0,
            site: SiteVersion(rawValue: 1),
            status: .accepted,
            format: .hl7v2,
            payload: Array(payload.utf8),
            deliveries: [planned]
        )
        store.keep(DeliveryContent(message), of: id)
        return CommittedMessage(id: id, message: message)
    }

    static func number(_ id: DeliveryID) -> Int { Int(id.message.milliseconds) }

    /// Runs the dispatcher while `body` does, and shuts it down.
    func run(_ body: () async throws -> Void) async throws {
        let running = Task { await dispatcher.run() }
        do {
            try await body()
        } catch {
            _ = await dispatcher.shutdown(within: .zero)
            await running.value
            throw error
        }
        #expect(await dispatcher.shutdown(within: Self.deadline))
        await running.value
    }

    /// Waits until something holds; fails the test when it does not in time.
    func wait(
        _ what: String,
        sourceLocation: SourceLocation = #_sourceLocation,
        until isMet: () -> Bool
    ) async throws {
        let end = ContinuousClock.now + Self.deadline
        while !isMet() {
            try #require(ContinuousClock.now < end, "waited for: \(what)", sourceLocation: sourceLocation)
            try await Task.sleep(for: .milliseconds(2))
        }
    }

    var deliveredNumbers: [Int] {
        store.log.compactMap { settlement in
            guard case .delivered = settlement.outcome else { return nil }
            return Self.number(settlement.delivery)
        }
    }
}
