// From the notes of a run to the lineage of its output.

import FHIR
import FHIRPath
import HL7v2
import LocatedYAML

extension MapRun {
    /// The lineage of the Bundle that the run made; without one, what was read all the same.
    mutating func mapTrace(of bundle: Tree?) -> MapTrace {
        guard let trace else { return MapTrace(values: [], rules: [], unread: []) }
        let message = evaluation.message
        let rules = Set(trace.rules.map { plan.origins[Int($0)] })
        let survey = UnreadSurvey(message, readings: evaluation.readings)
        let unread = survey.parts().map { Self.place(of: $0, in: message) }
        guard let bundle else { return MapTrace(values: [], rules: rules, unread: unread) }
        var values: [MapTrace.Value] = []
        for index in bundle.indices {
            guard let offset = bundle.textOffset(at: index), let entry = trace.entries[offset] else {
                continue
            }
            values.append(value(at: index, entry))
        }
        return MapTrace(values: values, rules: rules, unread: unread)
    }

    private mutating func value(at index: Tree.Index, _ entry: RunTrace.Entry) -> MapTrace.Value {
        var places: [MapTrace.Place] = []
        var rows: [MapTrace.Row] = []
        for position in entry.readings {
            switch evaluation.readings[position] {
            case .element(let element):
                let value = evaluation.message.firstValue(of: element) ?? element
                let place = Self.place(of: element, at: value.range, in: evaluation.message)
                if !places.contains(place) { places.append(place) }
            case .whole(let element):
                let place = Self.place(of: element, in: evaluation.message)
                if !places.contains(place) { places.append(place) }
            case .row(let number, let row):
                let table = plan.program.tables[Int(number)]
                let found = MapTrace.Row(table: table.name, location: table.rows[Int(row)].location)
                if !rows.contains(found) { rows.append(found) }
            }
        }
        return MapTrace.Value(node: index, rule: plan.origins[Int(entry.rule)], places: places, rows: rows)
    }

    private static func place(of element: Element, in message: Message) -> MapTrace.Place {
        place(of: element, at: element.range, in: message)
    }

    private static func place(of element: Element, at bytes: Range<Int>, in message: Message)
        -> MapTrace.Place
    {
        MapTrace.Place(location: message.place(of: element), bytes: bytes)
    }
}
