// Checks a message against the standard's definitions of its version, and a profile laid over them.
//
// Pure, and bounded: time is linear in the message, and checking ends at `ConformanceReport.limit` problems.
// Conditions that only the standard's prose states are not known here, so a conditional field is optional; nor
// are user-defined tables, unless a profile lists their codes. Local (Z) segments may stand anywhere.

import Synchronization

/// Checks messages against one profile; meant to be kept, for it remembers what it looked up.
public final class ConformanceChecker: Sendable {
    private struct RulesKey: Hashable {
        let version: Version
        /// The profile's sections that hold, by position.
        let sections: [Int]
    }

    private let profile: ConformanceProfile
    private let rules = Mutex<[RulesKey: ConformanceRules]>([:])

    /// More combinations of versions and sections than this are not remembered.
    private static let rememberedRules = 256

    /// Prepares checks against the standard and a profile.
    public init(profile: ConformanceProfile = .standard) {
        self.profile = profile
    }

    /// Checks a message.
    public func check(_ message: Message) -> ConformanceReport {
        let header = message.header
        let structure = StructureCatalog.shared.structure(for: header)
        guard let version = header.version else {
            return Self.unknownVersion(isMissing: header.versionID.isEmpty)
        }
        let rules = rules(for: header, version: version, structure: structure?.name)
        var run = ConformanceRun(message: message, rules: rules)
        run.checkReading()
        run.checkType(header, structure: structure)
        if let structure { run.checkStructure(message.groups(as: structure)) }
        run.checkOccurrences()
        run.checkFields()
        return run.report
    }

    private static func unknownVersion(isMissing: Bool) -> ConformanceReport {
        var report = ConformanceReport()
        let place = ErrorLocation(segment: .messageHeader, sequence: 1, field: 12)
        if isMissing {
            report.add(.requiredFieldMissing, .error, at: place, "Version ID is required")
        } else {
            report.add(.unsupportedVersion, .error, at: place, "the version is not known")
        }
        return report
    }

    private func rules(for header: MessageHeader, version: Version, structure: String?) -> ConformanceRules {
        let sections = profile.sections.indices.filter {
            profile.sections[$0].holds(for: header, structure: structure)
        }
        let key = RulesKey(version: version, sections: sections)
        return rules.withLock { known in
            if let found = known[key] { return found }
            let made = ConformanceRules(version: version, sections: sections.map { profile.sections[$0] })
            if known.count < Self.rememberedRules { known[key] = made }
            return made
        }
    }
}
