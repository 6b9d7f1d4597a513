// Why bytes could not be read as an HL7 v2 message, ready to be put into an ERR segment.
//
// Only what leaves no message to speak of is an error here; everything else is read leniently and kept as a
// ``MessageWarning``. An error never carries content of the message.

/// What keeps bytes from being read as a message.
public enum ParseError: Error, Hashable, Sendable {
    /// There is nothing but blanks.
    case empty
    /// The message header, MSH, is not where it should be.
    case noHeader
    /// The bytes start with a file or batch header; ``Batch`` reads them.
    case batch
    /// MSH-1 or MSH-2 cannot be used.
    case delimiters(DelimiterFault)
    /// The message has more bytes than the limit.
    case tooLarge(limit: Int)
    /// The message has more segments than the limit.
    case tooManySegments(limit: Int)

    /// What is wrong with a header's delimiters.
    public enum DelimiterFault: Hashable, Sendable {
        /// The field separator or the encoding characters are not there.
        case missing
        /// There are more than five encoding characters.
        case tooMany
        /// The same character is declared twice.
        case repeated
        /// A letter, a digit, a blank or a control character is declared.
        case unusable
    }

    /// The code that an acknowledgment gives for it.
    public var code: ErrorCode {
        switch self {
        case .empty, .noHeader, .batch, .tooManySegments: .segmentSequence
        case .delimiters(.missing): .requiredFieldMissing
        case .delimiters: .datatype
        case .tooLarge: .valueTooLong
        }
    }

    /// The place that ERR-2 names.
    public var location: ErrorLocation? {
        switch self {
        case .delimiters(.missing), .delimiters(.tooMany), .delimiters(.repeated), .delimiters(.unusable):
            ErrorLocation(segment: .messageHeader, sequence: 1, field: 2)
        case .noHeader: ErrorLocation(segment: .messageHeader, sequence: 1)
        case .empty, .batch, .tooLarge, .tooManySegments: nil
        }
    }
}

extension ParseError: CustomStringConvertible {
    /// One sentence for people.
    public var description: String {
        switch self {
        case .empty: "the message is empty"
        case .noHeader: "the first segment is not MSH"
        case .batch: "a batch stands where one message was expected"
        case .delimiters(.missing): "MSH-1 or MSH-2 is missing"
        case .delimiters(.tooMany): "MSH-2 has more than five characters"
        case .delimiters(.repeated): "MSH-2 declares a character twice"
        case .delimiters(.unusable):
            "MSH-1 or MSH-2 declares a letter, a digit, a blank or a control character"
        case .tooLarge(let limit): "the message is larger than \(limit) bytes"
        case .tooManySegments(let limit): "the message has more than \(limit) segments"
        }
    }
}

/// A place in a message as ERR-2 names it, everything counted from 1.
public struct ErrorLocation: Hashable, Sendable {
    /// The segment's name.
    public var segment: SegmentName
    /// Which of the segments with this name.
    public var sequence: Int
    /// The field's position, where one is meant.
    public var field: Int?
    /// The field's repetition.
    public var repetition: Int?
    /// The component's position.
    public var component: Int?
    /// The subcomponent's position.
    public var subcomponent: Int?

    /// Names a place down to the depth that is known.
    public init(
        segment: SegmentName,
        sequence: Int,
        field: Int? = nil,
        repetition: Int? = nil,
        component: Int? = nil,
        subcomponent: Int? = nil
    ) {
        self.segment = segment
        self.sequence = sequence
        self.field = field
        self.repetition = repetition
        self.component = component
        self.subcomponent = subcomponent
    }
}

extension ErrorLocation: CustomStringConvertible {
    /// The place as locations are written: `OBX[3]-5[2].1`.
    public var description: String {
        var text = sequence == 1 ? "\(segment)" : "\(segment)[\(sequence)]"
        guard let field else { return text }
        text += "-\(field)"
        if let repetition, repetition > 1 { text += "[\(repetition)]" }
        if let component { text += ".\(component)" }
        if let subcomponent { text += ".\(subcomponent)" }
        return text
    }
}
