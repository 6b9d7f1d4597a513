// A destination that the message chooses: `to: ORC-21.10.lookup('facility-destination')`, or over FHIR a path that ends
// in a lookup.
//
// Every value of the table is a destination of the site, so that no message can choose what is not there. A message
// for which the table has nothing is not taken by the route: in a group it goes on to the next, or to `otherwise`.

import FHIR
import FHIRPath
import HL7v2

/// What chooses among a route's destinations.
public struct RouteReceiver: Sendable {
    /// What chooses where HL7 v2 comes in.
    let messages: KeyExpression?
    /// What chooses where FHIR comes in.
    let resources: ResourceKeyExpression?
    /// The positions among the route's destinations, by name.
    let positions: [String: Int]

    /// The position of the destination that a message chooses, among the route's; `nil` for none.
    func chosen(for message: HL7v2.Message) -> Int? {
        messages?.keys(of: message).lazy.compactMap { positions[$0] }.first
    }

    /// The position of the destination that a resource chooses, among the route's; `nil` for none.
    func chosen(for resource: Tree) -> Int? {
        resources?.keys(of: resource).lazy.compactMap { positions[$0] }.first
    }
}
