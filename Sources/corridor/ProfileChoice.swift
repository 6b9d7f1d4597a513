// The profiles that `corridor validate` is told to check against: those of a site folder, by their names.

import ArgumentParser
import Engine
import FHIR
import FHIRValidation
import HL7v2
import LocatedYAML
import Routing

/// What messages and resources are checked against beside the standard.
struct ProfileChoice {
    /// What HL7 v2 messages are checked against.
    private(set) var messages = ConformanceProfile.standard
    /// What the site knows of FHIR.
    private(set) var resources = ProfileSet.empty
    /// Profiles that every resource of their type must satisfy.
    private(set) var demanded: [ProfileSet.Profile] = []

    /// Finds profiles in a site folder.
    ///
    /// - Parameters:
    ///   - names: their names, of FHIR also their addresses; at most one of HL7 v2.
    ///   - site: the folder; `nil` for the shipped site.
    /// - Throws: exit code 1 when a name is not there or the profiles have errors, which are on standard error.
    init(_ names: [String], site: String?) throws {
        guard site != nil || !names.isEmpty else { return }
        var diagnostics = Diagnostics()
        let library: ProfileLibrary
        do {
            let files = try SiteFolder.files(at: site)
            library = ProfileLibrary(files: files, into: &diagnostics)
            resources = ProfileSet(site: files, into: &diagnostics)
        } catch {
            Terminal.complain("corridor: \(error)")
            throw ExitCode.problems
        }
        for problem in diagnostics.sorted { Terminal.complain(problem.description) }
        if diagnostics.hasErrors { throw ExitCode.problems }
        let ofMessages = names.filter { library.profile(named: $0) != nil }
        guard ofMessages.count < 2 else {
            throw ValidationError("Messages are checked against one profile of HL7 v2, not several.")
        }
        for name in names {
            let found = resources.profiles(named: name)
            demanded += found
            if let profile = library.profile(named: name) {
                messages = profile
            } else if found.isEmpty {
                let known = library.names + resources.profiles.flatMap { [$0.name, $0.url] }
                let meant = closestMatch(to: name, in: known).map { "; did you mean `\($0)`?" } ?? ""
                Terminal.complain("corridor: no profile is called `\(name)`\(meant)")
                throw ExitCode.problems
            }
        }
    }

    /// That none of the profiles is about a resource; `nil` where one is, or none was named.
    func misfit(of tree: Tree) -> OutcomeIssue? {
        let type = tree.root.type.name
        guard !demanded.isEmpty, !["Bundle", "Parameters"].contains(type),
            !demanded.contains(where: {
                $0.type == type || $0.type == "Resource" || $0.type == "DomainResource"
            })
        else { return nil }
        return OutcomeIssue(
            .error,
            .businessRule,
            at: type,
            "none of the profiles is about this type of resource"
        )
    }
}
