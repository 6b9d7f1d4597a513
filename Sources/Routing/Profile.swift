// The profiles of a site: what interface specifications say beside the standard.
//
// One file a profile. Reading is in `Profile+read.swift`; what the rules mean, in HL7v2's `ConformanceProfile`.

public import HL7v2
public import LocatedYAML
public import Mapping

/// A profile as a file has it.
struct Profile: Sendable {
    let name: Located<String>
    /// The profile whose rules come first.
    let base: Located<String>?
    let section: ConformanceProfile.Section
}

/// The profiles of a site, by name.
public struct ProfileLibrary: Sendable {
    private let profiles: [String: ConformanceProfile]

    /// No profiles.
    public init() {
        profiles = [:]
    }

    /// The names of all profiles, sorted.
    public var names: [String] { profiles.keys.sorted() }

    /// The profile of a name, with the rules of those that it extends.
    public func profile(named name: String) -> ConformanceProfile? { profiles[name] }

    /// Reads the profiles among a site's files; other files are passed over.
    ///
    /// - Parameters:
    ///   - files: the site's files; profiles lie in `profiles/`.
    ///   - diagnostics: receives every problem found.
    public init(files: [SiteFile], into diagnostics: inout Diagnostics) {
        var read: [String: Profile] = [:]
        for file in files.sorted(by: { $0.path < $1.path }) where file.isProfile {
            guard let root = Node.parse(file.text, file: file.path, into: &diagnostics),
                let profile = Profile(root, into: &diagnostics)
            else { continue }
            if let other = read[profile.name.value] {
                let text = "there is another profile of this name at \(other.name.location)"
                diagnostics.error(at: profile.name.location, key: "profile", text)
            }
            read[profile.name.value] = profile
        }
        var profiles: [String: ConformanceProfile] = [:]
        for profile in read.values.sorted(by: { $0.name.location < $1.name.location }) {
            let chain = Self.chain(of: profile, in: read, into: &diagnostics)
            profiles[profile.name.value] = ConformanceProfile(sections: chain.map(\.section))
        }
        self.profiles = profiles
    }

    /// A profile and those it extends, the outermost first.
    private static func chain(
        of profile: Profile,
        in profiles: [String: Profile],
        into diagnostics: inout Diagnostics
    ) -> [Profile] {
        var chain = [profile]
        var names: Set<String> = [profile.name.value]
        while let base = chain[0].base {
            guard let next = profiles[base.value] else {
                let meant = closestMatch(to: base.value, in: profiles.keys.sorted())
                diagnostics.error(
                    at: base.location,
                    key: "extends",
                    "no profile is called `\(base.value)`",
                    suggestion: meant.map { "did you mean `\($0)`?" }
                )
                break
            }
            guard names.insert(base.value).inserted else {
                diagnostics.error(at: base.location, key: "extends", "`\(base.value)` extends itself")
                break
            }
            chain.insert(next, at: 0)
        }
        return chain
    }
}

extension SiteFile {
    /// Whether this is a profile.
    var isProfile: Bool { path.hasPrefix("profiles/") && path.hasSuffix(".yaml") && !isTest }
}
