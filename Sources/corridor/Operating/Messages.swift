// `corridor messages`: the latest messages and where their deliveries stand.

public import ArgumentParser
public import Console

struct Messages: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List the latest messages and where their deliveries stand."
    )

    @OptionGroup var engine: EngineAddress

    @Option(
        help: "Only with this status: \(MessageRow.Status.allCases.map(\.rawValue).joined(separator: ", "))."
    )
    var status: MessageRow.Status?

    @Option(help: "Only of this feed.")
    var feed: String?

    @Option(help: "Only with a delivery to this destination.")
    var destination: String?

    @Option(help: "Only with this message control ID (MSH-10).")
    var controlId: String?

    @Option(help: "Only older ones than this message.")
    var before: String?

    @Option(help: "How many at most.")
    var limit = 20

    func run() async throws {
        let parameters: [(String, String?)] = [
            ("status", status?.rawValue), ("feed", feed), ("destination", destination),
            ("control_id", controlId),
            ("before", before), ("limit", String(limit)),
        ]
        let query = parameters.compactMap { name, value in value.map { "\(name)=\($0.urlPiece)" } }
        let path = "/api/messages?" + query.joined(separator: "&")
        guard let page = try await EngineAPI(engine).get(path, as: MessagePage.self) else { return }
        var table = TextTable(["MESSAGE", "RECEIVED", "FEED", "STATUS", "TYPE", "CONTROL ID", "DELIVERIES"])
        for row in page.messages {
            let deliveries = row.deliveries.map { "\($0.destination ?? "-") \($0.state.rawValue)" }
            table.add([
                "\(row.number)", "\(row.receivedAt)", row.feed, row.status.rawValue, row.type,
                row.controlID ?? "-",
                deliveries.isEmpty ? row.refusal ?? "-" : deliveries.joined(separator: ", "),
            ])
        }
        Terminal.say(table.text)
        if let next = page.next { Terminal.say("\nOlder ones: --before \(next)") }
    }
}

extension MessageRow.Status: ExpressibleByArgument {}
