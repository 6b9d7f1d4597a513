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
        guard let trace else { return MapTrace(values: [], rules: [], unread: []) }
        let message = evaluation.message
        let places = MessagePlaces(message)
        let rules = Set(trace.rules.map { plan.origins[Int($0)] })
        let survey = UnreadSurvey(message, readings: evaluation.readings)
        let unread = survey.parts().prefix(limit).map { element in
            MapTrace.Place(location: places.place(of: element), bytes: element.range)
        }
        guard let bundle else { return MapTrace(values: [], rules: rules, unread: unread) }
        var values: [MapTrace.Value] = []
        for index in bundle.indices {
            guard let offset = bundle.textOffset(at: index), let entry = trace.entries[offset] else {
                continue
            }
            guard values.count < limit else { break }
            values.append(value(at: index, entry, places))
        }
        return MapTrace(values: values, rules: rules, unread: unread)
    }

    private mutating func value(
        at index: Tree.Index,
        _ entry: RunTrace.Entry,
        _ names: MessagePlaces
    ) -> MapTrace.Value {
        var places: [MapTrace.Place] = []
        var rows: [MapTrace.Row] = []
        var known: Set<Reading> = []
        for reading in evaluation.readings[entry.readings] where known.insert(reading).inserted {
            switch reading {
            case .element(let element):
                let bytes = (evaluation.message.firstValue(of: element) ?? element).range
                places.append(MapTrace.Place(location: names.place(of: element), bytes: bytes))
            case .whole(let element):
                places.append(MapTrace.Place(location: names.place(of: element), bytes: element.range))
            case .row(let number, let row):
                let table = plan.program.tables[Int(number)]
                rows.append(MapTrace.Row(table: table.name, location: table.rows[Int(row)].location))
            }
        }
        return MapTrace.Value(node: index, rule: plan.origins[Int(entry.rule)], places: places, rows: rows)
    }
}
