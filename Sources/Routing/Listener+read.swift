// Reads one entry of `listeners:`; the keys of its kind in `Listener+mllp.swift` and `Listener+fhir.swift`.

import Foundation
public import LocatedYAML

extension Listener {
    private enum KindName: String, CaseIterable { case fhir, mllp }

    /// Reads a listener; what cannot be read takes its default, and the problem is in `diagnostics`.
    init?(_ entry: Entry, secrets: Secrets, into diagnostics: inout Diagnostics) {
        guard var keys = MappingReader(entry.value, path: "listeners.\(entry.key)", into: &diagnostics) else {
            return nil
        }
        name = entry.key
        location = entry.location
        let kindName = keys.requiredChoice("type", of: KindName.self, into: &diagnostics)
        host = keys.text("host", into: &diagnostics)?.value ?? "0.0.0.0"
        _ = keys.required("port", into: &diagnostics)
        port = keys.integer("port", in: 0...65535, into: &diagnostics) ?? 0
        // FHIR's times carry their offset.
        timeZone = kindName == .fhir ? nil : keys.timeZone("timezone", into: &diagnostics)
        connectionLimit = keys.integer("max_connections", in: 1...10_000, into: &diagnostics) ?? 256
        tls = keys.optional("tls").flatMap {
            TLSSettings(.listener, $0, path: keys.path(of: "tls"), secrets: secrets, into: &diagnostics)
        }
        kind =
            switch kindName {
            case .fhir: .fhir(FHIRReception(&keys, secrets: secrets, into: &diagnostics))
            case .mllp, nil: .mllp(MLLPReception(&keys, into: &diagnostics))
            }
        keys.finish(into: &diagnostics)
    }
}

extension MappingReader {
    /// The name of a time zone, such as `Europe/Berlin`, checked against the system's table.
    public mutating func timeZone(_ key: String, into diagnostics: inout Diagnostics) -> String? {
        guard let name = text(key, into: &diagnostics) else { return nil }
        guard TimeZone(identifier: name.value) != nil else {
            let meant = closestMatch(to: name.value, in: TimeZone.knownTimeZoneIdentifiers.sorted())
            diagnostics.error(
                at: name.location,
                key: path(of: key),
                "`\(name.value)` is not a known time zone",
                suggestion: meant.map { "did you mean `\($0)`?" } ?? "write it as in `America/New_York`"
            )
            return nil
        }
        return name.value
    }
}
