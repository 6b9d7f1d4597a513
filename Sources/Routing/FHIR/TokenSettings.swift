// Which access tokens open a FHIR listener. Key files are read by the engine and by `corridor check`, never here.
//
// Reading the keys happens in `TokenSettings+read.swift`.

public import LocatedYAML

/// Whose tokens count at a listener, and what they must say.
public struct TokenSettings: Sendable {
    /// Where the issuer's public keys are.
    public enum KeySource: Sendable {
        /// A file with a JSON Web Key Set.
        case file(Located<String>)
        /// The address of one, which is fetched when a token names a key that is not known yet.
        case address(String)
    }

    /// What the scopes of a token are for.
    public enum Scopes: String, CaseIterable, Sendable {
        /// They say what its bearer may do, as SMART's backend services have it. The default.
        case smart
        /// Nothing: whoever has a token may do everything.
        case none
    }

    /// The claim `iss` that a token must have.
    public let issuer: String
    /// The values of the claim `aud` of which a token must have one.
    public let audiences: [String]
    /// Where the keys are; `nil` where the machine of a check does not know.
    public let keys: KeySource?
    /// What the scopes of a token are for.
    public let scopes: Scopes
    /// Where clients get tokens, for those who ask; `nil` says nothing.
    public let endpoint: String?
    /// The dotted key of `tokens:`.
    public let path: String
}
