// A profile, ready to be checked against.

import FHIR
import FHIRPath

/// A profile or extension definition of a site.
struct CompiledProfile: Sendable {
    /// Its canonical address.
    let url: String
    /// Its name, which issues show.
    let name: String
    /// Its business version.
    let version: String?
    /// The type that it constrains.
    let type: TypeID
    /// The profiles that it is based on, by their positions.
    let ancestors: Set<Int>
    /// What it demands.
    var rule: ElementRule
    /// Rules that other elements refer to, by the path.
    var referenced: [String: ElementRule] = [:]
    /// Where it may be used; of extension definitions only.
    let contexts: [ExtensionContext]
    /// Whether it changes the meaning of what it stands in; of extension definitions only.
    let isModifier: Bool
}

/// A place where an extension may be used.
enum ExtensionContext: Sendable {
    /// At an element such as `Patient.contact` or `Element`, by the path within its resource or datatype.
    case element(String)
    /// Inside of another extension.
    case `extension`(String)
    /// Where an expression has something.
    case expression(TreeExpression)
}
