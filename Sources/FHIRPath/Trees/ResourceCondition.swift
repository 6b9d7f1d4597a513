// Conditions and keys of routes over a whole resource: the counterparts of `Condition` and `KeyExpression` where FHIR
// comes in.
//
// Paths are FHIRPath's, checked against every resource: a path that begins with the name of another type yields
// nothing, because a listener gets many types. Rules that compare are two-valued in the end: nothing is false.

public import FHIR
public import LocatedYAML

/// A compiled condition over a resource, such as a route's `when`.
public struct ResourceCondition: Sendable {
    private let expression: TreeExpression

    /// Compiles a condition.
    ///
    /// - Parameters:
    ///   - text: the expression.
    ///   - location: where it stands in its file.
    ///   - key: the key whose value it is.
    ///   - tables: the code tables for `lookup`.
    ///   - constants: the site's variables, `%name`.
    ///   - diagnostics: receives what is wrong.
    /// - Returns: `nil` when something is wrong.
    public static func compile(
        _ text: String,
        at location: SourceLocation,
        key: String? = nil,
        tables: [CodeTable] = [],
        constants: [String: String] = [:],
        into diagnostics: inout Diagnostics
    ) -> ResourceCondition? {
        guard
            let expression = TreeExpression.rule(
                text,
                at: location,
                key: key,
                tables,
                constants,
                into: &diagnostics
            )
        else {
            return nil
        }
        let shape = expression.shape
        if shape.isNeverBoolean(in: expression.schema.definitions) {
            diagnostics.error(
                at: location,
                key: key,
                "a condition is true or false, and this yields "
                    + (shape.name(in: expression.schema.definitions) ?? "something else"),
                suggestion: "compare it, or end it with `.exists()`"
            )
            return nil
        }
        if shape.isPlural {
            diagnostics.error(
                at: location,
                key: key,
                "a condition is one truth value, and this may be a list",
                suggestion: "end it with `.exists()`"
            )
            return nil
        }
        return ResourceCondition(expression: expression)
    }

    /// Whether it holds for a resource: it yields one value, and that is not `false`.
    ///
    /// A condition that cannot be decided, or would run without end, does not hold.
    public func holds(for resource: Tree) -> Bool {
        // What cannot be evaluated on this resource does not hold.
        guard let values = try? expression.evaluate(resource), values.count == 1 else { return false }
        return values[0].text(in: resource) != "false"
    }
}

/// A compiled list of texts taken from a resource, such as `order_by`.
public struct ResourceKeyExpression: Sendable {
    private let expression: TreeExpression

    /// Compiles an expression; the parameters are those of ``ResourceCondition/compile(_:at:key:tables:constants:into:)``.
    public static func compile(
        _ text: String,
        at location: SourceLocation,
        key: String? = nil,
        tables: [CodeTable] = [],
        constants: [String: String] = [:],
        into diagnostics: inout Diagnostics
    ) -> ResourceKeyExpression? {
        guard
            let expression = TreeExpression.rule(
                text,
                at: location,
                key: key,
                tables,
                constants,
                into: &diagnostics
            )
        else {
            return nil
        }
        let definitions = expression.schema.definitions
        if expression.shape.isComplex(in: definitions) {
            diagnostics.error(
                at: location,
                key: key,
                "a key is a text, and this yields "
                    + (expression.shape.name(in: definitions) ?? "elements"),
                suggestion: "name an element of it, as in `Patient.identifier.value`"
            )
            return nil
        }
        return ResourceKeyExpression(expression: expression)
    }

    /// The texts of all items, in order; what has none is left out.
    ///
    /// There are none where the expression cannot be evaluated on the resource, or would run without end.
    public func keys(of resource: Tree) -> [String] {
        // As with HL7 v2: what cannot be evaluated has no keys.
        let values = (try? expression.evaluate(resource)) ?? []
        return values.compactMap { $0.text(in: resource) }
    }
}
