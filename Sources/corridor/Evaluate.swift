// `corridor fhirpath`: what a FHIRPath expression yields on a resource.

import ArgumentParser
import FHIR
import FHIRPath
import Foundation

struct Evaluate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fhirpath",
        abstract: "Evaluate a FHIRPath expression on a FHIR resource.",
        usage: "corridor fhirpath [--json] [--strict] [--fhir-version <version>] <expr> [<file>]",
        discussion: """
            Prints one value a line, elements as JSON. The resource is JSON or XML; elements out of order are taken as \
            they are meant. Without a file the expression has nothing at hand: 1 'm' = 100 'cm'. What trace() notes \
            goes to standard error.
            """
    )

    @Flag(help: "Print a JSON array of objects with the type and the value of each.")
    var json = false

    @Flag(help: "Refuse elements that the types do not have, and order asked of what has none.")
    var strict = false

    @OptionGroup var fhir: FHIRVersionOption

    // An expression may begin with a minus, which would be taken for an option.
    @Argument(
        parsing: .allUnrecognized,
        help: ArgumentHelp(
            "The expression, and the resource; - reads standard input.",
            valueName: "expr, file"
        )
    )
    var words: [String]

    private var expression: String { words[0] }
    private var file: String? { words.count > 1 ? words[1] : nil }

    func validate() throws {
        if let unknown = words.first(where: { $0.hasPrefix("--") && $0.count > 2 }) {
            throw ValidationError("Unknown option '\(unknown)'")
        }
        guard (1...2).contains(words.count) else {
            throw ValidationError("Give an expression, and at most one file.")
        }
    }

    func run() throws {
        do {
            let tree = try file.map { try MessageFile($0).resource(of: fhir.version, isTolerant: true) }
            let compiled = try TreeExpression(
                expression,
                context: tree.map { $0.type(at: $0.rootIndex) },
                mode: strict ? .strict : .lenient,
                schema: .of(fhir.version)
            )
            let environment = TreeEnvironment(now: Self.now) { name, values in
                let texts = values.map { EvaluatedValue($0, in: tree).line }
                Terminal.complain("trace \(name): \(texts.joined(separator: ", "))")
            }
            tell(try compiled.evaluate(tree, in: environment).map { EvaluatedValue($0, in: tree) })
        } catch let problem as TreeProblem {
            try fail("expression: \(problem)")
        } catch let malformed as MalformedResource {
            try fail(malformed.issues.map { "\(file ?? ""):\($0)" }.joined(separator: "\n"))
        } catch {
            try fail("corridor: \(error)")
        }
    }

    private func tell(_ values: [EvaluatedValue]) {
        if json {
            Terminal.say("[" + values.map(\.json).joined(separator: ",") + "]")
        } else {
            for value in values { Terminal.say(value.line) }
        }
    }

    private func fail(_ text: String) throws -> Never {
        Terminal.complain(text)
        throw ExitCode.problems
    }

    /// The time with its zone, as `instant` has it.
    private static var now: String {
        Date().formatted(
            Date.ISO8601FormatStyle(
                timeZoneSeparator: .colon,
                includingFractionalSeconds: true,
                timeZone: .current
            )
        )
    }
}

/// One value of an expression, for people and for programs.
struct EvaluatedValue {
    private let value: TreeValue
    private let tree: Tree?

    init(_ value: TreeValue, in tree: Tree?) {
        self.value = value
        self.tree = tree
    }

    /// The text, or the JSON of an element.
    var line: String { value.text(in: tree) ?? content }

    /// An object with the type and the value.
    var json: String { "{\"type\":\(Self.quoted(value.typeName(in: tree))),\"value\":\(content)}" }

    /// The value as FHIR's JSON has it; quantities, dates and types that are no elements as texts.
    private var content: String {
        switch value {
        case .node(let index):
            guard let tree else { return "null" }
            let node = tree.node(at: index)
            if node.type.isPrimitive, node.text == nil { return "null" }
            return String(decoding: JSONWriter.write(node), as: UTF8.self)
        case .boolean, .integer, .decimal: return value.text(in: tree) ?? "null"
        default: return Self.quoted(value.text(in: tree) ?? "")
        }
    }

    private static func quoted(_ text: String) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        // A string can always be encoded.
        let data = try? encoder.encode(text)
        return data.map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
    }
}
