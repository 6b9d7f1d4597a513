// A map from FHIR to messages, ready to run.

public import FHIR
import FHIRPath
public import HL7v2
import LocatedYAML

/// What a message's header is made of beside the map.
public struct MessageHeading: Hashable, Sendable {
    /// MSH-3 to MSH-6, each as text or as `name^universal id^type`.
    public var sendingApplication: String?
    /// MSH-4.
    public var sendingFacility: String?
    /// MSH-5.
    public var receivingApplication: String?
    /// MSH-6.
    public var receivingFacility: String?
    /// MSH-11.
    public var processingID: String
    /// The version of the messages, MSH-12, or `nil` for the map's own.
    ///
    /// It chooses the map, see ``MapLibrary/resourceMap(named:version:into:)``.
    public var version: Version?

    /// Says nothing of applications; the processing id is `P`.
    public init() { processingID = "P" }
}

/// What a map from FHIR gave.
public struct ResourceMapOutcome: Sendable {
    /// The message in UTF-8; `nil` when the resource could not be mapped.
    public let message: [UInt8]?
    /// What went wrong, in the order found.
    public let problems: [MapProblem]
}

/// Turns resources of one type into messages of one structure.
public struct ResourceMap: Sendable {
    /// Its name, such as `ORU_R01`.
    public let name: String
    /// The type of resource that it takes.
    public let type: TypeID
    let structure: Structure
    /// The version of its messages.
    public let version: HL7v2.Version
    let condition: ResourcePlan.Rule.Expression?
    let split: ResourcePlan.Rule.Expression?
    let blocks: [ResourcePlan.Block]
    let plan: ResourcePlan
    let location: SourceLocation

    /// Whether it takes a resource: one of its type, for which its condition holds.
    ///
    /// A map from a Bundle takes a single resource as a Bundle of it alone.
    public func takes(_ resource: Tree) -> Bool {
        guard let resource = resource.taken(as: type) else { return false }
        return condition?.holds(for: resource) ?? true
    }

    /// The resources of which it makes a message each: those of a Bundle that it splits, else the one that there is.
    public func parts(of resource: Tree) -> ResourceParts {
        BundleSplit.parts(of: resource.taken(as: type) ?? resource, by: split)
    }

    /// Maps a resource, one of its ``parts(of:)``; one that is not in a Bundle, where a Bundle is wanted, as a Bundle of it alone.
    ///
    /// A pure function: the same resource, identity, heading and context give the same message. It is bounded in steps
    /// and depth.
    ///
    /// - Parameters:
    ///   - resource: the resource, mostly a Bundle.
    ///   - identity: what the control id is made of: different for different messages, the same for the same one.
    ///   - heading: what the header says.
    ///   - context: the time and zone.
    /// - Returns: the message, or why there is none.
    public func run(
        _ resource: Tree,
        identity: [UInt8],
        heading: MessageHeading = MessageHeading(),
        in context: MapContext
    ) -> ResourceMapOutcome {
        guard let resource = resource.taken(as: type) else {
            let name = resource.definitions[type].name
            let problem = MapProblem(
                severity: .error,
                location: nil,
                rule: location,
                reason: "the map takes a \(name), and this is another resource"
            )
            return ResourceMapOutcome(message: nil, problems: [problem])
        }
        let controlID = ControlID.text(of: identity, map: name)
        var run = ResourceRun(self, over: resource, controlID: controlID, in: context)
        return run.outcome(heading)
    }
}
