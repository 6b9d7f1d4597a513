// A resource as a message of HL7 v2: the first of a route's maps that takes it, run, in the destination's character set.

import FHIR
import HL7v2
import Mapping

extension FHIRSubmission {
    /// The message that a map makes of it, with how many characters the destination's character set does not have.
    ///
    /// The control id is made of what was received and of the id it is known by: an update with other content is
    /// another message, the same content sent again the same one.
    func mapped(
        _ maps: [ResourceMap],
        to destination: Destination,
        in context: MapContext
    ) -> (payload: Payload, substitutions: Int) {
        guard let map = maps.count == 1 ? maps.first : maps.first(where: { $0.takes(tree) }) else {
            return (.unmappable([Complaint(text: "no map of this route takes the resource")]), 0)
        }
        let outcome = map.run(
            tree,
            identity: Array(kind.controlID.utf8) + [0] + bytes,
            heading: destination.heading,
            in: context
        )
        guard let made = outcome.message else {
            let problems = outcome.problems.filter { $0.severity == .error }
            return (.unmappable(problems.map { Complaint($0) }), 0)
        }
        // What a map makes begins with its header, so that it can be read again.
        guard let characterSet = destination.characterSet, let message = try? Message(made) else {
            return (.bytes(made, .hl7v2), 0)
        }
        let recoded = message.recoded(in: characterSet)
        return (.bytes(recoded.bytes, .hl7v2), recoded.substitutions)
    }
}
