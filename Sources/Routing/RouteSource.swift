// What a route may say, by what its listeners take: HL7 v2, FHIR, or both.

import LocatedYAML
import Mapping

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

    /// Refuses a map that there is, but that reads what does not come in; whether there was one.
    func refuses(
        _ map: Located<String>,
        in maps: MapLibrary,
        key: String,
        into diagnostics: inout Diagnostics
    ) -> Bool {
        if let fhir, !hasHL7v2, maps.map(named: map.value) != nil {
            diagnostics.error(
                at: map.location,
                key: key,
                "`\(fhir.name)` takes FHIR, and `\(map.value)` reads HL7 v2",
                suggestion: "name a map below `fhir-to-hl7v2/` or `fhir-to-fhir/`, or remove `map`"
            )
            return true
        }
        if fhir == nil,
            maps.resourceMap(named: map.value) != nil || maps.resourceChange(named: map.value) != nil
        {
            diagnostics.error(
                at: map.location,
                key: key,
                "`\(map.value)` reads FHIR, and this route takes HL7 v2",
                suggestion: "name a map below `hl7v2-to-fhir/`"
            )
            return true
        }
        return false
    }

    /// Refuses a destination that does not take what the route sends, or cannot order it.
    func check(
        _ destination: Destination,
        _ name: Located<String>,
        _ maps: Route.RouteMaps?,
        key: String,
        into diagnostics: inout Diagnostics
    ) {
        func refuse(_ text: String, _ suggestion: String) {
            diagnostics.error(at: name.location, key: key, text, suggestion: suggestion)
        }
        let changesFHIR = maps?.changes.isEmpty == false
        let makesFHIR = maps?.messages.isEmpty == false || changesFHIR
        let makesHL7v2 = maps?.resources.isEmpty == false
        // A map that was refused is complained about once.
        let isWhole = maps == nil || makesFHIR || makesHL7v2
        if hasHL7v2, destination.kind == .fhir, maps?.messages.isEmpty ?? true, isWhole {
            refuse(
                "`\(name.value)` takes FHIR, and this route sends HL7 v2 as received",
                "name a map, such as `map: hl7v2-to-fhir/ORU_R01`"
            )
        }
        if destination.kind == .mllp, makesFHIR {
            refuse("`\(name.value)` takes HL7 v2, and this route's map makes FHIR", "remove `map`")
        }
        if destination.kind == .fhir, makesHL7v2 {
            refuse("`\(name.value)` takes FHIR, and this route's map makes HL7 v2", "remove `map`")
        }
        if fhir != nil, destination.kind == .mllp, !makesHL7v2, !changesFHIR, isWhole {
            refuse(
                "`\(name.value)` takes HL7 v2, and this route sends FHIR as received",
                "name a map, such as `map: fhir-to-hl7v2/ORU_R01`"
            )
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
    }
}
