// `corridor bench requests`: hurls random requests at a FHIR listener, and looks at every answer.
//
// Good requests, good ones that something was done to, and nonsense, over raw sockets. No answer may be a failure of
// the listener's own, every refusal must say why, whatever was acknowledged must arrive, and the process must live.
// The same seed gives the same requests.

import ArgumentParser
import Foundation
import Peers

struct BenchRequests: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "requests",
        abstract: "Send random requests to a FHIR listener: every one has its answer, and nothing is lost."
    )

    @Option(help: "How long, in minutes.")
    var minutes = 10.0

    @Option(help: "The seed of the random numbers; without it a new one.")
    var seed: UInt64 = .random(in: 0..<1_000_000)

    @Option(help: "Conversations at once.")
    var connections = 8

    @Option(help: "What is delivered: pass (the bytes) or fhir (as a transaction to a FHIR server).")
    var form: BenchSite.Form = .pass

    /// The largest body that the listener takes, in bytes.
    private static let bodyLimit = 1 << 20
    /// The most memory that the engine may ever need, in bytes.
    private static let memoryLimit = 400 << 20
    /// How long acknowledged resources may take to arrive at the end.
    private static let patience: Duration = .seconds(120)

    func run() async throws {
        let tally = RequestTally()
        let receiver = try await HTTPReceiver.start { request in
            tally.arrived(Mark.all(in: request.body))
            return .status(200)
        }
        let source = BenchSite.Source.fhir(bodyLimit: Self.bodyLimit)
        let site = try BenchSite(form: form, receiverPort: receiver.port, order: "none", source: source)
        defer { site.remove() }
        let engine = try EngineProcess.start(site: site.site, state: site.state)
        guard let port = engine.announcement.listeners["lab"] else { throw ExitCode.outside }
        Terminal.say("seed \(seed), \(connections) connections, \(minutes) minutes")
        let end = ContinuousClock.now + .seconds(minutes * 60)
        await withTaskGroup { group in
            for connection in 0..<connections {
                group.addTask { await hurl(connection, at: port, until: end, tally) }
            }
        }
        await tally.waitForArrivals(patience: Self.patience)
        let peak = ProcessFigures.peakMemory(of: engine.pid)
        let isAlive = kill(engine.pid, 0) == 0
        engine.stop()
        await receiver.stop()
        try report(tally, peak: peak, isAlive: isAlive)
    }

    /// One conversation after the other, each over a connection of its own.
    private func hurl(
        _ connection: Int,
        at port: Int,
        until end: ContinuousClock.Instant,
        _ tally: RequestTally
    ) async {
        var generator = RequestGenerator(seed: seed, connection: connection)
        while ContinuousClock.now < end, tally.violationCount < RequestTally.violationLimit {
            let request = generator.next()
            var plan = RawHTTP.Plan(port: port, parts: request.parts)
            plan.pause = request.pause
            plan.endsInput = request.endsInput
            plan.answers = max(1, request.marks.count)
            plan.bodiless = request.bodiless
            // What is malformed may look like the beginning of something longer; nobody waits for that.
            plan.patience = request.mayEndEarly ? .seconds(2) : .seconds(30)
            do {
                let exchange = try await RawHTTP.talk(plan)
                tally.note(request, exchange)
                for answer in exchange.answers {
                    for name in ["Location", "Content-Location"] {
                        if let path = answer.header(name).flatMap(Self.path) { generator.learn(path) }
                    }
                }
            } catch {
                tally.refusedConnection(request)
            }
        }
    }

    private static func path(of location: String) -> String? {
        location.firstMatch(of: #/https?://[^/]*(/.*)/#).map { String($0.1) }
    }

    private func report(_ tally: RequestTally, peak: Int, isAlive: Bool) throws {
        Terminal.say(tally.table)
        let missing = tally.missing
        Terminal.say(
            """
            acknowledged resources \(tally.owedCount), of which missing \(missing.count) \
            \(missing.prefix(5).joined(separator: " "))
            peak memory of the engine \(peak >> 20) MB
            """
        )
        var problems = tally.violations.map(\.description)
        if !missing.isEmpty { problems.append("acknowledged and not delivered: \(missing.count)") }
        if !isAlive { problems.append("the engine's process is gone") }
        if peak > Self.memoryLimit {
            problems.append("the engine needed more than \(Self.memoryLimit >> 20) MB")
        }
        guard !problems.isEmpty else { return Terminal.say("no violations") }
        for problem in problems { Terminal.complain(problem) }
        if let file = try tally.keep(seed: seed) { Terminal.complain("the requests are in \(file)") }
        throw ExitCode.problems
    }
}
