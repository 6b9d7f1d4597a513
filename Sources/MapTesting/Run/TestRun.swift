// One test under way: what goes in, what comes out, and how that is judged.

import FHIR
import Foundation
import HL7v2
import LocatedYAML
import Mapping
import Routing

/// What came out of a map or a route.
struct TestOutcome {
    var output: Output?
    /// Errors, as `OBX[3]-5: not a valid number`.
    var errors: [String] = []
    /// The same of warnings.
    var warnings: [String] = []
}

/// One test, with what it gives.
struct TestRun {
    let bench: TestBench
    let test: MapTest
    let given: Output

    private var site: Site { bench.site }

    // MARK: What comes out

    /// When and where it is mapped.
    var context: MapContext {
        let listener = test.listener.flatMap { site.listener(named: $0.value) }
        let zone = listener.flatMap { TimeZone(identifier: $0.timeZone ?? site.settings.timeZone) }
        return MapContext(acceptedAt: test.acceptedAt, zone: test.zone ?? zone ?? .gmt)
    }

    /// The maps that the test runs over a message: its own, or those of the routes that deliver it.
    func messageMaps(for message: Message) -> [MessageMap] {
        guard test.map == nil, let listener = test.listener.flatMap({ site.listener(named: $0.value) }) else {
            return map(for: message).map { [$0] } ?? []
        }
        return site.router(for: listener).decide(message).routes.compactMap { route in
            guard test.route.map({ $0.value == site.routes[route].name }) ?? true,
                case .deliver(.mapped(let maps), _) = site.routes[route].action
            else { return nil }
            return maps.messages.count == 1
                ? maps.messages.first : MapLibrary.choice(for: message.header, among: maps.messages)?.map
        }
    }

    /// What the test's map makes of it.
    func mapped() -> TestOutcome {
        switch given {
        case .message(let message):
            if let name = mapName, site.maps.map(named: name) == nil,
                let edits = site.maps.editMap(named: name)
            {
                return edited(message, by: edits)
            }
            guard let map = map(for: message) else { return none("no map takes this message") }
            let outcome = map.run(message, in: context)
            return self.outcome(outcome.bundle.map(Output.resource), outcome.problems)
        case .resource(let tree):
            if let name = mapName, site.maps.resourceMap(named: name) == nil,
                let change = site.maps.resourceChange(named: name)
            {
                return part(of: change.parts(of: tree)) { part in
                    let outcome = change.run(part, identity: JSONWriter.write(part), in: context)
                    return self.outcome(outcome.resource.map(Output.resource), outcome.problems)
                }
            }
            guard let map = map(for: tree) else {
                return none("no map, or more than one, takes this resource")
            }
            return part(of: map.parts(of: tree)) { part in
                let outcome = map.run(part, identity: JSONWriter.write(part), in: context)
                // What a map makes begins with its header, so that it can be read.
                let made = outcome.message.flatMap { try? Message($0) }
                return self.outcome(made.map(Output.message), outcome.problems)
            }
        }
    }

    /// What is made of the part that the test looks at.
    private func part(of parts: ResourceParts, _ make: (Tree) -> TestOutcome) -> TestOutcome {
        switch parts {
        case .failed(let problem): return outcome(nil, [problem])
        case .parts(let parts):
            guard parts.indices.contains(test.part - 1) else {
                return none("the Bundle has \(parts.count) parts")
            }
            return make(parts[test.part - 1])
        }
    }

    /// What the test's map of edits makes of the part that the test looks at.
    private func edited(_ message: Message, by edits: MessageEdits) -> TestOutcome {
        switch edits.parts(of: message, reading: { bytes throws(ParseError) in try Message(bytes) }) {
        case .failed(let problem): return outcome(nil, [problem])
        case .parts(let parts):
            guard parts.indices.contains(test.part - 1) else {
                return none("the message has \(parts.count) parts")
            }
            let outcome = edits.run(
                parts[test.part - 1],
                of: message.encoded,
                for: "\(test.part - 1)",
                in: context
            )
            // An edited message begins with its header, so that it can be read.
            let made = outcome.message.flatMap { try? Message($0) }
            return self.outcome(made.map(Output.message), outcome.problems)
        }
    }

    private var mapName: String? { test.map?.value ?? test.ownMap }

    private func map(for message: Message) -> MessageMap? {
        if let name = mapName, let map = site.maps.map(named: name) { return map }
        return site.maps.choice(for: message.header)?.map
    }

    private func map(for tree: Tree) -> ResourceMap? {
        if let name = mapName, let map = site.maps.resourceMap(named: name) { return map }
        let fitting = site.maps.resourceMapNames.compactMap { site.maps.resourceMap(named: $0) }
            .filter { $0.takes(tree) }
        return fitting.count == 1 ? fitting.first : nil
    }

    /// What the test's route would deliver.
    func delivered() -> TestOutcome {
        guard let listener = test.listener.flatMap({ site.listener(named: $0.value) }) else {
            return TestOutcome()
        }
        let deliveries: [Judgment.Delivery]
        switch given {
        case .message(let message):
            guard let intake = Intake(site: site, listener: listener) else { return none("not taken there") }
            switch intake.judge(message.encoded, acceptedAt: test.acceptedAt) {
            case .exchange: return none("what becomes of it depends on messages before it")
            case .judged(let judgment):
                if case .refused(let reason) = judgment.status { return none("refused: \(reason)") }
                deliveries = judgment.deliveries
            }
        case .resource(let tree):
            guard let intake = FHIRIntake(site: site, listener: listener) else {
                return none("not taken there")
            }
            let submission = FHIRSubmission(
                FHIRSubmissionKind(of: tree),
                bytes: JSONWriter.write(tree),
                isXML: false,
                tree: tree,
                known: KnownResources()
            )
            deliveries = intake.judge(submission, acceptedAt: test.acceptedAt).deliveries
        }
        return outcome(of: deliveries)
    }

    private func outcome(of deliveries: [Judgment.Delivery]) -> TestOutcome {
        let wanted = deliveries.filter { delivery in
            test.route.map { site.routes[delivery.route].name == $0.value } ?? true
        }
        let routes = Set(wanted.map(\.route))
        guard let delivery = wanted.dropFirst(test.part - 1).first else {
            return none(
                test.route.map { "route `\($0.value)` does not deliver it" } ?? "no route delivers it"
            )
        }
        guard routes.count == 1 else {
            let names = routes.sorted().map { site.routes[$0].name }.joined(separator: ", ")
            return none("several routes deliver it; say `route:`, one of \(names)")
        }
        switch delivery.payload {
        case .unmappable(let problems):
            return TestOutcome(output: nil, errors: problems.map { "\($0)" })
        case .bytes(let bytes, _):
            // What is delivered was written by us, or received.
            return TestOutcome(output: try? Output(bytes))
        }
    }

    private func none(_ reason: String) -> TestOutcome { TestOutcome(output: nil, errors: [reason]) }

    private func outcome(_ output: Output?, _ problems: [MapProblem]) -> TestOutcome {
        func texts(_ severity: MapProblem.Severity) -> [String] {
            problems.filter { $0.severity == severity }.map { "\($0)" }
        }
        return TestOutcome(output: output, errors: texts(.error), warnings: texts(.warning))
    }

    // MARK: How it is judged

    /// Compares what came out with what is expected.
    func judge(_ output: Output, by expectation: MapTest.Expectation, into result: inout TestResult) {
        switch expectation {
        case .values(let values):
            for value in values { judge(output, by: value, into: &result) }
        case .whole(let content):
            let options = ComparisonOptions(ignored: test.ignored)
            switch bench.content(content, of: test) {
            case .failure(let problem): result.failures.append("expect: \(problem)")
            case .success(let expected):
                result.differences += output.differences(from: expected, options: options)
            }
            if !result.isPassed { result.updates.append(update(of: content, to: output)) }
        }
    }

    private func update(of content: MapTest.Content, to output: Output) -> Update {
        switch content {
        case .inline(let text): .value(text.location, .block(output.text(lineEnd: "\n")))
        case .file(let name):
            .file(TestBench.path(of: name), Array(output.text(lineEnd: "\r").utf8))
        }
    }

    private func judge(_ output: Output, by value: MapTest.Value, into result: inout TestResult) {
        var diagnostics = Diagnostics()
        guard let expression = OutputExpression(value.expression, over: output, into: &diagnostics) else {
            result.failures += diagnostics.items.map {
                "\($0.message)" + ($0.suggestion.map { "; \($0)" } ?? "")
            }
            return
        }
        switch expression.texts(of: output) {
        case .failure(let problem): result.failures.append("`\(value.expression.value)`: \(problem)")
        case .success(let texts) where texts != value.texts:
            result.differences.append(
                Difference(
                    place: value.expression.value,
                    kind: value.expression.value,
                    expected: Self.list(value.texts),
                    found: Self.list(texts)
                )
            )
            result.updates.append(.value(value.node.location, .texts(texts)))
        case .success: break
        }
    }

    private static func list(_ texts: [String]) -> String? {
        texts.count <= 1 ? texts.first : "[\(texts.joined(separator: ", "))]"
    }

    /// Compares the problems that the map reported with those that are expected.
    func judgeProblems(_ outcome: TestOutcome, into result: inout TestResult) {
        if let errors = test.errors {
            judge(outcome.errors, by: errors, "errors", into: &result)
        } else if outcome.output == nil {
            result.failures += outcome.errors.isEmpty ? ["nothing came out"] : outcome.errors
        }
        if let warnings = test.warnings {
            judge(outcome.warnings, by: warnings, "warnings", into: &result)
        }
    }

    private func judge(
        _ problems: [String],
        by expected: MapTest.Texts,
        _ key: String,
        into result: inout TestResult
    ) {
        var rest = problems
        var isOff = false
        for text in expected.texts {
            if let index = rest.firstIndex(where: { $0.contains(text) }) {
                rest.remove(at: index)
            } else {
                isOff = true
                result.differences.append(Difference(place: key, kind: key, expected: text, found: nil))
            }
        }
        for text in rest {
            isOff = true
            result.differences.append(Difference(place: key, kind: key, expected: nil, found: text))
        }
        guard isOff else { return }
        // Lines of rules change more often than reasons, so the place of the rule is left out.
        let texts = problems.map { $0.replacing(/\ \([^()]*:\d+:\d+\)$/, with: "") }
        result.updates.append(.value(expected.node.location, .texts(texts)))
    }

    /// Compares the routes that take it with those that are expected.
    func judgeRoutes(into result: inout TestResult) {
        guard let expected = test.routes,
            let listener = test.listener.flatMap({ site.listener(named: $0.value) })
        else { return }
        let router = site.router(for: listener)
        let decision =
            switch given {
            case .message(let message): router.decide(message)
            case .resource(let tree): router.decide(tree)
            }
        let taking = decision.takers.map { site.routes[$0].name }
        guard Set(taking) != Set(expected.texts) else { return }
        for name in expected.texts where !taking.contains(name) {
            result.differences.append(
                Difference(place: "routes", kind: "routes", expected: name, found: nil)
            )
        }
        for name in taking where !expected.texts.contains(name) {
            result.differences.append(
                Difference(place: "routes", kind: "routes", expected: nil, found: name)
            )
        }
        result.updates.append(.value(expected.node.location, .texts(taking)))
    }
}
