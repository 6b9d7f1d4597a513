// `corridor bench fhirpath`: how fast expressions are compiled and evaluated, on one core and without an engine.

import ArgumentParser
import FHIR
import FHIRPath
import Foundation

struct BenchFHIRPath: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fhirpath",
        abstract: "Compile and evaluate FHIRPath expressions on one core."
    )

    @Argument(
        help: ArgumentHelp("A Bundle with patients and observations, as JSON or XML.", valueName: "file")
    )
    var file: String

    func run() throws {
        let bundle: Tree
        do {
            bundle = try MessageFile(file).resource()
        } catch {
            Terminal.complain("\(file): \(error)")
            throw ExitCode.problems
        }
        let patient = bundle.root.nodes(at: "entry.resource").first { $0.type.name == "Patient" }
        if let patient { try tell("Patient.name.given", on: bundle, at: patient.index) }
        let observation = bundle.root.nodes(at: "entry.resource").first {
            $0.type.name == "Observation" && $0["value"] != nil
        }
        let code = observation?.text(at: "code.coding.code") ?? ""
        try tell(
            "Bundle.entry.resource.ofType(Observation).where(code.coding.code = '\(code)').value",
            on: bundle,
            at: bundle.rootIndex
        )
        try tell("Bundle.descendants().count()", on: bundle, at: bundle.rootIndex)
    }

    private func tell(_ text: String, on tree: Tree, at index: Tree.Index) throws {
        let type = tree.type(at: index)
        let compiling = try CoreBench.measure {
            try TreeExpression(text, context: type).evaluate(nil).count
        }
        let expression = try TreeExpression(text, context: type)
        let count = try expression.evaluate(tree, at: index).count
        let evaluating = try CoreBench.measure { try expression.evaluate(tree, at: index).count }
        Terminal.say(text)
        Terminal.say("  compile      \(compiling.text)")
        Terminal.say("  evaluate     \(evaluating.text), \(count) values")
    }
}
