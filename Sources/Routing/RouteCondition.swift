// What a route asks of what comes in: of messages, of resources, or of both where it has listeners of both.

import FHIR
import FHIRPath
import HL7v2
public import LocatedYAML

/// A route's `when`, compiled for what its listeners take.
public struct RouteCondition: Sendable {
    /// The condition as written.
    public let text: Located<String>
    /// For HL7 v2; there where a listener takes it.
    var messages: Condition?
    /// For FHIR; there where a listener takes it.
    var resources: ResourceCondition?

    init(_ text: Located<String>) { self.text = text }

    /// Whether it holds for a message.
    func holds(for message: HL7v2.Message) -> Bool { messages?.holds(for: message) ?? false }

    /// Whether it holds for a resource.
    func holds(for resource: Tree) -> Bool { resources?.holds(for: resource) ?? false }
}

/// A destination's `order_by`, compiled for whatever it is about.
public struct RouteKey: Sendable {
    /// Over HL7 v2; `nil` where it is not about messages.
    let messages: KeyExpression?
    /// Over FHIR; `nil` where it is not about resources.
    let resources: ResourceKeyExpression?

    /// The lanes of a message.
    func lanes(of message: HL7v2.Message) -> Set<LaneName> { Self.lanes(messages?.keys(of: message)) }

    /// The lanes of a resource, as received.
    func lanes(of resource: Tree) -> Set<LaneName> { Self.lanes(resources?.keys(of: resource)) }

    private static func lanes(_ texts: [String]?) -> Set<LaneName> {
        Set((texts ?? []).map { LaneName(.expression, $0) })
    }
}
