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
    let blocks: [ResourcePlan.Block]
    let plan: ResourcePlan
    let location: SourceLocation

    /// What it reads of a resource: itself, or where a Bundle is wanted a Bundle of it alone; `nil` where it is of another
    /// type.
    private func source(_ resource: Tree) -> Tree? {
        if resource.type(at: resource.rootIndex) == type { return resource }
        guard resource.definitions[type].name == "Bundle" else { return nil }
        let bundle =
            Array(#"{"resourceType":"Bundle","type":"collection","entry":[{"resource":"#.utf8)
            + JSONWriter.write(resource) + Array("}]}".utf8)
        // What cannot be read again, such as a resource that is nested too deeply, is not taken.
        return try? JSONReader.read(bundle)
    }

    /// Whether it takes a resource: one of its type, for which its condition holds.
    ///
    /// A map from a Bundle takes a single resource as a Bundle of it alone.
    public func takes(_ resource: Tree) -> Bool {
        guard let resource = source(resource) else { return false }
        guard let condition else { return true }
        // What cannot be decided does not hold.
        let values = (try? condition.expression.evaluate(resource)) ?? []
        return values.count == 1 && values[0].text(in: resource) != "false"
    }

    /// Maps a resource; one that is not in a Bundle, where a Bundle is wanted, as a Bundle of it alone.
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
        guard let resource = source(resource) else {
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
