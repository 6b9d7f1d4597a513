// `corridor bench flow`: the whole way of a message, measured.
//
// Engine, load and receiver run on this machine and share its processors, so the figures are those of the whole
// house. The engine is a process of its own; load and receiver are in this one.

import ArgumentParser
import Foundation
import Peers
import Synchronization

struct BenchFlow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "flow",
        abstract: "MLLP in, commit, acknowledge, deliver over HTTP, settle: messages a second and latencies."
    )

    @Option(help: "Connections that send.")
    var connections = 16

    @Option(help: "Messages for each connection; who is free takes the next one.")
    var messages = 2_000

    @Option(help: "Messages under way on a connection without an acknowledgment.")
    var depth = 1

    @Option(help: "Patients of each connection.")
    var patients = 50

    @Option(help: "What is delivered: pass (the bytes) or fhir (mapped).")
    var form: BenchSite.Form = .pass

    @Option(help: "Threads of the engine that read, parse and map; without it, its default.")
    var eventLoops: Int?

    @Flag(help: "Keep the folder with site and state.")
    var keep = false

    func run() async throws {
        let arrivals = Arrivals()
        let receiver = try await HTTPReceiver.start { request in
            arrivals.count(request)
            return .status(200)
        }
        let site = try BenchSite(form: form, receiverPort: receiver.port, eventLoops: eventLoops)
        defer { if !keep { site.remove() } }
        let engine = try EngineProcess.start(site: site.site, state: site.state)
        guard let port = engine.announcement.listeners["lab"] else { throw ExitCode.outside }
        try await measure(engine, port: port, arrivals)
        engine.stop()
        await receiver.stop()
    }

    private func measure(_ engine: EngineProcess, port: Int, _ arrivals: Arrivals) async throws {
        let traffic = SyntheticMessages(run: "B", patients: patients)
        var warmUp = MLLPLoad.Plan(port: port, connections: connections, messagesPerConnection: 100) {
            SyntheticMessages(run: "W", patients: 50).result(connection: $0, number: $1)
        }
        warmUp.depth = depth
        let warmed = try await MLLPLoad.run(warmUp)
        try await arrivals.wait(for: warmed.acknowledged)

        var plan = MLLPLoad.Plan(port: port, connections: connections, messagesPerConnection: .max) {
            traffic.result(connection: $0, number: $1)
        }
        plan.stock = MLLPLoad.Stock(connections * messages)
        plan.depth = depth
        let costs = Costs(engine: engine.pid)
        let machine = MachineFigures()
        let start = ContinuousClock.now
        let outcome = try await MLLPLoad.run(plan)
        let acknowledged = ContinuousClock.now - start
        try await arrivals.wait(for: warmed.acknowledged + outcome.acknowledged)
        let delivered = ContinuousClock.now - start
        report(
            outcome,
            acknowledged: acknowledged,
            delivered: delivered,
            costs: costs.since(),
            machine: machine.since(),
            engine: engine
        )
    }

    private func report(
        _ outcome: MLLPLoad.Outcome,
        acknowledged: Duration,
        delivered: Duration,
        costs: Costs,
        machine: String,
        engine: EngineProcess
    ) {
        let count = Double(outcome.acknowledged)
        func rate(_ duration: Duration) -> String { String(format: "%.0f", count / (duration / .seconds(1))) }
        func perMessage(_ seconds: Double) -> String {
            String(format: "%.0f µs", seconds / count * 1_000_000)
        }
        let size = SyntheticMessages(run: "B", patients: patients).result(connection: 0, number: 0).count
        Terminal.say(
            """
            \(form.rawValue), \(connections) connections, \(outcome.acknowledged) messages of \(size) bytes
              acknowledged   \(rate(acknowledged)) msg/s, \(outcome.refused) refused
              delivered      \(rate(delivered)) msg/s
              ACK latency    p50 \(String(format: "%.2f", outcome.latency(percentile: 50))) ms, \
            p99 \(String(format: "%.2f", outcome.latency(percentile: 99))) ms, \
            longest \(String(format: "%.0f", outcome.latency(percentile: 100))) ms
              CPU a message  engine \(perMessage(costs.engine)), database \(perMessage(costs.database)), \
            load and receiver \(perMessage(costs.own))
              machine        \(machine)
              peak memory    \(ProcessFigures.peakMemory(of: engine.pid) >> 20) MB (engine)
            """
        )
    }
}

extension BenchSite.Form: ExpressibleByArgument {}

/// What arrived at the receiver so far.
final class Arrivals: Sendable {
    private let arrived = Atomic(0)

    /// The most that waiting for deliveries may take.
    static let patience: Duration = .seconds(120)

    /// Counts a delivery.
    func count(_ request: HTTPReceiver.Request) {
        arrived.add(1, ordering: .relaxed)
    }

    /// Waits until this many deliveries arrived.
    func wait(for count: Int) async throws {
        let deadline = ContinuousClock.now + Self.patience
        while arrived.load(ordering: .relaxed) < count {
            guard ContinuousClock.now < deadline else {
                Terminal.complain("only \(arrived.load(ordering: .relaxed)) of \(count) deliveries arrived")
                throw ExitCode.problems
            }
            try await Task.sleep(for: .milliseconds(2))
        }
    }
}

/// Processor seconds of everyone who takes part.
struct Costs {
    private let pid: pid_t
    /// The engine's own.
    var engine: Double
    /// The database's processes.
    var database: Double
    /// This process: load and receiver.
    var own: Double

    /// Reads them now.
    init(engine pid: pid_t) {
        self.pid = pid
        engine = ProcessFigures.processorSeconds(of: pid)
        database = ProcessFigures.descendants(of: pid).reduce(0) {
            $0 + ProcessFigures.processorSeconds(of: $1)
        }
        own = ProcessFigures.processorSeconds(of: getpid())
    }

    /// What was used since these were read.
    func since() -> Costs {
        var now = Costs(engine: pid)
        now.engine -= engine
        now.database -= database
        now.own -= own
        return now
    }
}
