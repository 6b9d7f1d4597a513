// `corridor validate`: what is wrong with a message, by the standard of its version and by a profile.
//
// HL7 v2 for now; what a file holds is decided a file at a time, so that other formats can join.

import ArgumentParser
import Engine
import HL7v2
import LocatedYAML
import Routing

struct Validate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check HL7 v2 messages against the standard, and against a site's profile.",
        discussion: """
            Prints one line a problem, FILE: message N: place: severity code: what is wrong, with the codes of table
            0357; never a value of the message. Exit code 1 means that at least one message has an error.
            """
    )

    @Option(help: ArgumentHelp("The site folder whose profiles are used.", valueName: "folder"))
    var site: String?

    @Option(help: "The profile to check against, beside the standard.")
    var profile: String?

    @Flag(help: "Print JSON for programs, one object a problem and line.")
    var json = false

    @Argument(help: ArgumentHelp("Files to check; - reads standard input.", valueName: "file"))
    var files: [String]

    func run() throws {
        let checker = ConformanceChecker(profile: try loadProfile())
        var failed = false
        for file in files {
            do {
                for (index, message) in try MessageFile(file).messages().enumerated() {
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

    private func loadProfile() throws -> ConformanceProfile {
        guard let profile else { return .standard }
        var diagnostics = Diagnostics()
        let profiles: ProfileLibrary
        do {
            profiles = ProfileLibrary(files: try SiteFolder.files(at: site), into: &diagnostics)
        } catch {
            Terminal.complain("corridor: \(error)")
            throw ExitCode.problems
        }
        for problem in diagnostics.sorted { Terminal.complain(problem.description) }
        if diagnostics.hasErrors { throw ExitCode.problems }
        if let found = profiles.profile(named: profile) { return found }
        let meant = closestMatch(to: profile, in: profiles.names).map { "; did you mean `\($0)`?" } ?? ""
        Terminal.complain("corridor: no profile is called `\(profile)`\(meant)")
        throw ExitCode.problems
    }
}
