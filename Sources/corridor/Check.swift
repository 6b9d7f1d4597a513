// `corridor check`: every problem of a site folder, at once.

import ArgumentParser
import Engine
import LocatedYAML
import Mapping
import Routing

struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Report every problem of a site folder.",
        discussion: """
            Prints one line a problem, `file:line:column: error: key: what is wrong; what would be right`. \
            Nothing is started and no network is used. Exit code 1 means that the site would not start.
            """
    )

    @Argument(help: "The site folder; without it the shipped site.")
    var folder: String?

    func run() async throws {
        let site = try await SiteLoading.load(folder, secrets: .environment(missing: .warning))
        if let folder { try SiteTests(of: site, in: folder).complain() }
        Terminal.say(site.summary)
    }
}

/// Loads a site for a command, with every complaint on standard error.
enum SiteLoading {
    /// Compiles a site folder.
    ///
    /// - Throws: exit code 1 when the site has errors; they are on standard error.
    static func load(_ folder: String?, secrets: Secrets) async throws -> LoadedSite {
        let files: [SiteFile]
        do {
            files = try SiteFolder.files(at: folder)
        } catch {
            Terminal.complain("corridor: \(error)")
            throw ExitCode.problems
        }
        var diagnostics = Diagnostics()
        let site = Site.compile(files, secrets: secrets, into: &diagnostics)
        let sorted = diagnostics.sorted
        for problem in sorted { Terminal.complain(problem.description) }
        guard let site else {
            let errors = sorted.count { $0.severity == .error }
            Terminal.complain(
                "corridor: \(errors) \(errors == 1 ? "error" : "errors"); a site with errors is not started"
            )
            throw ExitCode.problems
        }
        let loaded = LoadedSite(site: site, files: files, folder: folder)
        var unusable = Diagnostics()
        await loaded.checkFiles(into: &unusable)
        for problem in unusable.sorted { Terminal.complain(problem.description) }
        guard !unusable.hasErrors else { throw ExitCode.problems }
        return loaded
    }
}
