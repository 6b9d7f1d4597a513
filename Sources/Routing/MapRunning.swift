// A mapped payload: the first of a route's maps that takes the message's structure, run and written as JSON.

import FHIR
import Foundation
import HL7v2
import Mapping

extension Intake {
    func mapped(_ maps: [MessageMap], _ message: HL7v2.Message, in context: MapContext) -> Payload {
        guard let map = maps.count == 1 ? maps.first : Self.map(for: message, among: maps) else {
            return .unmappable([Complaint(text: "no map of this route takes the message's structure")])
        }
        let outcome = map.run(message, in: context)
        guard let bundle = outcome.bundle else {
            return .unmappable(outcome.problems.filter { $0.severity == .error }.map { Complaint($0) })
        }
        return .bytes(JSONWriter.write(bundle), .fhirJSON)
    }

    static func map(for message: HL7v2.Message, among maps: [MessageMap]) -> MessageMap? {
        MapLibrary.choice(for: message.header, among: maps)?.map
    }
}
