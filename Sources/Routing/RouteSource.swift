// What a route may say, by what its listeners take: HL7 v2, FHIR, or both.

import LocatedYAML

/// What comes in where a route takes its messages from.
struct RouteSource {
    /// A listener of FHIR, where there is one.
    let fhir: Listener?
    /// Whether HL7 v2 comes in, too; also where nothing is known.
    let hasHL7v2: Bool
    /// A listener of each, where there are both.
    let both: (fhir: String, hl7v2: String)?

    init(_ listeners: [Listener]) {
        let hl7v2 = listeners.first { $0.mllp != nil }
        fhir = listeners.first { $0.fhir != nil }
        hasHL7v2 = listeners.isEmpty || hl7v2 != nil
        both = if let fhir, let hl7v2 { (fhir.name, hl7v2.name) } else { nil }
    }

    /// Maps read HL7 v2.
    func refuseMap(_ map: Located<String>, key: String, into diagnostics: inout Diagnostics) {
        guard let fhir else { return }
        diagnostics.error(
            at: map.location,
            key: key,
            "`\(fhir.name)` takes FHIR, and maps read HL7 v2",
            suggestion: "remove `map`, or the listener from `from`"
        )
    }

    /// Refuses a destination that does not take what the route sends, or cannot order it.
    func check(
        _ destination: Destination,
        _ name: Located<String>,
        hasMap: Bool,
        key: String,
        into diagnostics: inout Diagnostics
    ) {
        func refuse(_ text: String, _ suggestion: String) {
            diagnostics.error(at: name.location, key: key, text, suggestion: suggestion)
        }
        if hasHL7v2, destination.kind == .fhir, !hasMap {
            refuse(
                "`\(name.value)` takes FHIR, and this route sends HL7 v2 as received",
                "name a map, such as `map: hl7v2-to-fhir/ORU_R01`"
            )
        }
        if destination.kind == .mllp, hasMap {
            refuse("`\(name.value)` takes HL7 v2, and this route's map makes FHIR", "remove `map`")
        }
        if case .expression(let key) = destination.order {
            if hasHL7v2, key.messages == nil {
                refuse(
                    "`\(name.value)` is ordered by an expression over FHIR, and this route takes HL7 v2",
                    "write `order_by: patient` there, `listener`, `none` or a location"
                )
            }
            if fhir != nil, key.resources == nil {
                refuse(
                    "`\(name.value)` is ordered by an expression over HL7 v2, and this route takes FHIR",
                    "write `order_by: patient` there, `listener`, `none` or a path of FHIR"
                )
            }
        }
        if fhir != nil, destination.kind == .mllp, !hasMap {
            refuse(
                "`\(name.value)` takes HL7 v2, and this route sends FHIR as received",
                "name a destination of `type: fhir` or `type: http`"
            )
        }
    }
}
