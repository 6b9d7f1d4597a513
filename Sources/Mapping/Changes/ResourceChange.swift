// A map from FHIR to FHIR, ready to run.

public import FHIR
import FHIRPath
import LocatedYAML

/// What a map from FHIR to FHIR gave.
public struct ResourceChangeOutcome: Sendable {
    /// The resource; `nil` when it could not be made.
    public let resource: Tree?
    /// What went wrong, in the order found.
    public let problems: [MapProblem]
}

/// Turns resources of one type into resources: copies in which what the map names is changed, or new ones.
public struct ResourceChange: Sendable {
    /// Its name, such as `to-registry`.
    public let name: String
    /// The type of resource that it takes.
    public let type: TypeID
    /// Its number among the maps of the plan.
    let number: Int
    let split: ChangePlan.Expression?
    let blocks: [ChangePlan.Block]
    /// What every reference becomes.
    let references: ChangePlan.Expression?
    let plan: ChangePlan
    let location: SourceLocation

    /// Whether it takes a resource: one of its type, for which its condition holds.
    ///
    /// A map from a Bundle takes a single resource as a Bundle of it alone.
    public func takes(_ resource: Tree) -> Bool {
        guard let resource = resource.taken(as: type) else { return false }
        guard let condition = plan.maps[number].condition else { return true }
        return condition.holds(for: resource)
    }

    /// The resources that it makes one of each: those of a Bundle that it splits, else the one that there is.
    public func parts(of resource: Tree) -> ResourceParts {
        BundleSplit.parts(of: resource.taken(as: type) ?? resource, by: split)
    }

    /// Changes a resource, one of its ``parts(of:)``.
    ///
    /// A pure function: the same resource, identity and context give the same outcome. It is bounded in steps and depth.
    ///
    /// - Parameters:
    ///   - resource: the resource.
    ///   - identity: what the ids of added resources are made of: different for different messages.
    ///   - context: the time and zone.
    /// - Returns: the resource, or why there is none.
    public func run(_ resource: Tree, identity: [UInt8], in context: MapContext) -> ResourceChangeOutcome {
        guard let resource = resource.taken(as: type) else {
            let name = resource.definitions[type].name
            let problem = MapProblem(
                severity: .error,
                location: nil,
                rule: location,
                reason: "the map takes a \(name), and this is another resource"
            )
            return ResourceChangeOutcome(resource: nil, problems: [problem])
        }
        var run = ChangeRun(self, over: resource, identity: identity, in: context)
        return run.outcome()
    }
}

extension Tree {
    /// What a map reads of it: itself, or where a Bundle is wanted a Bundle of it alone; `nil` where it is of another
    /// type.
    func taken(as wanted: TypeID) -> Tree? {
        if type(at: rootIndex) == wanted { return self }
        guard definitions[wanted].name == ResourceRun.bundle.type else { return nil }
        let bundle =
            Array(#"{"resourceType":"Bundle","type":"collection","entry":[{"resource":"#.utf8)
            + JSONWriter.write(self) + Array("}]}".utf8)
        // What cannot be read again, such as a resource that is nested too deeply, is not taken.
        return try? JSONReader.read(bundle)
    }
}

extension ResourcePlan.Rule.Expression {
    /// Whether a condition holds for a resource as a whole; one that cannot be decided does not.
    func holds(for resource: Tree) -> Bool {
        let values = (try? expression.evaluate(resource)) ?? []
        return values.count == 1 && values[0].text(in: resource) != "false"
    }
}
