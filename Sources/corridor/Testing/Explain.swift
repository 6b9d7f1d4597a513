// `corridor explain`: where a message goes and why, without an engine.

import ArgumentParser
import Engine
import FHIR
import Foundation
import HL7v2
import LocatedYAML
import Routing

struct Explain: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Explain which routes take a message, and why the others do not.",
        discussion: """
            Shows every route of the listeners that could receive the file: its condition part by part, with the values \
            found in the message, what it would deliver where, and in which lanes the delivery waits its turn. Nothing is \
            sent. Without --listener the file is taken to every listener of its kind (HL7 v2 or FHIR). Exit code 1 means \
            that no route takes a message of the file.
            """
    )

    @Option(help: ArgumentHelp("The site folder; without it the shipped site.", valueName: "folder"))
    var site: String?

    @Option(help: ArgumentHelp("Only what this listener would do.", valueName: "name"))
    var listener: String?

    @Flag(help: "Print one JSON object a message and listener.")
    var json = false

    @Argument(help: "A file of messages, or a resource; - reads standard input.")
    var file: String

    func run() async throws {
        let loaded = try await SiteLoading.load(site, secrets: .environment(missing: .warning))
        let now = Int64(Date.now.timeIntervalSince1970 * 1000)
        var isTaken = true
        do {
            let content = try MessageFile(file)
            if content.isFHIR {
                let submission = try Self.submission(content)
                let listeners = try listeners(of: loaded.site) { $0.fhir != nil }
                let found = listeners.compactMap { loaded.site.explain(submission, at: $0, acceptedAt: now) }
                isTaken = tell(found, of: submission.kind.type, number: nil)
            } else {
                let messages = try content.messages()
                let listeners = try listeners(of: loaded.site) { $0.mllp != nil }
                for (index, message) in messages.enumerated() {
                    let found = listeners.compactMap { loaded.site.explain(message, at: $0, acceptedAt: now) }
                    let number = messages.count == 1 ? nil : index + 1
                    if !tell(found, of: message.header.type, number: number) { isTaken = false }
                }
            }
        } catch let problem as MessageFile.Problem {
            Terminal.complain("\(file): error: \(problem)")
            throw ExitCode.problems
        } catch let malformed as MalformedResource {
            for issue in malformed.issues { Terminal.complain("\(file):\(issue)") }
            throw ExitCode.problems
        }
        if !isTaken { throw ExitCode.problems }
    }

    /// The resource as a client would hand it over.
    private static func submission(_ content: MessageFile) throws -> FHIRSubmission {
        let tree = try content.resource()
        return FHIRSubmission(
            FHIRSubmissionKind(of: tree),
            bytes: content.bytes,
            isXML: content.bytes.first { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "<") }
                == UInt8(ascii: "<"),
            tree: tree
        )
    }

    private func listeners(of site: Site, where takes: (Listener) -> Bool) throws -> [Listener] {
        if let listener {
            guard let found = site.listeners.first(where: { $0.name == listener }) else {
                let names = site.listeners.map(\.name)
                let meant = closestMatch(to: listener, in: names).map { "did you mean `\($0)`?" }
                let known = names.isEmpty ? "there is none" : "there is \(names.joined(separator: ", "))"
                Terminal.complain("corridor: no listener is called `\(listener)`; \(meant ?? known)")
                throw ExitCode.problems
            }
            guard takes(found) else {
                let other = found.fhir == nil ? "HL7 v2" : "FHIR"
                Terminal.complain("corridor: `\(listener)` takes \(other), and this is the other")
                throw ExitCode.problems
            }
            return [found]
        }
        let fitting = site.listeners.filter(takes)
        if fitting.isEmpty {
            Terminal.complain("corridor: the site has no listener that takes this file")
            throw ExitCode.problems
        }
        return fitting
    }

    /// Prints explanations; whether a route takes the message anywhere.
    private func tell(_ explanations: [Explanation], of type: String, number: Int?) -> Bool {
        for explanation in explanations {
            if json {
                Terminal.say(ExplanationText.json(explanation, of: type, message: number ?? 1))
            } else {
                for line in ExplanationText.lines(explanation, of: type, number: number) {
                    Terminal.say(line)
                }
            }
        }
        return explanations.contains { $0.routes.contains { $0.verdict.isTaking } }
    }
}
