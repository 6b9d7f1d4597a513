// A place in a message's bytes: cheap to copy, meaningless without its message.

/// A segment, a field, a repetition, a component or a subcomponent of one message.
///
/// An element is a span of the bytes of the message that gave it. It is never empty: absent and empty are
/// the same state of a field (HL7 v2.9 §2.4.3.1), and lookups return `nil` for it.
public struct Element: Hashable, Sendable {
    /// How deep an element lies.
    public enum Level: UInt8, Sendable, Comparable {
        /// A whole segment.
        case segment
        /// A field with all its repetitions.
        case field
        /// One repetition of a field.
        case repetition
        /// A component.
        case component
        /// A subcomponent.
        case subcomponent

        /// Whether one level encloses the other.
        public static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
    }

    let start: UInt32
    let end: UInt32
    let segmentIndex: UInt32
    let fieldNumber: UInt16
    let repetitionNumber: UInt16
    let componentNumber: UInt16
    let subcomponentNumber: UInt16
    /// How deep the element lies.
    public let level: Level

    /// Where the element lies in the message's bytes.
    public var range: Range<Int> { Int(start)..<Int(end) }
    /// How many bytes it has.
    public var count: Int { Int(end - start) }
    /// The position of its segment in the message, from 0.
    public var segment: Int { Int(segmentIndex) }
    /// The field's position, from 1; 0 for a segment.
    public var field: Int { Int(fieldNumber) }
    /// The repetition's position, from 1; 1 for a whole field.
    public var repetition: Int { Int(repetitionNumber) }
    /// The component's position, from 1; 0 for anything larger.
    public var component: Int { Int(componentNumber) }
    /// The subcomponent's position, from 1; 0 for anything larger.
    public var subcomponent: Int { Int(subcomponentNumber) }
}

extension Element {
    init(segment: Int, range: Range<Int>) {
        self.init(
            start: UInt32(range.lowerBound),
            end: UInt32(range.upperBound),
            segmentIndex: UInt32(segment),
            fieldNumber: 0,
            repetitionNumber: 0,
            componentNumber: 0,
            subcomponentNumber: 0,
            level: .segment
        )
    }

    init(field: Int, ofSegment segment: Int, start: UInt32, end: UInt32) {
        self.init(
            start: start,
            end: end,
            segmentIndex: UInt32(truncatingIfNeeded: segment),
            fieldNumber: UInt16(clamping: field),
            repetitionNumber: 1,
            componentNumber: 0,
            subcomponentNumber: 0,
            level: .field
        )
    }

    /// The part of this element at `range`, one of its repetitions, components or subcomponents.
    func part(_ number: Int, at range: Range<Int>, level: Level) -> Element {
        let position = UInt16(clamping: number)
        return Element(
            start: UInt32(truncatingIfNeeded: range.lowerBound),
            end: UInt32(truncatingIfNeeded: range.upperBound),
            segmentIndex: segmentIndex,
            fieldNumber: fieldNumber,
            repetitionNumber: level == .repetition ? position : repetitionNumber,
            componentNumber: level == .component ? position : componentNumber,
            subcomponentNumber: level == .subcomponent ? position : subcomponentNumber,
            level: level
        )
    }
}
