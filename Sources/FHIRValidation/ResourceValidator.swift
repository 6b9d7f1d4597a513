// All that is checked about a resource: the definitions' rules, invariants, what references point to, and profiles.
//
// `FHIR.Validator` sees to structure, formats and codes; what needs FHIRPath or a site's files is added here.

public import FHIR
import FHIRPath

/// Validates resources.
public enum ResourceValidator {
    /// More issues than this are not listed.
    public static let issueLimit = 500

    /// What is wrong with a tree: first what its elements are, then what they are to each other and to profiles.
    ///
    /// - Parameters:
    ///   - tree: the resource. Invariants are known for R4 only; a resource of another version is checked without,
    ///     and without profiles.
    ///   - now: the moment that invariants may ask for, as an `instant`.
    ///   - profiles: what the site knows: profiles that a resource claims in `meta.profile`, extensions, codes.
    ///   - demanded: profiles that every resource of their type must satisfy, contained ones aside.
    /// - Returns: errors and warnings, at most ``issueLimit``; empty if nothing is wrong.
    public static func issues(
        in tree: Tree,
        now: String,
        profiles: ProfileSet = .empty,
        demanded: [ProfileSet.Profile] = []
    ) -> [OutcomeIssue] {
        let further = furtherIssues(in: tree, now: now, profiles: profiles, demanded: demanded)
        return Array((Validator.issues(in: tree) + further).prefix(issueLimit))
    }

    /// What is wrong with a tree in which each element by itself is right: what `FHIR.Validator` does not see.
    ///
    /// The parameters and the result are those of ``issues(in:now:profiles:demanded:)``.
    public static func furtherIssues(
        in tree: Tree,
        now: String,
        profiles: ProfileSet = .empty,
        demanded: [ProfileSet.Profile] = []
    ) -> [OutcomeIssue] {
        var run = ValidationRun(tree, now: now, profiles: profiles, demanded: demanded)
        run.look()
        // Warnings never push an error out of the list.
        let errors = run.issues.count { $0.severity == .error }
        guard run.issues.count > issueLimit, errors < run.issues.count else {
            return Array(run.issues.prefix(issueLimit))
        }
        return Array(run.issues.filter { $0.severity == .error }.prefix(issueLimit))
    }
}
