// `corridor show`: one message with its fields, deliveries and attempts.

import ArgumentParser
import Console

struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show one message: its fields, its deliveries and their attempts.",
        discussion: "The output holds patient data."
    )

    @OptionGroup var engine: EngineAddress

    @Flag(help: "Print the bytes as received, and nothing else.")
    var raw = false

    @Flag(help: "Print also what is sent for each delivery.")
    var payload = false

    @Argument(help: "The message's number, as `corridor messages` lists it.")
    var message: String

    func run() async throws {
        let path = "/api/messages/\(message.urlPiece)"
        if raw {
            Terminal.write(try await EngineAPI(engine).bytes(path + "/raw"))
            return
        }
        guard let view = try await EngineAPI(engine).get(path, as: MessageView.self) else { return }
        let row = view.row
        Terminal.say(
            """
            message     \(row.number)
            received    \(row.receivedAt) by \(row.feed), \(row.bytes) bytes
            type        \(row.type.isEmpty ? "unknown" : row.type)
            control ID  \(row.controlID ?? "-")
            sender      \(row.sender ?? "-")
            status      \(row.status.rawValue)\(row.refusal.map { ": \($0)" } ?? "")

            """
        )
        for line in view.parsed { show(line) }
        if let problem = view.parseProblem { Terminal.say(problem) }
        for delivery in view.deliveries { show(delivery) }
    }

    private func show(_ line: ParsedLine) {
        switch line {
        case .group(let name, let depth):
            Terminal.say(indentation(depth) + name)
        case .segment(let segment):
            let remark = segment.remark.map { " (\($0))" } ?? ""
            Terminal.say("\(indentation(segment.depth))\(segment.name)  \(segment.title)\(remark)")
            for field in segment.fields {
                let lead = indentation(segment.depth + 1)
                Terminal.say(
                    "\(lead)\(field.location)  \(field.name)\(field.value.isEmpty ? "" : ": \(field.value)")"
                )
                for part in field.parts {
                    Terminal.say("\(lead)  \(part.location)  \(part.name): \(part.value)")
                }
            }
        }
    }

    private func show(_ delivery: DeliveryView) {
        let row = delivery.row
        Terminal.say(
            "\ndelivery \(row.number)  \(row.route ?? "-") to \(row.destination ?? "-"): \(row.state.rawValue)"
        )
        if let because = delivery.because { Terminal.say("  because \(because)") }
        if let next = delivery.nextAttemptAt { Terminal.say("  next attempt \(next)") }
        for attempt in delivery.attempts {
            let details = [attempt.code, attempt.latencyMilliseconds.map { "\($0) ms" }, attempt.error]
            let text = details.compactMap(\.self).joined(separator: ", ")
            Terminal.say("  \(attempt.at)  \(attempt.outcome.rawValue)\(text.isEmpty ? "" : "  \(text)")")
        }
        if payload, let rendered = delivery.rendered {
            Terminal.say("  \(rendered.mediaType)\n\(rendered.text)")
        }
        if let problem = delivery.renderProblem { Terminal.say("  cannot be rendered: \(problem)") }
    }

    private func indentation(_ depth: Int) -> String { String(repeating: "  ", count: depth) }
}
