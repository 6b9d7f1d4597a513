// Compiles the expressions of site files: against the site's code tables where messages are HL7 v2, against the
// definitions of FHIR where they are resources.

import FHIRPath
import LocatedYAML
import Mapping

/// What expressions in `when:` and `order_by:` may refer to.
struct ConditionCompiler {
    let tables: [CodeTable]
    /// The site's variables, `%name`.
    let variables: [String: String]

    /// Compiles a condition for everything that comes in, or reports why not.
    func condition(
        _ text: Located<String>,
        for source: RouteSource,
        at key: String,
        into diagnostics: inout Diagnostics
    ) -> RouteCondition? {
        var problems = Diagnostics()
        var condition = RouteCondition(text)
        if source.hasHL7v2 {
            condition.messages = Condition.compile(
                text.value,
                at: text.location,
                key: key,
                tables: tables,
                constants: variables,
                into: &problems
            )
        }
        if source.fhir != nil, !problems.hasErrors {
            condition.resources = ResourceCondition.compile(
                text.value,
                at: text.location,
                key: key,
                tables: tables,
                constants: variables,
                into: &problems
            )
        }
        guard problems.hasErrors, let both = source.both else {
            for problem in problems.items { diagnostics.append(problem) }
            return problems.hasErrors ? nil : condition
        }
        let reason = problems.items.first { $0.severity == .error }
        diagnostics.error(
            at: reason?.location ?? text.location,
            key: key,
            "`\(both.fhir)` takes FHIR and `\(both.hl7v2)` HL7 v2, and this is not about both: "
                + (reason?.message ?? ""),
            suggestion: "write a route for each"
        )
        return nil
    }

    /// Compiles an expression that yields keys for whatever it is about, or reports why not.
    func key(_ text: Located<String>, at key: String, into diagnostics: inout Diagnostics) -> RouteKey? {
        var (aboutMessages, aboutResources) = (Diagnostics(), Diagnostics())
        let routeKey = RouteKey(
            messages: KeyExpression.compile(
                text.value,
                at: text.location,
                key: key,
                tables: tables,
                constants: variables,
                into: &aboutMessages
            ),
            resources: ResourceKeyExpression.compile(
                text.value,
                at: text.location,
                key: key,
                tables: tables,
                constants: variables,
                into: &aboutResources
            )
        )
        let problems: Diagnostics
        switch (routeKey.messages, routeKey.resources) {
        case (nil, nil): problems = Self.isPath(text.value) ? aboutResources : aboutMessages
        case (nil, _): problems = aboutResources
        default: problems = aboutMessages
        }
        for problem in problems.items { diagnostics.append(problem) }
        return routeKey.messages == nil && routeKey.resources == nil ? nil : routeKey
    }

    /// Whether an expression reads paths of FHIR and no locations of HL7 v2: what its problems should speak of.
    private static func isPath(_ text: String) -> Bool {
        // What cannot be parsed is about neither.
        guard let expression = try? Expression(text) else { return false }
        let hasLocation = expression.contains { kind in if case .location = kind { true } else { false } }
        let hasMember = expression.contains { kind in if case .member = kind { true } else { false } }
        return hasMember && !hasLocation
    }
}
