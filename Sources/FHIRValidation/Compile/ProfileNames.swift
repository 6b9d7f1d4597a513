// What canonical addresses mean while a site's profiles are compiled.

import FHIR
import FHIRPath
import LocatedYAML

/// The names that profiles may use.
struct ProfileNames: Sendable {
    /// Where the standard's own definitions live.
    static let standardBase = "http://hl7.org/fhir/StructureDefinition/"

    let schema: TreeSchema
    let terminology: Terminology
    /// The site's profiles by their addresses, and how each is written with its version.
    let positions: [String: Int]
    /// The types of the site's profiles, in their order.
    let types: [TypeID?]
    /// The keys of the standard's invariants, which base validation sees to.
    let standardKeys: Set<String>

    var definitions: Definitions { schema.definitions }

    /// What an address means.
    func reference(_ address: String) -> ProfileReference {
        let url = CanonicalAddress(address).url
        if let position = positions[url] { return .site(position) }
        return standardType(url).map(ProfileReference.type) ?? .unknown(url)
    }

    /// The type of an address such as `http://hl7.org/fhir/StructureDefinition/Patient`.
    func standardType(_ url: String) -> TypeID? {
        guard url.hasPrefix(Self.standardBase) else { return nil }
        return definitions.type(named: String(url.dropFirst(Self.standardBase.count)))
    }

    /// The type that a reference is about; `nil` where it is not known.
    func type(of reference: ProfileReference) -> TypeID? {
        switch reference {
        case .site(let position): types[position]
        case .type(let type): type
        case .unknown: nil
        }
    }

    /// An address of the site or the standard that is close to one that is not known.
    func suggestion(for url: String) -> String {
        if let meant = closestMatch(to: url, in: positions.keys.sorted()) {
            return "did you mean `\(meant)`?"
        }
        if url.hasPrefix(Self.standardBase) {
            let name = String(url.dropFirst(Self.standardBase.count))
            if let meant = closestMatch(to: name, in: definitions.types.map(\.name)) {
                return "did you mean `\(Self.standardBase)\(meant)`?"
            }
        }
        return "put its file beside this one in `profiles/`"
    }
}
