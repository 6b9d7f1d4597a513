// `corridor sink`: acts as a receiver.

import ArgumentParser
import Foundation
import Peers
import Synchronization
import UnixSignals

struct Sink: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Receive deliveries over HTTP: show them, or keep them in a folder.",
        discussion: """
            Answers every request with the status given. The bodies may hold patient data; they are written nowhere \
            but to --out.
            """
    )

    @Option(help: "The address to bind.")
    var host = "127.0.0.1"

    @Option(help: "The port to bind; 0 takes any free one.")
    var port = 8090

    @Option(help: "The status to answer with.")
    var status = 200

    @Option(help: "Milliseconds to wait before each answer.")
    var delay = 0

    @Option(help: ArgumentHelp("A folder that gets each body as a file.", valueName: "folder"))
    var out: String?

    func validate() throws {
        guard (200...599).contains(status) else { throw ValidationError("--status is from 200 to 599.") }
        guard (0...3_600_000).contains(delay) else { throw ValidationError("--delay is at most an hour.") }
    }

    func run() async throws {
        if let out { try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true) }
        let number = Atomic(0)
        let receiver = try await HTTPReceiver.start(host: host, port: port) { [out, delay, status] request in
            let count = number.add(1, ordering: .relaxed).newValue
            let key = request.header("Idempotency-Key") ?? "-"
            Terminal.say("\(count) \(request.method) \(request.path) \(request.body.count) bytes, key \(key)")
            if let out {
                let isJSON = request.header("Content-Type")?.contains("json") == true
                let name = "\(out)/\(String(format: "%06d", count)).\(isJSON ? "json" : "hl7")"
                guard FileManager.default.createFile(atPath: name, contents: Data(request.body)) else {
                    return .status(507)
                }
            }
            return delay == 0 ? .status(status) : .later(.milliseconds(delay), status: status)
        }
        Terminal.complain("receiving on http://\(host):\(receiver.port); Ctrl-C ends it")
        for await _ in await UnixSignalsSequence(trapping: .sigint, .sigterm) { break }
        await receiver.stop()
    }
}
