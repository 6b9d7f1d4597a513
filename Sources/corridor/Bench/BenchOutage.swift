// `corridor bench outage`: the receiver is gone for a while under load, and comes back.
//
// Everything acknowledged must arrive, in each patient's order, and the engine's memory must stay within its
// limit although the backlog does not fit into it.

import ArgumentParser
import Foundation
import Peers

struct BenchOutage: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "outage",
        abstract: "Stop the receiver under load, let a backlog grow, start it again; count and measure."
    )

    @Option(help: "Connections that send.")
    var connections = 16

    @Option(help: "Patients of each connection.")
    var patients = 20

    @Option(help: "Messages acknowledged before the receiver goes.")
    var before = 2_000

    @Option(help: "Messages acknowledged while it is gone.")
    var during = 30_000

    @Option(help: "What is delivered: pass (the bytes) or fhir (mapped).")
    var form: BenchSite.Form = .pass

    func run() async throws {
        let ledger = Ledger()
        let receiver = try await HTTPReceiver.start { ledger.take($0) }
        let site = try BenchSite(form: form, receiverPort: receiver.port)
        defer { site.remove() }
        let engine = try EngineProcess.start(site: site.site, state: site.state)
        guard let port = engine.announcement.listeners["lab"] else { throw ExitCode.outside }
        let load = Task { [connections, patients] in
            let traffic = SyntheticMessages(run: "C", patients: patients)
            var plan = MLLPLoad.Plan(port: port, connections: connections, messagesPerConnection: .max) {
                traffic.result(connection: $0, number: $1)
            }
            plan.acknowledged = { ledger.acknowledged(traffic.controlID(connection: $0, number: $1)) }
            plan.goesOn = { !ledger.isOver }
            return try await MLLPLoad.run(plan)
        }
        try await ledger.waitForAcknowledgments(before)
        await receiver.stop()
        let gone = ContinuousClock.now
        Terminal.say("the receiver is gone; \(ledger.acknowledgedCount) acknowledged")
        try await ledger.waitForAcknowledgments(before + during)
        Terminal.say(
            "backlog of \(during) after \((ContinuousClock.now - gone) / .seconds(1)) s; memory "
                + "\(ProcessFigures.peakMemory(of: engine.pid) >> 20) MB at most"
        )
        let again = try await HTTPReceiver.start(port: receiver.port) { ledger.take($0) }
        let back = ContinuousClock.now
        try await ledger.waitForAcknowledgments(before + during + 1_000)
        ledger.end()
        _ = try await load.value
        let verdict = await ledger.verdict(patience: .seconds(300))
        let drained = (ContinuousClock.now - back) / .seconds(1)
        let peak = ProcessFigures.peakMemory(of: engine.pid)
        engine.stop()
        await again.stop()
        Terminal.say(
            "\(verdict)\n  drained in            \(drained) s\n  peak memory           \(peak >> 20) MB"
        )
        if !verdict.holds { throw ExitCode.problems }
    }
}
