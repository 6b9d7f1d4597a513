// The dispatcher with threads, timers and a store and a transport in memory.

import Synchronization
import Testing

@testable import Delivery
@testable import MessageStore

struct DispatcherTests {
    @Test
    func `Everything arrives, in order for each key, whatever fails on the way`() async throws {
        let transport = ScriptedTransport { sent in
            switch (sent.id.message.milliseconds &* 31 &+ Int64(sent.attempt)) % 11 {
            case 0: Reply(.response(status: 503))
            case 1, 2: Reply(.response(status: 422), body: Array("no".utf8))
            case 3: Reply(.failure(AttemptFailure(phase: .awaiting, written: true, timedOut: true)))
            default: Reply(.response(status: 200))
            }
        }
        let rules = DispatcherBench.quick(attempts: 1_000, memory: MemoryLimit(items: 50))
        let bench = DispatcherBench(rules: rules, transport: transport)
        try await bench.run {
            for start in stride(from: 1, through: 600, by: 20) {
                bench.dispatcher.enqueue(
                    (start..<start + 20).map { bench.committed($0, keys: Self.keys(of: $0)) }
                )
            }
            try await bench.wait("all of them") { bench.deliveredNumbers.count == 600 }
        }
        let delivered = bench.deliveredNumbers
        for key in Int64(0)..<7 {
            let lane = delivered.filter { Self.keys(of: $0).contains(key) }
            #expect(lane == lane.sorted())
        }
        #expect(Set(delivered).count == 600)
        #expect(transport.mostInFlight <= 8)
        #expect(bench.store.pendingCount == 0)
        #expect(bench.store.refillCount > 0)
    }

    /// One of seven patients, and for every tenth message a merge of two.
    private static func keys(of number: Int) -> [Int64] {
        let key = Int64(number % 7)
        return number % 10 == 0 ? [key, (key + 1) % 7].sorted() : [key]
    }

    @Test
    func `A settlement carries what an operator needs and a hash of what was sent`() async throws {
        let body = [UInt8](repeating: 65, count: 10_000)
        let transport = ScriptedTransport { sent in
            sent.attempt == 1 ? Reply(.response(status: 422), body: body) : Reply(.response(status: 201))
        }
        let bench = DispatcherBench(transport: transport)
        try await bench.run {
            bench.dispatcher.enqueue([bench.committed(1, keys: [1], payload: "abc")])
            try await bench.wait("the delivery") { bench.deliveredNumbers == [1] }
        }
        guard case .deferred(.retry, _, let failed, true) = bench.store.log.first?.outcome,
            case .delivered(let delivered) = bench.store.log.last?.outcome
        else {
            Issue.record("not a retry and a delivery: \(bench.store.log.count) settlements")
            return
        }
        #expect(failed.code == 422)
        #expect(failed.attempts == 1)
        #expect(failed.error == "HTTP 422")
        #expect(failed.response?.count == Dispatcher.keptAnswerBytes)
        #expect(delivered.code == 201)
        #expect(delivered.attempts == 2)
        #expect(delivered.response == nil)
        #expect(delivered.sentHash == failed.sentHash)
        // SHA-256 of "abc", FIPS 180-2 appendix B.1.
        #expect(delivered.sentHash?.prefix(4) == [0xBA, 0x78, 0x16, 0xBF])
    }

    @Test
    func `What cannot be rendered is parked with its diagnostics and never sent`() async throws {
        let bench = DispatcherBench(render: { _ in
            .failure(RenderProblem(diagnostics: "OBX[3]-5: not a number"))
        })
        try await bench.run {
            bench.dispatcher.enqueue([bench.committed(1, keys: [1])])
            try await bench.wait("the park") { !bench.store.log.isEmpty }
        }
        guard case .parked("rendering", "OBX[3]-5: not a number", _) = bench.store.log.first?.outcome else {
            Issue.record("not parked")
            return
        }
        #expect(bench.transport.sent.isEmpty)
    }

    @Test
    func `A lane is rendered once though it is sent again`() async throws {
        let renderings = Mutex(0)
        let transport = ScriptedTransport { sent in
            Reply(.response(status: sent.attempt < 4 ? 503 : 200))
        }
        let bench = DispatcherBench(
            transport: transport,
            render: { request in
                renderings.withLock { $0 += 1 }
                return .success(RenderedBody(request.content.payload))
            }
        )
        try await bench.run {
            bench.dispatcher.enqueue([bench.committed(1, keys: [1])])
            try await bench.wait("the delivery") { bench.deliveredNumbers == [1] }
        }
        #expect(renderings.withLock { $0 } == 1)
        #expect(transport.sent.map(\.attempt) == [1, 2, 3, 4])
    }

    @Test
    func `A store that is away for a while loses nothing and changes no order`() async throws {
        let bench = DispatcherBench(rules: DispatcherBench.quick(memory: MemoryLimit(items: 4)))
        bench.store.setAway(true)
        try await bench.run {
            for number in 1...40 { bench.dispatcher.enqueue([bench.committed(number, keys: [1])]) }
            try await bench.wait("a refill that failed") { bench.store.refillCount > 0 }
            bench.store.setAway(false)
            try await bench.wait("all of them") { bench.deliveredNumbers.count == 40 }
        }
        #expect(bench.deliveredNumbers == Array(1...40))
    }

    @Test
    func `Recovery sends the tail and what was pending in one order before anything new`() async throws {
        let bench = DispatcherBench()
        func row(_ number: Int, isPending: Bool) -> RecoveredDelivery {
            let committed = bench.committed(number, keys: [1])
            let id = DeliveryID(message: committed.id, route: DispatcherBench.route, part: 0)
            var delivery = LaneDelivery(
                place: Place(id),
                keys: [1],
                content: DeliveryContent(committed.message)
            )
            delivery.isRecorded = isPending
            return RecoveredDelivery(destination: DispatcherBench.destination, delivery)
        }
        for number in [2, 4] {
            let recovered = row(number, isPending: true)
            bench.store.settle([
                Settlement(
                    place: recovered.delivery.place,
                    destination: DispatcherBench.destination,
                    keys: [1],
                    outcome: .deferred(.backlog, nextAttemptAt: 0, AttemptRecord(attempts: 0), logged: false)
                )
            ])
        }
        try await bench.run {
            try await bench.dispatcher.recover(DispatcherBench.feed) { after in
                after == nil
                    ? ([row(1, isPending: false)], bench.committed(1, keys: []).id)
                    : ([row(3, isPending: false), row(5, isPending: false)], nil)
            }
            bench.dispatcher.enqueue([bench.committed(6, keys: [1])])
            try await bench.wait("all of them") { bench.deliveredNumbers.count == 6 }
        }
        #expect(bench.deliveredNumbers == Array(1...6))
    }

    @Test
    func `Shutdown waits for what is in flight, and not beyond its deadline`() async throws {
        let bench = DispatcherBench(transport: ScriptedTransport { _ in nil })
        let running = Task { await bench.dispatcher.run() }
        bench.dispatcher.enqueue([bench.committed(1, keys: [1]), bench.committed(2, keys: [1])])
        try await bench.wait("the first one") { bench.transport.sent.count == 1 }
        #expect(await bench.dispatcher.shutdown(within: .milliseconds(20)) == false)
        await running.value
        #expect(bench.transport.sent.count == 1)
        #expect(bench.store.log.isEmpty)
    }

    @Test
    func `Shutdown settles what arrives in time and sends no more`() async throws {
        let bench = DispatcherBench(
            rules: DispatcherBench.quick(concurrency: 1),
            transport: ScriptedTransport(delayMilliseconds: nil)
        )
        let running = Task { await bench.dispatcher.run() }
        bench.dispatcher.enqueue([bench.committed(1, keys: [1]), bench.committed(2, keys: [1])])
        try await bench.wait("the first one") { bench.transport.sent.count == 1 }
        async let ended = bench.dispatcher.shutdown(within: .seconds(20))
        try await bench.wait("the end to begin") { bench.dispatcher.state.withLock { $0.isStopping } }
        bench.transport.answerHeld()
        #expect(await ended)
        await running.value
        #expect(bench.deliveredNumbers == [1])
    }

    @Test
    func `A snapshot names what holds a lane and what the destination answered`() async throws {
        let transport = ScriptedTransport { sent in
            Reply(.response(status: sent.id.message.milliseconds == 1 ? 409 : 200))
        }
        var rules = DispatcherBench.quick()
        rules.retry = RetryPolicy(first: .seconds(60))
        let bench = DispatcherBench(rules: rules, transport: transport)
        try await bench.run {
            bench.dispatcher.enqueue((1...3).map { bench.committed($0, keys: [Int64($0 % 2)]) })
            try await bench.wait("a retry and a delivery") { bench.store.log.count == 2 }
            let snapshot = try #require(bench.dispatcher.snapshot().first)
            #expect(snapshot.lanes.retrying == 1)
            #expect(snapshot.lanes.waiting == 1)
            #expect(snapshot.delivered == 1)
            #expect(snapshot.failedAttempts == 1)
            #expect(snapshot.lastFailure?.description == "HTTP 409")
            let holder = try #require(snapshot.lanes.holders.first)
            #expect(DispatcherBench.number(holder.delivery) == 1)
            #expect(holder.behind == 1)
            #expect(holder.lastReason == .status(409))
        }
    }

    @Test
    func `Deliveries to a destination that the site does not have are set aside`() async throws {
        let bench = DispatcherBench()
        try await bench.run {
            let known = bench.committed(1, keys: [1])
            var message = known.message
            message.deliveries = [
                PlannedDelivery(
                    route: DispatcherBench.route,
                    part: 0,
                    destination: DestinationID(rawValue: 9),
                    keys: []
                )
            ]
            bench.dispatcher.enqueue([CommittedMessage(id: known.id, message: message)])
            guard case .deferred(.paused, _, _, false) = bench.store.log.first?.outcome else {
                Issue.record("not set aside")
                return
            }
        }
    }

    @Test
    func `What a person could read in a payload is in no description`() {
        let secret = Array("DOE^JANE".utf8)
        let content = DeliveryContent(
            receivedAt: 0,
            site: SiteVersion(rawValue: 1),
            format: .hl7v2,
            payload: secret
        )
        let delivery = LaneBench.delivery(1, keys: [1])
        let texts = [
            "\(content)", "\(RenderedBody(secret))", "\(delivery)",
            "\(Reply(.response(status: 400), body: secret))",
            String(reflecting: content),
        ]
        #expect(texts.allSatisfy { !$0.contains("68") && !$0.contains("JANE") })
    }
}
