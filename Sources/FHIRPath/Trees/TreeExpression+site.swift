// Expressions of site files over trees: compiled with their place, so that problems name it.

import FHIR
public import LocatedYAML

extension TreeExpression {
    /// Compiles a rule over resources of any type, or reports why not.
    static func rule(
        _ text: String,
        at location: SourceLocation,
        key: String?,
        _ tables: [CodeTable],
        _ constants: [String: String],
        into diagnostics: inout Diagnostics
    ) -> TreeExpression? {
        let resource = TreeSchema.r4.definitions.type(named: "Resource").map { TreeType($0) } ?? .any
        var scope = TreeScope(this: resource, tables: tables)
        scope.constants = constants
        return compile(text, at: location, key: key, in: scope, mode: .rule, into: &diagnostics)
    }

    /// Compiles an expression of a site, or reports why not.
    public static func compile(
        _ text: String,
        at location: SourceLocation,
        key: String?,
        in scope: TreeScope,
        mode: Mode,
        into diagnostics: inout Diagnostics
    ) -> TreeExpression? {
        let expression: Expression
        do throws(SyntaxProblem) {
            expression = try Expression(text)
        } catch {
            diagnostics.error(
                at: location.advanced(by: error.position),
                key: key,
                error.message,
                suggestion: error.suggestion
            )
            return nil
        }
        return compile(
            parsed: expression,
            at: location,
            key: key,
            in: scope,
            mode: mode,
            into: &diagnostics
        )
    }

    /// Compiles an expression of a site that is parsed already, or reports why not.
    public static func compile(
        parsed expression: Expression,
        at location: SourceLocation,
        key: String?,
        in scope: TreeScope,
        mode: Mode,
        into diagnostics: inout Diagnostics
    ) -> TreeExpression? {
        do throws(TreeProblem) {
            return try TreeExpression(parsed: expression, in: scope, mode: mode)
        } catch {
            diagnostics.error(
                at: location.advanced(by: error.position ?? 0),
                key: key,
                error.message,
                suggestion: error.suggestion
            )
            return nil
        }
    }
}
