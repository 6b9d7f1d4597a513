// One expression over an output: FHIRPath over a resource, locations over a message.
//
// In a Bundle the name of a resource's type means all of that type, as in `Patient.birthDate`, so that a test need
// not know in which entry a resource stands.

import FHIR
import FHIRPath
import HL7v2
import LocatedYAML

/// An expression over an output, compiled.
struct OutputExpression {
    private enum Compiled {
        case tree(TreeExpression)
        case message(KeyExpression)
    }

    private let compiled: Compiled

    /// Compiles an expression for an output; `nil` where something is wrong.
    init?(_ text: Located<String>, over output: Output, into diagnostics: inout Diagnostics) {
        switch output {
        case .message:
            let expression = KeyExpression.compile(
                text.value,
                at: text.location,
                key: "expect",
                into: &diagnostics
            )
            guard let expression else { return nil }
            compiled = .message(expression)
        case .resource(let tree):
            let type = tree.root.type.name
            let spelled = type == "Bundle" ? Self.spelledOut(text.value) : text.value
            do {
                compiled = .tree(
                    try TreeExpression(spelled, context: tree.type(at: tree.rootIndex), mode: .strict)
                )
            } catch {
                diagnostics.error(
                    at: text.location,
                    key: "expect",
                    "`\(text.value)`: \(error.message)",
                    suggestion: error.suggestion
                )
                return nil
            }
        }
    }

    /// The texts that it yields, elements as JSON; or why it yields none.
    func texts(of output: Output) -> Result<[String], TreeProblem> {
        switch (compiled, output) {
        case (.message(let expression), .message(let message)):
            return .success(expression.keys(of: message))
        case (.tree(let expression), .resource(let tree)):
            do throws(TreeProblem) {
                return .success(try expression.evaluate(tree).map { Self.text($0, in: tree) })
            } catch {
                return .failure(error)
            }
        default: return .success([])
        }
    }

    private static func text(_ value: TreeValue, in tree: Tree) -> String {
        if let text = value.text(in: tree) { return text }
        guard case .node(let index) = value else { return "" }
        return String(decoding: JSONWriter.write(tree.node(at: index)), as: UTF8.self)
    }

    /// `Patient.birthDate` as FHIRPath has it in a Bundle; what is no expression stays as it is.
    static func spelledOut(_ text: String) -> String {
        // The compiler says what is wrong with it.
        guard let expression = try? Expression(text) else { return text }
        var scalars = Array(text.unicodeScalars)
        for (name, position) in resourceNames(in: expression).sorted(by: { $0.position > $1.position }) {
            let path = "%resource.entry.resource.ofType(\(name))"
            scalars.replaceSubrange(
                position..<(position + name.unicodeScalars.count),
                with: path.unicodeScalars
            )
        }
        var spelled = String.UnicodeScalarView()
        spelled.append(contentsOf: scalars)
        return String(spelled)
    }

    /// The names of resources other than Bundle that begin a path.
    private static func resourceNames(in expression: Expression) -> [(name: String, position: Int)] {
        switch expression.kind {
        case .name(let name):
            let definitions = Definitions.r4
            guard name != "Bundle", let type = definitions.type(named: name), definitions.isResource(type)
            else {
                return []
            }
            return [(name, expression.position)]
        case .call(let base, "ofType", _), .call(let base, "is", _), .call(let base, "as", _):
            return base.map(resourceNames) ?? []
        default: return expression.parts.flatMap(resourceNames)
        }
    }
}
