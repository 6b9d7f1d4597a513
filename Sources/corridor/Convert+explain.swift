// `corridor convert --explain`: where each value of an output came from.

import ArgumentParser
import FHIR
import Foundation
import HL7v2
import Mapping

extension Convert {
    /// Maps a message and writes its lineage; false when it could not be mapped.
    func explain(
        _ message: Message,
        by map: MessageMap,
        in context: MapContext,
        _ place: String
    ) throws -> Bool {
        let (outcome, trace) = map.trace(message, in: context)
        for problem in outcome.problems {
            Terminal.complain("\(place): \(problem.severity.rawValue): \(problem)")
        }
        let report = TraceReport(trace, map: map.name, message: message, bundle: outcome.bundle)
        if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            Terminal.say(String(decoding: try encoder.encode(report), as: UTF8.self))
        } else {
            if files.count > 1 { Terminal.say(place) }
            Terminal.write(Array(report.text.utf8))
        }
        return !outcome.isFailed
    }
}
