// `corridor bench`: the figures of the README and the proof of the promises, one command each.

import ArgumentParser

struct Bench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measure the engine, and try to make it lose a message.",
        subcommands: [
            BenchFlow.self, BenchCrash.self, BenchOutage.self, BenchParse.self, BenchMap.self, BenchFHIR.self,
            BenchFHIRPath.self, BenchRequests.self, BenchEndpoint.self,
        ]
    )
}
