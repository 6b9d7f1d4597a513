// A resource through a route's maps: messages of HL7 v2 in the destination's character set, or FHIR again. A Bundle that
// a map splits becomes several of them.

import FHIR
import HL7v2
import Mapping

extension FHIRSubmission {
    /// Something to send, with how many characters the destination's character set does not have.
    typealias Sent = (payload: Payload, substitutions: Int)

    /// What the ids and control ids of a part are made of: what was received and the id that it is known by.
    ///
    /// An update with other content is another message, the same content sent again the same one.
    private func identity(ofPart part: Int) -> [UInt8] {
        let whole = Array(kind.controlID.utf8) + [0] + bytes
        return part == 0 ? whole : whole + [0] + Array(String(part).utf8)
    }

    /// The messages that a map makes of it.
    func mapped(_ maps: [ResourceMap], to destination: Destination, in context: MapContext) -> [Sent] {
        guard let map = maps.count == 1 ? maps.first : maps.first(where: { $0.takes(tree) }) else {
            return [Self.untaken]
        }
        return each(of: map.parts(of: tree)) { part, identity in
            let outcome = map.run(part, identity: identity, heading: destination.heading, in: context)
            guard let made = outcome.message else { return Self.unmappable(outcome.problems) }
            // What a map makes begins with its header, so that it can be read again.
            guard let characterSet = destination.characterSet, let message = try? Message(made) else {
                return (.bytes(made, .hl7v2), 0)
            }
            let recoded = message.recoded(in: characterSet)
            return (.bytes(recoded.bytes, .hl7v2), recoded.substitutions)
        }
    }

    /// The resources that a map makes of it, or of what a FHIR server would get.
    ///
    /// - Parameters:
    ///   - maps: those of a route.
    ///   - sent: what would be sent without a map.
    ///   - isServer: whether the destination is a FHIR server, which gets a single resource under its id.
    ///   - context: the time and zone.
    /// - Returns: what to send, of each part.
    func changed(
        _ maps: [ResourceChange],
        of sent: Tree,
        isServer: Bool,
        in context: MapContext
    ) -> [Sent] {
        guard let map = maps.count == 1 ? maps.first : maps.first(where: { $0.takes(tree) }) else {
            return [Self.untaken]
        }
        let isSingle = tree.type(at: tree.rootIndex) == map.type && plan == nil
        return each(of: map.parts(of: isSingle ? tree : sent)) { part, identity in
            let outcome = map.run(part, identity: identity, in: context)
            guard let made = outcome.resource else { return Self.unmappable(outcome.problems) }
            guard isServer, case .resource(_, let id) = kind, made.root.type.name != "Bundle" else {
                return (.bytes(JSONWriter.write(made), .fhirJSON), 0)
            }
            let bundle = ResourceCopy.bundle("transaction", [(made.root, id, nil)], made.definitions)
            return (.bytes(JSONWriter.write(bundle), .fhirJSON), 0)
        }
    }

    private func each(of parts: ResourceParts, _ make: (Tree, [UInt8]) -> Sent) -> [Sent] {
        switch parts {
        case .parts(let parts): parts.enumerated().map { make($1, identity(ofPart: $0)) }
        case .failed(let problem): [Self.unmappable([problem])]
        }
    }

    private static let untaken: Sent = (
        .unmappable([Complaint(text: "no map of this route takes the resource")]), 0
    )

    private static func unmappable(_ problems: [MapProblem]) -> Sent {
        (.unmappable(problems.filter { $0.severity == .error }.map { Complaint($0) }), 0)
    }
}
