// From the notes of a run to the lineage of its output.

import FHIR
import FHIRPath
import HL7v2
import LocatedYAML

extension MapRun {
    /// The lineage of the Bundle that the run made; without one, what was read all the same.
    ///
    /// - Parameters:
    ///   - bundle: the Bundle.
    ///   - limit: how many values, and how many unread places, are told of.
    /// - Returns: the lineage.
    mutating func mapTrace(of bundle: Tree?, limit: Int) -> MapTrace {
        guard let trace else { return MapTrace(values: [], written: MapTrace.Rules(), unread: []) }
        var places = KnownPlaces(evaluation.message)
        let rules = MapTrace.Rules(numbers: trace.rules, origins: plan.origins)
        let survey = UnreadSurvey(evaluation.message, readings: evaluation.readings)
        let unread = survey.parts().prefix(limit).map { places.place(of: $0, isWhole: true) }
        guard let bundle else { return MapTrace(values: [], written: rules, unread: unread) }
        // An id and everything that refers to it were made of the same readings; so were a code and its system.
        var identities: [MapTrace.Value?] = Array(repeating: nil, count: trace.identityCount)
        var last: (readings: Range<Int>, value: MapTrace.Value)?
        var values: [MapTrace.Value] = []
        for index in bundle.indices {
            guard let offset = bundle.textOffset(at: index), let entry = trace.entry(ofText: offset) else {
                continue
            }
            guard values.count < limit else { break }
            let rule = plan.origins[Int(entry.rule)]
            let known =
                entry.resource.map { identities[$0] }
                ?? (last?.readings == entry.readings ? last?.value : nil)
            let value =
                known.map { MapTrace.Value(node: index, rule: rule, places: $0.places, rows: $0.rows) }
                ?? value(at: index, rule, entry.readings, &places)
            if let resource = entry.resource {
                identities[resource] = value
            } else {
                last = (entry.readings, value)
            }
            values.append(value)
        }
        return MapTrace(values: values, written: rules, unread: unread)
    }

    private mutating func value(
        at index: Tree.Index,
        _ rule: SourceLocation,
        _ readings: Range<Int>,
        _ known: inout KnownPlaces
    ) -> MapTrace.Value {
        var places: [MapTrace.Place] = []
        var rows: [MapTrace.Row] = []
        for reading in Self.once(evaluation.readings[readings]) {
            switch reading {
            case .element(let element): places.append(known.place(of: element, isWhole: false))
            case .whole(let element): places.append(known.place(of: element, isWhole: true))
            case .row(let number, let row):
                let table = plan.program.tables[Int(number)]
                rows.append(MapTrace.Row(table: table.name, location: table.rows[Int(row)].location))
            }
        }
        return MapTrace.Value(node: index, rule: rule, places: places, rows: rows)
    }
}

extension MapRun {
    /// Each of several readings once, in their order.
    private static func once(_ readings: ArraySlice<Reading>) -> [Reading] {
        var kept: [Reading] = []
        guard readings.count > fewReadings else {
            for reading in readings where !kept.contains(reading) { kept.append(reading) }
            return kept
        }
        var known: Set<Reading> = []
        known.reserveCapacity(readings.count)
        kept.reserveCapacity(readings.count)
        for reading in readings where known.insert(reading).inserted { kept.append(reading) }
        return kept
    }

    /// Most values are made of so few readings that comparing takes less than hashing.
    private static let fewReadings = 12
}
