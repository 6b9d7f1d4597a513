// `X-Intermediary`: whoever changes what passes through says so (FHIR R4, "HTTP", §3.1.0.1.15).

import Foundation

/// How we call ourselves to those whose resources pass through here.
public enum Intermediary {
    /// The name of the header.
    public static let header = "X-Intermediary"
    /// The name of this host.
    public static let name = ProcessInfo.processInfo.hostName
}
