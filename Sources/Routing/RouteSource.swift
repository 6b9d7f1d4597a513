// What a route may say, by what its listeners take: HL7 v2, FHIR, or both.

import LocatedYAML

/// What comes in where a route takes its messages from.
struct RouteSource {
    /// A listener of FHIR, where there is one.
    private let fhir: Listener?
    /// Whether HL7 v2 comes in, too; also where nothing is known.
    private let hasHL7v2: Bool

    init(_ listeners: [Listener]) {
        fhir = listeners.first { $0.fhir != nil }
        hasHL7v2 = listeners.isEmpty || listeners.contains { $0.mllp != nil }
    }

    /// Conditions are about HL7 v2.
    func refuseCondition(_ condition: Located<String>, key: String, into diagnostics: inout Diagnostics) {
        guard let fhir else { return }
        diagnostics.error(
            at: condition.location,
            key: key,
            "`\(fhir.name)` takes FHIR, and conditions are about HL7 v2",
            suggestion: "remove `when`, or the listener from `from`"
        )
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
        guard fhir != nil else { return }
        if destination.kind == .mllp, !hasMap {
            refuse(
                "`\(name.value)` takes HL7 v2, and this route sends FHIR as received",
                "name a destination of `type: fhir` or `type: http`"
            )
        }
        if case .expression = destination.order {
            refuse(
                "`\(name.value)` is ordered by an expression over HL7 v2, and this route sends FHIR",
                "write `order_by: patient` there, `listener` or `none`"
            )
        }
    }
}
