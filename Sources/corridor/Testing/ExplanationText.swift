// An explanation in words, and as JSON.

import Foundation
import LocatedYAML
import Routing

/// Words for explanations.
enum ExplanationText {
    /// The longest value shown; longer ones are cut.
    private static let valueLimit = 80

    /// The lines for people.
    static func lines(_ explanation: Explanation, of type: String, number: Int?) -> [String] {
        let message = number.map { "message \($0), " } ?? ""
        var lines = ["\(message)\(type) at listener \(explanation.listener)"]
        if let reason = explanation.refusal { return lines + ["  refused: \(reason)", ""] }
        if explanation.routes.isEmpty { lines.append("  no route takes messages from here") }
        for route in explanation.routes { lines += self.lines(route) }
        let isTaken = explanation.routes.contains { $0.verdict.isTaking }
        return lines + [isTaken ? "" : "\nNo route takes it: it would be stored as unrouted.\n"]
    }

    private static func lines(_ route: RouteExplanation) -> [String] {
        let place = "\(route.location.file):\(route.location.line)"
        var lines = ["", "  \(route.name): \(words(route.verdict))  (\(place))"]
        if let condition = route.groupCondition {
            lines += self.lines(condition, lead: "    ", head: "group when")
        }
        if let condition = route.condition { lines += self.lines(condition, lead: "    ", head: "when") }
        return lines + route.deliveries.map(line)
    }

    private static func words(_ verdict: RouteExplanation.Verdict) -> String {
        switch verdict {
        case .delivers: "takes it"
        case .drops(let reason): "takes it and delivers nothing: \(reason)"
        case .conditionFails: "does not take it"
        case .groupConditionFails: "does not look at it, its group's condition does not hold"
        case .passedOver(let name): "is not asked, \(name) took it first"
        case .notNeeded: "is not needed, a route of its group took it"
        }
    }

    private static func lines(_ condition: ConditionExplanation, lead: String, head: String) -> [String] {
        let verdict = condition.holds.map { $0 ? "true " : "false" } ?? "?    "
        let start = head.isEmpty ? "" : "\(head): "
        return ["\(lead)\(verdict) \(start)\(condition.text)"]
            + condition.readings.map { "\(lead)        \($0.text) is \(values($0.values))" }
            + condition.parts.flatMap { lines($0, lead: lead + "  ", head: "") }
    }

    private static func values(_ values: [String]) -> String {
        if values.isEmpty { return "absent" }
        let shown = values.prefix(5).map { value in
            let line = value.replacing("\r", with: " ").replacing("\n", with: " ")
            return "`\(line.count > valueLimit ? line.prefix(valueLimit) + "…" : line)`"
        }
        let more = values.count > 5 ? " and \(values.count - 5) more" : ""
        return shown.joined(separator: " ") + more
    }

    private static func line(_ delivery: DeliveryExplanation) -> String {
        let what: String
        switch delivery.payload {
        case .bytes(let bytes, let form): what = "\(form.words), \(bytes.count) bytes"
        case .unmappable(let problems):
            what = "parked: " + problems.map { "\($0)" }.joined(separator: "; ")
        }
        let lanes =
            delivery.lanes.isEmpty ? "in no order" : "in order with \(delivery.lanes.joined(separator: ", "))"
        return "    -> \(delivery.destination): \(what); \(lanes)"
    }

    // MARK: JSON

    private struct Root: Encodable {
        let message: Int
        let type: String
        let listener: String
        let refused: String?
        let routes: [RouteEntry]
    }

    private struct RouteEntry: Encodable {
        let name: String
        let file: String
        let line: Int
        let takes: Bool
        let verdict: String
        let groupCondition: ConditionEntry?
        let condition: ConditionEntry?
        let deliveries: [DeliveryEntry]

        init(_ route: RouteExplanation) {
            name = route.name
            file = route.location.file
            line = route.location.line
            takes = route.verdict.isTaking
            verdict = ExplanationText.words(route.verdict)
            groupCondition = route.groupCondition.map { ConditionEntry($0) }
            condition = route.condition.map { ConditionEntry($0) }
            deliveries = route.deliveries.map { DeliveryEntry($0) }
        }
    }

    private struct ConditionEntry: Encodable {
        let expression: String
        let holds: Bool?
        let reads: [String: [String]]
        let parts: [ConditionEntry]

        init(_ condition: ConditionExplanation) {
            expression = condition.text
            holds = condition.holds
            reads = Dictionary(condition.readings.map { ($0.text, $0.values) }) { first, _ in first }
            parts = condition.parts.map { ConditionEntry($0) }
        }
    }

    private struct DeliveryEntry: Encodable {
        let destination: String
        let form: String?
        let bytes: Int?
        let problems: [String]
        let lanes: [String]

        init(_ delivery: DeliveryExplanation) {
            destination = delivery.destination
            lanes = delivery.lanes
            problems = delivery.payload.problems?.map { "\($0)" } ?? []
            if case .bytes(let content, let kind) = delivery.payload {
                (form, bytes) = (kind.contentType, content.count)
            } else {
                (form, bytes) = (nil, nil)
            }
        }
    }

    /// The object for programs, on one line.
    static func json(_ explanation: Explanation, of type: String, message: Int) -> String {
        let root = Root(
            message: message,
            type: type,
            listener: explanation.listener,
            refused: explanation.refusal,
            routes: explanation.routes.map { RouteEntry($0) }
        )
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Texts and numbers can always be encoded.
        return (try? encoder.encode(root)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }
}

extension Payload.Form {
    /// What it is, for people.
    fileprivate var words: String {
        switch self {
        case .hl7v2: "HL7 v2"
        case .fhirJSON: "FHIR as JSON"
        case .fhirXML: "FHIR as XML"
        }
    }
}
