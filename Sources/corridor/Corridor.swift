// The command line's entry point.

import ArgumentParser

@main
struct Corridor: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "corridor",
        abstract: "An integration engine for hospitals."
    )
}
