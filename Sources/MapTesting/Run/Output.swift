// What came out of a map or a route: a resource or a message, read again from its bytes where it was written.

public import FHIR
public import HL7v2

/// A resource or a message.
public enum Output: Sendable {
    /// FHIR R4.
    case resource(Tree)
    /// HL7 v2.
    case message(Message)

    /// Why bytes are neither.
    public struct Unreadable: Error, CustomStringConvertible {
        /// What is wrong; for resources with lines and columns.
        public let description: String
    }

    /// Reads a message (lines may end with any line end), or a resource as JSON or XML.
    public init(_ bytes: [UInt8]) throws(Unreadable) {
        let blanks: Set<UInt8> = [0xEF, 0xBB, 0xBF, 0x20, 0x09, 0x0A, 0x0D]
        let first = bytes.first { !blanks.contains($0) }
        do {
            switch first {
            case UInt8(ascii: "{"): self = .resource(try JSONReader.read(bytes))
            case UInt8(ascii: "<"): self = .resource(try XMLReader.read(bytes))
            default: self = .message(try Message(bytes))
            }
        } catch let problem as MalformedResource {
            throw Unreadable(description: problem.description)
        } catch {
            throw Unreadable(description: "\(error)")
        }
    }

    /// The output as a file or test holds it: JSON over several lines, or segments ended by `lineEnd`.
    func text(lineEnd: String) -> String {
        switch self {
        case .resource(let tree): return String(decoding: JSONWriter.write(tree, .pretty), as: UTF8.self)
        case .message(let message):
            return (0..<message.segmentCount).map { message.rawText(message.segment($0)) + lineEnd }.joined()
        }
    }

    /// Everything in which this differs from what is expected.
    public func differences(
        from expected: Output,
        options: ComparisonOptions = ComparisonOptions()
    ) -> [Difference] {
        switch (expected, self) {
        case (.resource(let one), .resource(let other)):
            return TreeComparison.differences(expected: one, found: other, options: options)
        case (.message(let one), .message(let other)):
            return MessageComparison.differences(expected: one, found: other, options: options)
        default:
            let (expected, found) = (expected.form, form)
            return [Difference(place: "the output", kind: "the output", expected: expected, found: found)]
        }
    }

    private var form: String {
        switch self {
        case .resource: "FHIR"
        case .message: "HL7 v2"
        }
    }
}
