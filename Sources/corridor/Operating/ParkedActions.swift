// `corridor retry` and `corridor discard`: what to do with parked deliveries.

import ArgumentParser
import Console

struct Retry: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Send parked deliveries again, at the tail of their lanes.",
        discussion: """
            Deliveries are named as `corridor show` lists them; --reason takes all that are parked for a reason. What \
            would arrive after something newer of the same patient is refused unless --anyway says so.
            """
    )

    @OptionGroup var engine: EngineAddress
    @OptionGroup var selection: ParkedSelection

    @Flag(help: "Also where something newer of the same lane was delivered since.")
    var anyway = false

    func run() async throws {
        let api = EngineAPI(engine)
        let request = APIRetry(deliveries: try await selection.deliveries(api), anyway: anyway ? true : nil)
        if let outcome = try await api.post("/api/retry", request, as: ActionOutcome.self) {
            selection.report(outcome, "will be sent again")
        }
    }
}

struct Discard: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Give up parked deliveries for good.",
        discussion: "Their messages stay stored for the retention time; the reason stands in the log."
    )

    @OptionGroup var engine: EngineAddress
    @OptionGroup var selection: ParkedSelection

    @Option(help: "Why; it is kept, so it must not hold patient data.")
    var because: String

    func run() async throws {
        let api = EngineAPI(engine)
        let request = APIDiscard(deliveries: try await selection.deliveries(api), reason: because)
        if let outcome = try await api.post("/api/discard", request, as: ActionOutcome.self) {
            selection.report(outcome, "discarded")
        }
    }
}

/// Which parked deliveries.
struct ParkedSelection: ParsableArguments {
    @Argument(help: ArgumentHelp("Deliveries, such as 15212312312312312.3.0.", valueName: "delivery"))
    var deliveries: [String] = []

    @Option(help: "All that are parked for this reason, such as mapping-failed.")
    var reason: String?

    @Option(help: "With --reason: only those to this destination.")
    var destination: String?

    func validate() throws {
        guard deliveries.isEmpty == (reason != nil) else {
            throw ValidationError("Name deliveries, or a --reason.")
        }
        for text in deliveries where DeliveryNumber(text) == nil {
            throw ValidationError("`\(text)` is not a delivery; `corridor show` lists them.")
        }
    }

    /// The deliveries named, or those parked for the reason.
    func deliveries(_ api: EngineAPI) async throws -> [DeliveryNumber] {
        guard let reason else { return deliveries.compactMap { DeliveryNumber($0) } }
        var found: [DeliveryNumber] = []
        var after = ""
        while true {
            let narrowed = destination.map { "&destination=\($0.urlPiece)" } ?? ""
            let path = "/api/parked?reason=\(reason.urlPiece)\(narrowed)\(after)"
            guard let page = try await api.get(path, as: ParkedPage.self) else { return found }
            found += page.deliveries.map(\.number)
            guard let next = page.next else { break }
            after = "&after=\(next)"
        }
        if found.isEmpty {
            Terminal.complain("corridor: nothing is parked for `\(reason)`")
            throw ExitCode.problems
        }
        return found
    }

    /// Says what was done.
    func report(_ outcome: ActionOutcome, _ done: String) {
        Terminal.say("\(outcome.changed.count) \(done)")
        for missing in outcome.missing { Terminal.complain("\(missing) is not parked (any more)") }
    }
}
