// Conditions and keys of routes: one expression over a whole message.

import FHIR
public import Foundation
public import HL7v2
public import LocatedYAML

/// A compiled condition, such as a route's `when`.
public struct Condition: Sendable {
    private let expression: CompiledExpression

    /// Compiles a condition.
    ///
    /// - Parameters:
    ///   - text: the expression.
    ///   - location: where it stands in its file.
    ///   - key: the key whose value it is.
    ///   - structure: the structure of the messages where it is known, which lets the condition name groups;
    ///     without it segments are found by name in the whole message.
    ///   - tables: the code tables for `lookup`.
    ///   - constants: the site's variables, `%name`.
    ///   - diagnostics: receives what is wrong.
    /// - Returns: `nil` when something is wrong.
    public static func compile(
        _ text: String,
        at location: SourceLocation,
        key: String? = nil,
        structure: Structure? = nil,
        tables: [CodeTable] = [],
        constants: [String: String] = [:],
        into diagnostics: inout Diagnostics
    ) -> Condition? {
        let compiled = CompiledExpression.compile(
            text,
            at: location,
            key: key,
            structure: structure,
            tables: tables,
            constants: constants,
            into: &diagnostics
        )
        guard let compiled else { return nil }
        if compiled.type.isPlural {
            diagnostics.error(
                at: location,
                key: key,
                "a condition is one truth value, and this may be a list",
                suggestion: "end it with `.exists()`"
            )
            return nil
        }
        return Condition(expression: compiled)
    }

    /// Whether it holds for a message: it yields something, and that is not `false`.
    ///
    /// A condition that would run without end does not hold.
    public func holds(for message: Message, zone: TimeZone = .gmt) -> Bool {
        var evaluation = expression.evaluation(of: message, zone: zone)
        // Ended by the limit on steps; what cannot be decided does not hold.
        return (try? evaluation.holds(expression.root)) ?? false
    }
}

/// A compiled list of texts taken from a message, such as `order_by` or a value for an identity.
public struct KeyExpression: Sendable {
    private let expression: CompiledExpression

    /// Compiles an expression; the parameters are those of ``Condition/compile(_:at:key:structure:tables:constants:into:)``.
    public static func compile(
        _ text: String,
        at location: SourceLocation,
        key: String? = nil,
        structure: Structure? = nil,
        tables: [CodeTable] = [],
        constants: [String: String] = [:],
        into diagnostics: inout Diagnostics
    ) -> KeyExpression? {
        CompiledExpression.compile(
            text,
            at: location,
            key: key,
            structure: structure,
            tables: tables,
            constants: constants,
            into: &diagnostics
        ).map { KeyExpression(expression: $0) }
    }

    /// The texts of all items, in order, absent and null ones left out.
    public func keys(of message: Message, zone: TimeZone = .gmt) -> [String] {
        var evaluation = expression.evaluation(of: message, zone: zone)
        // Ended by the limit on steps; then there are no keys.
        let items = (try? evaluation.evaluate(expression.root)) ?? .none
        var keys: [String] = []
        for item in evaluation.list(items) {
            if let text = evaluation.string(of: item) { keys.append(text) }
        }
        return keys
    }
}

/// One expression in a program of its own.
struct CompiledExpression: Sendable {
    let program: Program
    let root: Root
    let type: StaticType
    let structure: Structure?

    static func compile(
        _ text: String,
        at location: SourceLocation,
        key: String?,
        structure: Structure?,
        tables: [CodeTable],
        constants: [String: String] = [:],
        into diagnostics: inout Diagnostics
    ) -> CompiledExpression? {
        var compiler = Compiler(Program(tables: tables), directory: NoFunctions())
        var scope = Scope(structure: structure)
        scope.constants = constants
        let compiled = compiler.compile(text, at: location, key: key, in: scope, into: &diagnostics)
        return compiled.map {
            CompiledExpression(program: compiler.program, root: $0.root, type: $0.type, structure: structure)
        }
    }

    func evaluation(of message: Message, zone: TimeZone) -> Evaluation {
        let groups = structure.map { message.groups(as: $0) }
        return Evaluation(
            program,
            over: message,
            groups: groups,
            zone: LocalZone(listener: zone, message: message)
        )
    }
}
