// `corridor bench endpoint`: the whole way of a FHIR resource, measured.
//
// Engine, load and receiver run on this machine and share its processors, as in `corridor bench flow`.

import ArgumentParser
import Foundation
import Peers

struct BenchEndpoint: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "endpoint",
        abstract: "FHIR in over HTTP, commit, answer, deliver, settle: requests a second and latencies."
    )

    /// What clients send.
    enum Content: String, CaseIterable, ExpressibleByArgument {
        /// An Observation of about 2 KB, created.
        case observation
        /// A transaction of ten of them.
        case transaction
    }

    @Option(help: "Keep-alive connections that send.")
    var connections = 16

    @Option(help: "Requests of all connections; who is free sends the next one.")
    var requests = 32_000

    @Option(help: "What is sent: observation or transaction.")
    var content: Content = .observation

    @Option(help: "What is delivered: pass (the bytes) or fhir (as a transaction to a FHIR server).")
    var form: BenchSite.Form = .pass

    @Option(help: "What the client wants back: minimal or representation.")
    var prefer = "minimal"

    func run() async throws {
        let arrivals = Arrivals()
        let receiver = try await HTTPReceiver.start { request in
            arrivals.count(request)
            return .status(200)
        }
        let source = BenchSite.Source.fhir(bodyLimit: 16 << 20)
        let site = try BenchSite(form: form, receiverPort: receiver.port, source: source)
        defer { site.remove() }
        let engine = try EngineProcess.start(site: site.site, state: site.state)
        guard let port = engine.announcement.listeners["lab"] else { throw ExitCode.outside }
        try await measure(engine, port: port, arrivals)
        engine.stop()
        await receiver.stop()
    }

    private func measure(_ engine: EngineProcess, port: Int, _ arrivals: Arrivals) async throws {
        let traffic = SyntheticResources()
        let content = content
        let body: @Sendable (Int) -> [UInt8] = { number in
            switch content {
            case .observation: traffic.observation(number)
            case .transaction: traffic.transaction(number)
            }
        }
        var plan = HTTPLoad.Plan(
            port: port,
            path: content == .observation ? "/fhir/Observation" : "/fhir",
            connections: connections,
            requests: connections * 50,
            body: body
        )
        plan.headers = [("Content-Type", "application/fhir+json"), ("Prefer", "return=\(prefer)")]
        let warmed = try await HTTPLoad.run(plan)
        try await arrivals.wait(for: warmed.taken)

        plan.requests = requests
        let costs = Costs(engine: engine.pid)
        let machine = MachineFigures()
        let start = ContinuousClock.now
        let outcome = try await HTTPLoad.run(plan)
        let answered = ContinuousClock.now - start
        try await arrivals.wait(for: warmed.taken + outcome.taken)
        let delivered = ContinuousClock.now - start
        report(outcome, body(0).count, answered, delivered, costs.since(), machine.since(), engine)
    }

    private func report(
        _ outcome: HTTPLoad.Outcome,
        _ size: Int,
        _ answered: Duration,
        _ delivered: Duration,
        _ costs: Costs,
        _ machine: String,
        _ engine: EngineProcess
    ) {
        let count = Double(max(1, outcome.taken))
        func rate(_ duration: Duration) -> String { String(format: "%.0f", count / (duration / .seconds(1))) }
        func each(_ seconds: Double) -> String { String(format: "%.0f µs", seconds / count * 1_000_000) }
        func latency(_ percentile: Double) -> String {
            String(format: "%.2f ms", outcome.latency(percentile: percentile))
        }
        Terminal.say(
            """
            \(content.rawValue), \(form.rawValue), \(connections) connections, \(outcome.taken) requests of \(size) bytes
              answered       \(rate(answered)) requests/s, \(outcome.refused) refused
              delivered      \(rate(delivered)) requests/s
              latency        p50 \(latency(50)), p99 \(latency(99)), longest \(latency(100))
              CPU a request  engine \(each(costs.engine)), database \(each(costs.database)), \
            load and receiver \(each(costs.own))
              machine        \(machine)
              peak memory    \(ProcessFigures.peakMemory(of: engine.pid) >> 20) MB (engine)
            """
        )
    }
}
