// What an evaluation may ask beyond the tree and the definitions: a site's profiles and its terminology.

public import FHIR

/// Answers to questions about profiles and codes; `nil` says that the caller does not know.
///
/// The functions must answer from memory: an evaluation waits for them.
public struct TreeKnowledge: Sendable {
    /// Whether a node conforms to a profile, by the profile's address.
    public var conforms: (@Sendable (_ node: Tree.Node, _ profile: String) -> Bool?)?
    /// Whether a value set has a code, by the value set's address; the code's system where it has one.
    public var isMember: (@Sendable (_ code: String, _ system: String?, _ valueSet: String) -> Bool?)?
    /// Whether a code stands above another one of the same system.
    public var subsumes: (@Sendable (_ general: String, _ special: String, _ system: String) -> Bool?)?

    /// Knows nothing.
    public init() {}
}
