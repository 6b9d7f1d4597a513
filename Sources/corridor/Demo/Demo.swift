// `corridor demo`: everything at work on one machine, for looking at.

import ArgumentParser
import Engine
import Foundation
import Peers
import Routing
import ServiceLifecycle

struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run the shipped site with a built-in receiver and synthetic messages flowing.",
        discussion: """
            Starts a private PostgreSQL, the engine with the shipped site, a receiver that plays the EHR, and senders \
            that send synthetic messages over MLLP at a gentle pace. Ctrl-C ends all of it; the next start finds what \
            this one stored.
            """
    )

    @Option(help: "A site folder to use in place of the shipped one; \\${EHR_URL} is the receiver's address.")
    var site: String?

    @Option(help: ArgumentHelp("The folder of the demo's state.", valueName: "folder"))
    var state: String = Engine.standardStateFolder + "/demo"

    @Option(help: "Messages a second.")
    var rate: Double = 2

    @Flag(help: "Listen on free ports in place of the site's.")
    var anyPorts = false

    func validate() throws {
        guard rate > 0, rate <= 1000 else { throw ValidationError("--rate is more than 0 and at most 1000.") }
    }

    func run() async throws {
        let receiver = DemoReceiver()
        let server = try await HTTPReceiver.start { receiver.take($0) }
        let secrets = Secrets.environment(values: ["EHR_URL": "http://127.0.0.1:\(server.port)/fhir"])
        let loaded = try await SiteLoading.load(site, secrets: secrets)
        var options = Engine.Options(site: loaded, secrets: secrets, build: Version.text)
        options.stateFolder = state
        options.usesAnyPorts = anyPorts
        let feeder = DemoFeeder(rate: rate)
        Terminal.say("Starting a private PostgreSQL and the engine; state is kept in \(state)")
        try await EngineRunning.run(options, with: [feeder]) { addresses in
            Self.greet(addresses, receiverPort: server.port)
            feeder.begin(addresses.listeners)
        }
        await server.stop()
        Terminal.say(
            "\nStopped. \(receiver.count) deliveries reached the receiver; the next demo finds what was stored."
        )
    }

    private static func greet(_ addresses: Engine.Addresses, receiverPort: Int) {
        let listeners = addresses.listeners.sorted { $0.value < $1.value }
            .map {
                "    \($0.key.padding(toLength: 12, withPad: " ", startingAt: 0)) mllp://127.0.0.1:\($0.value)"
            }
            .joined(separator: "\n")
        Terminal.say(
            """

            Corridor is running.

              Console       \(addresses.console)
              Metrics       \(addresses.console)/metrics
              Receiver      http://127.0.0.1:\(receiverPort)/fhir (plays the EHR)
              Listeners
            \(listeners)

            Synthetic messages are flowing. Ctrl-C ends everything.
            """
        )
    }
}
