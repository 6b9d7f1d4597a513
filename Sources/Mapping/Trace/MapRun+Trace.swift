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
        let unread = survey.parts().prefix(limit).map { places.place(of: .whole($0)) }
        guard let bundle else { return MapTrace(values: [], written: rules, unread: unread) }
        // An id and everything that refers to it were made of the same readings.
        var known: [Range<Int>: MapTrace.Value] = [:]
        var values: [MapTrace.Value] = []
        for index in bundle.indices {
            guard let offset = bundle.textOffset(at: index), let entry = trace.entry(ofText: offset) else {
                continue
            }
            guard values.count < limit else { break }
            let rule = plan.origins[Int(entry.rule)]
            let value =
                known[entry.readings].map {
                    MapTrace.Value(node: index, rule: rule, places: $0.places, rows: $0.rows)
                } ?? value(at: index, rule, entry.readings, &places)
            if entry.readings.count > 1 { known[entry.readings] = value }
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
            case .element, .whole: places.append(known.place(of: reading))
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
        for reading in readings where known.insert(reading).inserted { kept.append(reading) }
        return kept
    }

    /// Most values are made of so few readings that comparing takes less than hashing.
    private static let fewReadings = 12
}

/// The places of what was read, each put into words once.
private struct KnownPlaces {
    private let message: Message
    private let names: MessagePlaces
    private var known: [Key: MapTrace.Place] = [:]

    /// What tells an element from others of its message.
    private struct Key: Hashable {
        let start: Int
        /// Its level, and whether all of it was read: what begins at one place may be a field, its component, ….
        let kind: Int
    }

    init(_ message: Message) {
        self.message = message
        names = MessagePlaces(message)
        known.reserveCapacity(message.segmentCount * Self.usualPlaces)
    }

    /// Places of a segment that most messages' values are made of.
    private static let usualPlaces = 12

    /// The place of an element that was read, wholly or its first value.
    mutating func place(of reading: Reading) -> MapTrace.Place {
        let key: Key
        switch reading {
        case .element(let element):
            key = Key(start: element.range.lowerBound, kind: Int(element.level.rawValue) << 1)
        case .whole(let element):
            key = Key(start: element.range.lowerBound, kind: Int(element.level.rawValue) << 1 | 1)
        case .row: key = Key(start: -1, kind: 0)
        }
        if let place = known[key] { return place }
        let place: MapTrace.Place
        switch reading {
        case .element(let element):
            let bytes = (message.firstValue(of: element) ?? element).range
            place = MapTrace.Place(location: names.place(of: element), bytes: bytes)
        case .whole(let element):
            place = MapTrace.Place(location: names.place(of: element), bytes: element.range)
        case .row: place = MapTrace.Place(location: "", bytes: 0..<0)
        }
        known[key] = place
        return place
    }
}
