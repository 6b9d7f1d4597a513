// Expressions of maps that read FHIR, compiled where they stand: what both compilers of such maps share.

import FHIR
import FHIRPath
import LocatedYAML

/// A compiler of maps that read FHIR.
protocol ExpressionCompiling {
    var tables: [CodeTable] { get }
    /// Which way the tables are read.
    var direction: TreeScope.Direction { get }
    var constants: SharedConstants { get }
    /// Those of the map under way.
    var ownConstants: [String: String] { get }
    var diagnostics: Diagnostics { get set }
    /// The key path under way, for problems.
    var keys: [String] { get }
}

extension ExpressionCompiling {
    var key: String { keys.joined(separator: ".") }

    func path(_ key: String) -> String { (keys + [key]).joined(separator: ".") }

    mutating func expression(
        _ node: Node,
        key: String,
        _ scope: ResourceCompiler.Scope
    ) -> ResourcePlan.Rule.Expression? {
        guard let text = node.scalar else {
            diagnostics.error(
                at: node.location,
                key: path(key),
                "expected an expression, found \(node.kind)"
            )
            return nil
        }
        guard let parsed = parse(text, at: node.location, key: path(key)) else { return nil }
        return expression(parsed, text, at: node.location, key: path(key), scope)
    }

    mutating func parse(_ text: String, at location: SourceLocation, key: String) -> Expression? {
        do throws(SyntaxProblem) {
            return try Expression(text)
        } catch {
            diagnostics.error(
                at: location.advanced(by: error.position),
                key: key,
                error.message,
                suggestion: error.suggestion
            )
            return nil
        }
    }

    mutating func expression(
        _ parsed: Expression,
        _ text: String = "",
        at location: SourceLocation,
        key: String,
        _ scope: ResourceCompiler.Scope
    ) -> ResourcePlan.Rule.Expression? {
        var context = TreeScope(
            this: scope.this,
            variables: scope.names.map { ($0.name, $0.type) },
            tables: tables,
            direction: direction
        )
        context.constants = constants.site.merging(constants.files[location.file] ?? [:]) { $1 }
            .merging(ownConstants) { $1 }
        let compiled = TreeExpression.compile(
            parsed: parsed,
            at: location,
            key: key,
            in: context,
            mode: .map,
            into: &diagnostics
        )
        return compiled.map {
            ResourcePlan.Rule.Expression(
                expression: $0,
                text: text,
                location: location,
                isVariable: Self.isVariable(parsed, constants: context.constants)
            )
        }
    }

    /// Whether an expression reads anything of the resource.
    private static func isVariable(_ expression: Expression, constants: [String: String]) -> Bool {
        expression.contains { kind in
            switch kind {
            case .constant(let name): constants[name] == nil
            case .name, .member, .variable: true
            default: false
            }
        }
    }

    /// An expression that is true or false.
    mutating func condition(_ node: Node, key: String, _ scope: ResourceCompiler.Scope) -> ResourcePlan.Rule
        .Expression?
    {
        guard let found = expression(node, key: key, scope) else { return nil }
        let type = found.expression.type
        if type.isNeverBoolean || type.isPlural {
            diagnostics.error(
                at: node.location,
                key: path(key),
                type.isPlural
                    ? "a condition is one truth value, and this may be a list"
                    : "a condition is true or false, and this yields \(type.name ?? "something else")",
                suggestion: "compare it, or end it with `.exists()`"
            )
            return nil
        }
        return found
    }
}
