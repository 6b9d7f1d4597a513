// Where the values of a delivery came from, for those who look at one message.

import HL7v2
public import Mapping

extension Intake {
    /// The lineage of a delivery that a map from HL7 v2 makes; `nil` where its route does not map, or no longer can.
    ///
    /// - Parameters:
    ///   - bytes: the message as received.
    ///   - route: the route, as an index into the site's.
    ///   - acceptedAt: when the message was accepted.
    ///   - limit: how many values and unread places are told of.
    /// - Returns: the lineage, whose bytes are those of the message as received.
    public func trace(_ bytes: [UInt8], route: Int, acceptedAt: Int64, limit: Int) -> TraceReport? {
        guard site.routes.indices.contains(route),
            case .deliver(.mapped(let maps), _) = site.routes[route].action,
            let message = try? message(bytes),
            let map = Self.map(for: message, among: maps.messages)
        else { return nil }
        let context = MapContext(acceptedAt: acceptedAt, zone: zone)
        let (outcome, trace) = map.trace(message, in: context, limit: limit)
        return TraceReport(trace, map: map.name, message: message, bundle: outcome.bundle)
    }
}
