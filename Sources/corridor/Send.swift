// `corridor send`: acts as a sender.

import ArgumentParser
import Foundation
import HL7v2
import MLLP
import MLLPTLS

struct Send: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Send messages from files to an MLLP listener and show the acknowledgments.",
        discussion:
            "Exit code 1 means that a message was not acknowledged positively, 3 that nothing answered."
    )

    @Argument(help: ArgumentHelp("The listener.", valueName: "mllp://host:port"))
    var listener: MLLPAddress

    @Argument(
        help: ArgumentHelp("Files of one message or a batch each; - reads standard input.", valueName: "file")
    )
    var files: [String]

    @Option(help: "Seconds to wait for an acknowledgment.")
    var timeout: Int = 30

    @Option(help: "The release of MLLP that the listener speaks, 1 or 2.")
    var release = 1

    @Flag(help: "Print whole acknowledgments.")
    var verbose = false

    @OptionGroup(title: "TLS")
    var tls: TLSOptions

    func validate() throws {
        guard (1...2).contains(release) else { throw ValidationError("--release is 1 or 2") }
    }

    func run() async throws {
        var configuration = MLLPClient.Configuration()
        configuration.replyTimeout = .seconds(timeout)
        configuration.release = release == 2 ? .second : .first
        var negative = false
        do {
            configuration.transport = try tls.transport(to: listener.host)
            let client = try await MLLPClient.connect(
                host: listener.host,
                port: listener.port,
                configuration: configuration
            )
            for file in files {
                for message in try MessageFile(file).messageBytes() {
                    let reply = try await client.send(message)
                    if !show(reply, to: file) { negative = true }
                }
            }
            await client.close()
        } catch let error as MLLPClientError {
            Terminal.complain("corridor: \(error)")
            throw ExitCode.outside
        } catch let problem as TLSFileProblem {
            Terminal.complain("corridor: \(problem)")
            throw ExitCode.problems
        } catch let problem as MessageFile.Problem {
            Terminal.complain("corridor: \(problem)")
            throw ExitCode.problems
        }
        if negative { throw ExitCode.problems }
    }

    /// Prints one line for an acknowledgment, or all of it; false for a negative one.
    private func show(_ reply: [UInt8], to file: String) -> Bool {
        let acknowledgment = try? Message(reply)  // An unreadable answer is shown as such below.
        let code = acknowledgment?.text(at: "MSA-1") ?? "?"
        let text = acknowledgment.flatMap { $0.text(at: "ERR-8") ?? $0.text(at: "MSA-3") }
        Terminal.say("\(file): \(code)" + (text.map { " \($0)" } ?? ""))
        if verbose { Terminal.say(String(decoding: reply, as: UTF8.self).replacing("\r", with: "\n")) }
        return code == "AA" || code == "CA"
    }
}

extension Message {
    fileprivate func text(at path: String) -> String? {
        // The paths are constants of this file.
        (try? Location(path)).flatMap { text(at: $0) }
    }
}

/// `mllp://host:port`, or `host:port`.
struct MLLPAddress: ExpressibleByArgument {
    let host: String
    let port: Int

    init?(argument: String) {
        let text = argument.contains("://") ? argument : "mllp://\(argument)"
        guard let parts = URLComponents(string: text), parts.scheme == "mllp", let host = parts.host,
            !host.isEmpty,
            let port = parts.port, (1...65535).contains(port)
        else { return nil }
        // IPv6 addresses stand in brackets in a URL, and nowhere else.
        self.host = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
        self.port = port
    }
}
