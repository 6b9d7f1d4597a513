// The TLS files that a site names. They are read by the engine and by `corridor check`, never here.
//
// Reading the keys happens in `TLSSettings+read.swift`.

public import LocatedYAML

/// The certificates and keys of one side of an MLLP connection, each a path of a PEM file.
public struct TLSSettings: Hashable, Sendable {
    /// The certificate that this side shows.
    public let certificate: Located<String>?
    /// Its key.
    public let key: Located<String>?
    /// The authorities whose certificates are taken from the other side.
    public let authority: Located<String>?
    /// The host name that a receiver's certificate must bear; `nil` for the one connected to.
    public let serverName: String?
    /// Where `tls:` stands.
    public let location: SourceLocation
    /// The dotted key of `tls:`.
    public let path: String
    /// What the authorities are called there: `client_ca` or `ca`.
    public let authorityKey: String
}
