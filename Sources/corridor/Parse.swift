// `corridor parse`: a message as people read it.

import ArgumentParser
import HL7v2

struct Parse: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show HL7 v2 messages with their groups, field names and decoded values."
    )

    @Flag(help: "Print JSON for programs, one document a message.")
    var json = false

    @Argument(help: ArgumentHelp("Files to show; - reads standard input.", valueName: "file"))
    var files: [String]

    func run() throws {
        var failed = false
        for file in files {
            do {
                for message in try MessageFile(file).messages() {
                    let outline = MessageOutline(describing: message)
                    Terminal.say(json ? outline.json : outline.text)
                }
            } catch {
                Terminal.complain("\(file): error: \(error)")
                failed = true
            }
        }
        if failed { throw ExitCode.problems }
    }
}
