// The command line's entry point.
//
// Exit codes: 0 done, 1 the input or the site has problems, 2 used wrongly, 3 something outside (database,
// network) failed. Data goes to standard output, complaints to standard error.

import ArgumentParser
import Foundation

@main
struct Corridor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "corridor",
        abstract: "An integration engine for hospitals: HL7 v2 in, FHIR and HL7 v2 out, nothing lost.",
        version: Version.text,
        groupedSubcommands: [
            CommandGroup(name: "Running the engine", subcommands: [Run.self, Demo.self]),
            CommandGroup(
                name: "Writing a site",
                subcommands: [
                    Check.self, Test.self, Explain.self, Convert.self, Parse.self, Validate.self,
                    Evaluate.self, SchemaCommand.self,
                ]
            ),
            CommandGroup(
                name: "Watching a running engine",
                subcommands: [Queue.self, Messages.self, Show.self, Retry.self, Discard.self]
            ),
            CommandGroup(name: "Acting as the other side", subcommands: [Send.self, Sink.self, Bench.self]),
        ]
    )

    static func main() async {
        // A peer that hangs up must end a write, not the process.
        signal(SIGPIPE, SIG_IGN)
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            leave(with: error)
        }
    }

    /// Ends the process with the exit code that the error stands for.
    private static func leave(with error: any Error) -> Never {
        if exitCode(for: error) == .validationFailure {
            Terminal.complain(fullMessage(for: error))
            Foundation.exit(2)
        }
        exit(withError: error)
    }
}

/// The version of this build.
enum Version {
    static let text = "0.1.0"
}
