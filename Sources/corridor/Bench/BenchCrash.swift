// `corridor bench crash`: kills the engine and its database under load, and counts what is missing afterwards.
//
// Senders behave like hospital systems: each waits for its acknowledgment and sends again what got none. The
// receiver keeps a ledger of what arrived. In the end every acknowledged message must be in it, no patient's
// messages may have overtaken each other, and what arrived twice must bear the same idempotency key.

import ArgumentParser
import Foundation
import Peers
import Synchronization

struct BenchCrash: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "crash",
        abstract:
            "Kill the engine and PostgreSQL under load; nothing acknowledged may be lost or out of order."
    )

    @Option(help: "Times the engine is killed with -9.")
    var engineKills = 20

    @Option(help: "Times PostgreSQL is killed with -9.")
    var databaseKills = 5

    @Option(help: "Connections that send.")
    var connections = 8

    @Option(help: "Patients of each connection.")
    var patients = 5

    @Option(help: "What is delivered: pass (the bytes) or fhir (mapped).")
    var form: BenchSite.Form = .pass

    @Option(help: "Messages that must be acknowledged between two kills.")
    var messagesPerRound = 400

    func run() async throws {
        let ledger = Ledger()
        let receiver = try await HTTPReceiver.start { ledger.take($0) }
        let listenerPort = try FreePort.find()
        let site = try BenchSite(form: form, receiverPort: receiver.port, listenerPort: listenerPort)
        defer { site.remove() }
        var engine = try EngineProcess.start(site: site.site, state: site.state)
        let load = Task { [connections, patients] in
            let traffic = SyntheticMessages(run: "C", patients: patients)
            var plan = MLLPLoad.Plan(
                port: listenerPort,
                connections: connections,
                messagesPerConnection: .max
            ) {
                traffic.result(connection: $0, number: $1)
            }
            plan.replyTimeout = .seconds(10)
            plan.acknowledged = { ledger.acknowledged(traffic.controlID(connection: $0, number: $1)) }
            plan.goesOn = { !ledger.isOver }
            return try await MLLPLoad.run(plan)
        }
        for round in 1...max(1, engineKills + databaseKills) {
            try await ledger.waitForAcknowledgments(round * messagesPerRound)
            // Kills of the database are spread among those of the engine.
            if databaseKills > 0, round % max(1, (engineKills + databaseKills) / databaseKills) == 0 {
                try killDatabase(of: engine)
                Terminal.say("round \(round): killed PostgreSQL, \(ledger.acknowledgedCount) acknowledged")
            } else {
                engine.kill()
                Terminal.say("round \(round): killed the engine, \(ledger.acknowledgedCount) acknowledged")
                engine = try EngineProcess.start(site: site.site, state: site.state)
            }
        }
        try await ledger.waitForAcknowledgments((engineKills + databaseKills + 1) * messagesPerRound)
        ledger.end()
        let outcome = try await load.value
        let verdict = await ledger.verdict(patience: .seconds(60))
        engine.stop()
        await receiver.stop()
        Terminal.say(verdict.description + "\n  reconnections         \(outcome.reconnections)")
        if !verdict.holds { throw ExitCode.problems }
    }

    /// Kills the postmaster of the engine's private cluster.
    private func killDatabase(of engine: EngineProcess) throws {
        guard let cluster = engine.announcement.cluster,
            let file = try? String(contentsOfFile: "\(cluster)/postmaster.pid", encoding: .utf8),
            let pid = file.split(separator: "\n").first.flatMap({ pid_t($0) })
        else {
            Terminal.complain("the database's process id was not found")
            throw ExitCode.outside
        }
        _ = Foundation.kill(pid, SIGKILL)
    }
}
