// `corridor validate`: what is wrong with a message, by the standard of its version and by a profile, or with a FHIR
// resource. What a file holds is decided a file at a time.

import ArgumentParser
import FHIR
import FHIRValidation
import Foundation
import HL7v2

struct Validate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check HL7 v2 messages and FHIR resources against the standard.",
        discussion: """
            HL7 v2 is checked against its version and a site's profile. Prints one line a problem, FILE: message N: \
            place: severity code: what is wrong, with the codes of table 0357. FHIR, JSON or XML, is checked \
            against the definitions of its release, R4 also against their invariants, the profiles that it claims \
            as far as the site has them, and those that are named; a line is FILE:line:column: severity: place: \
            what is wrong. Values are never shown. Exit code 1 means that at least one message or resource has an \
            error.
            """
    )

    @Option(help: ArgumentHelp("The site folder whose profiles are used.", valueName: "folder"))
    var site: String?

    @Option(
        help: ArgumentHelp(
            "A profile to check against beside the standard, by its name; of FHIR also by its address. May be repeated.",
            valueName: "name"
        )
    )
    var profile: [String] = []

    @OptionGroup var fhir: FHIRVersionOption

    @Flag(help: "Print JSON for programs, one object a problem and line.")
    var json = false

    @Argument(help: ArgumentHelp("Files to check; - reads standard input.", valueName: "file"))
    var files: [String]

    func run() throws {
        let profiles = try ProfileChoice(profile, site: site)
        let checker = ConformanceChecker(profile: profiles.messages)
        var failed = false
        for file in files {
            do {
                let content = try MessageFile(file)
                if content.isFHIR {
                    if try !validate(content, file, profiles) { failed = true }
                    continue
                }
                for (index, message) in try content.messages().enumerated() {
                    let report = checker.check(message)
                    for problem in report.problems {
                        let finding = Finding(file: file, message: index + 1, problem)
                        Terminal.say(try json ? finding.json() : finding.line)
                    }
                    if report.isCut {
                        let limit = ConformanceReport.limit
                        Terminal.complain(
                            "\(file): message \(index + 1): only the first \(limit) problems are listed"
                        )
                    }
                    failed = failed || !report.errors.isEmpty
                }
            } catch {
                Terminal.complain("\(file): error: \(error)")
                failed = true
            }
        }
        if failed { throw ExitCode.problems }
    }

    /// Checks a resource; false where it has an error.
    private func validate(
        _ content: MessageFile,
        _ file: String,
        _ profiles: ProfileChoice
    ) throws -> Bool {
        var issues: [OutcomeIssue]
        do throws(MalformedResource) {
            let tree = try content.resource(of: fhir.version)
            let now = Date.now.formatted(.iso8601)
            issues = ResourceValidator.issues(
                in: tree,
                now: now,
                profiles: profiles.resources,
                demanded: profiles.demanded
            )
            if let issue = profiles.misfit(of: tree) { issues.append(issue) }
            issues = content.placing(issues, of: tree)
        } catch {
            issues = error.issues
        }
        if json {
            Terminal.say(String(decoding: JSONWriter.write(OperationOutcome(issues).tree()), as: UTF8.self))
        } else {
            for issue in issues { Terminal.say("\(file):\(issue)") }
        }
        return !issues.contains { $0.severity == .error || $0.severity == .fatal }
    }
}
