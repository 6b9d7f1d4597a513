// A listener as a site file describes it: where messages come in. What its senders speak, and what they are told, is
// a matter of its kind: `MLLPReception`, `FHIRReception`.
//
// Reading happens in `Listener+read.swift`; sockets live in `Listeners` and `FHIRListener`.

public import LocatedYAML

/// A named place where messages come in.
public struct Listener: Sendable {
    /// What its senders speak.
    public enum Kind: Sendable {
        /// HL7 v2 in MLLP frames.
        case mllp(MLLPReception)
        /// FHIR R4 over HTTP.
        case fhir(FHIRReception)
    }

    /// The name, unique within the site.
    public let name: String
    /// Where it was declared.
    public let location: SourceLocation
    /// The address to bind.
    public var host: String
    /// The port to bind; 0 lets the system choose.
    public var port: Int
    /// The zone of timestamps that carry no offset; the site's where it says nothing.
    public let timeZone: String?
    /// The most connections at once.
    public let connectionLimit: Int
    /// The files of its TLS; `nil` for none.
    public let tls: TLSSettings?
    /// What its senders speak, and what they are told.
    public let kind: Kind
}

extension Listener {
    /// How HL7 v2 is taken over MLLP; there exactly for ``Kind/mllp(_:)``.
    public var mllp: MLLPReception? { if case .mllp(let reception) = kind { reception } else { nil } }

    /// How FHIR is taken over HTTP; there exactly for ``Kind/fhir(_:)``.
    public var fhir: FHIRReception? { if case .fhir(let reception) = kind { reception } else { nil } }
}
