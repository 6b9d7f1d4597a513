// What a mapping complains about: a place and a reason, never a value.

import HL7v2
import Mapping

/// One reason why a delivery cannot be made from a message.
public struct Complaint: Hashable, Sendable {
    /// Where the trouble stands in the message, such as `OBX[3]-5`, where one place is to blame.
    public let location: String?
    /// What is wrong, and by which rule; never a value of the message.
    public let text: String

    init(location: String? = nil, text: String) {
        self.location = location
        self.text = text
    }

    init(_ problem: MapProblem) {
        location = problem.location
        text = "\(problem.reason) (\(problem.rule))"
    }
}

extension Complaint: CustomStringConvertible {
    /// `OBX[3]-5: not a valid number (hl7v2-to-fhir/segments/OBX.yaml:12:10)`.
    public var description: String { location.map { "\($0): \(text)" } ?? text }
}

extension ErrorLocation {
    /// Reads a location as problems write it, such as `OBX[3]-5[2].1`; `nil` for any other text.
    init?(_ text: String) {
        let pattern = /([A-Z][A-Z0-9]{2})(?:\[(\d+)\])?(?:-(\d+)(?:\[(\d+)\])?(?:\.(\d+))?(?:\.(\d+))?)?/
        guard let match = text.wholeMatch(of: pattern) else { return nil }
        self.init(
            segment: SegmentName(match.1.utf8),
            sequence: match.2.flatMap { Int($0) } ?? 1,
            field: match.3.flatMap { Int($0) },
            repetition: match.4.flatMap { Int($0) },
            component: match.5.flatMap { Int($0) },
            subcomponent: match.6.flatMap { Int($0) }
        )
    }
}
