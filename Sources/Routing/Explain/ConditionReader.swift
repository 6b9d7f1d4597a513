// Takes a condition apart: whether each part of it holds, and what stands at the places that it reads.
//
// Each part is compiled and run by itself. That is right because a route's condition is about the whole message;
// inside of `where` and the like it is not, so criteria are shown as a whole.

import FHIR
import FHIRPath
import HL7v2
import LocatedYAML

/// Explains conditions over one message or resource.
struct ConditionReader {
    /// What came in.
    enum Subject {
        case message(HL7v2.Message)
        case resource(Tree)
    }

    let subject: Subject
    let tables: [CodeTable]
    /// The site's variables, `%name`.
    let variables: [String: String]

    func explain(_ condition: RouteCondition) -> ConditionExplanation {
        // It was compiled, so it can be read.
        guard let expression = try? Expression(condition.text.value) else {
            return ConditionExplanation(text: condition.text.value, holds: nil, parts: [], readings: [])
        }
        return explain(expression)
    }

    private func explain(_ expression: Expression) -> ConditionExplanation {
        let text = "\(expression)"
        let parts = Self.parts(of: expression)
        return ConditionExplanation(
            text: text,
            holds: holds(text),
            parts: parts.map(explain),
            readings: parts.isEmpty ? readings(of: expression) : []
        )
    }

    /// The conditions that a condition is made of; none for one that compares or calls.
    private static func parts(of expression: Expression) -> [Expression] {
        switch expression.kind {
        case .binary(.and, let left, let right), .binary(.or, let left, let right):
            // `a and b and c` are three, not one beside two.
            return [left, right].flatMap { Self.isSame($0, as: expression) ? parts(of: $0) : [$0] }
        case .binary(.xor, let left, let right), .binary(.implies, let left, let right): return [left, right]
        case .call(let base?, "not", _): return [base]
        case .call(nil, "not", let arguments): return arguments
        default: return []
        }
    }

    private static func isSame(_ expression: Expression, as other: Expression) -> Bool {
        switch (expression.kind, other.kind) {
        case (.binary(.and, _, _), .binary(.and, _, _)), (.binary(.or, _, _), .binary(.or, _, _)): true
        default: false
        }
    }

    /// The places that an expression reads, each once, in its order.
    private func readings(of expression: Expression) -> [ConditionExplanation.Reading] {
        var seen: Set<String> = []
        return Self.places(of: expression).map(\.description).filter { seen.insert($0).inserted }.map {
            text in
            ConditionExplanation.Reading(text: text, values: values(text))
        }
    }

    private static func places(of expression: Expression) -> [Expression] {
        switch expression.kind {
        case .location, .name, .member, .componentOf, .constant: return [expression]
        case .call(let base, let name, let arguments):
            let isOverItems = ["where", "select", "exists", "all", "count", "repeat", "aggregate"].contains(
                name
            )
            let inner = (base.map(places) ?? []) + (isOverItems ? [] : arguments.flatMap(places))
            // What a table or a conversion made of it is what is compared.
            return ["lookup", "ofType"].contains(name) ? inner + [expression] : inner
        case .indexer: return [expression]
        case .literal, .variable, .component: return []
        default: return expression.parts.flatMap(places)
        }
    }

    // MARK: Parts, run by themselves

    private static let place = SourceLocation(file: "", line: 1, column: 1)

    private func holds(_ text: String) -> Bool? {
        var ignored = Diagnostics()
        switch subject {
        case .message(let message):
            return Condition.compile(
                text,
                at: Self.place,
                tables: tables,
                constants: variables,
                into: &ignored
            )?.holds(
                for: message
            )
        case .resource(let tree):
            return ResourceCondition.compile(
                text,
                at: Self.place,
                tables: tables,
                constants: variables,
                into: &ignored
            )?.holds(
                for: tree
            )
        }
    }

    private func values(_ text: String) -> [String] {
        var ignored = Diagnostics()
        switch subject {
        case .message(let message):
            let key = KeyExpression.compile(
                text,
                at: Self.place,
                tables: tables,
                constants: variables,
                into: &ignored
            )
            return key?.keys(of: message) ?? []
        case .resource(let tree):
            let key = ResourceKeyExpression.compile(
                text,
                at: Self.place,
                tables: tables,
                constants: variables,
                into: &ignored
            )
            return key?.keys(of: tree) ?? []
        }
    }
}
