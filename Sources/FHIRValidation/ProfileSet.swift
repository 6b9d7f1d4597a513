// The profiles, extension definitions and value sets of a site, compiled: what resources are checked against beside
// the standard.
//
// Pure: made of the texts of files, nothing is fetched. What a file says and nobody here checks is a warning of the
// reading, so that nobody relies on it.

import FHIR
import FHIRPath
public import LocatedYAML

/// Profiles, ready to be checked against.
///
/// A value of one reference; copies are cheap.
public struct ProfileSet: Sendable {
    /// A profile of a set.
    public struct Profile: Hashable, Sendable {
        let position: Int
        /// Its canonical address.
        public let url: String
        /// Its name.
        public let name: String
        /// The type that it is about.
        public let type: String
    }

    final class Storage: Sendable {
        let schema: TreeSchema
        let terminology: Terminology
        let profiles: [CompiledProfile]
        let positions: [String: Int]
        /// The extension definitions, by their addresses.
        let extensions: [String: Int]

        init(_ compiler: ProfileCompiler, _ schema: TreeSchema) {
            self.schema = schema
            terminology = compiler.terminology
            profiles = compiler.profiles
            positions = Dictionary(
                uniqueKeysWithValues: profiles.enumerated().map { ($0.element.url, $0.offset) }
            )
            extensions = positions.filter { [profiles] in
                schema.definitions[profiles[$0.value].type].name == "Extension"
            }
        }
    }

    let storage: Storage

    /// No profiles: the standard counts alone.
    public static let empty = ProfileSet(files: [])

    private init(files: [ProfileFile]) {
        storage = Storage(ProfileCompiler(files, schema: .r4), .r4)
    }

    /// Compiles the files of a site.
    ///
    /// - Parameters:
    ///   - files: JSON and XML: StructureDefinitions, ValueSets and CodeSystems of FHIR R4, or Bundles of them.
    ///   - diagnostics: receives every problem; with errors among them the set must not go live.
    public init(files: [ProfileFile], into diagnostics: inout Diagnostics) {
        guard !files.isEmpty else {
            self = .empty
            return
        }
        let compiler = ProfileCompiler(files, schema: .r4)
        for diagnostic in compiler.diagnostics.sorted { diagnostics.append(diagnostic) }
        storage = Storage(compiler, .r4)
    }

    /// Whether there is no profile.
    public var isEmpty: Bool { storage.profiles.isEmpty }

    /// Every profile, by its address.
    public var profiles: [Profile] {
        storage.profiles.indices.map(profile).sorted { $0.url < $1.url }
    }

    /// The profiles of a name or a canonical address; several of one name where they differ in their address.
    public func profiles(named name: String) -> [Profile] {
        if let position = storage.positions[CanonicalAddress(name).url] { return [profile(position)] }
        return profiles.filter { $0.name == name }
    }

    private func profile(_ position: Int) -> Profile {
        let compiled = storage.profiles[position]
        return Profile(
            position: position,
            url: compiled.url,
            name: compiled.name,
            type: storage.schema.definitions[compiled.type].name
        )
    }
}
