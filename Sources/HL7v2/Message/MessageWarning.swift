// What was odd about a message that could be read all the same. Warnings carry no content.

/// Something about a message that the standard does not allow and practice lives with.
public enum MessageWarning: Hashable, Sendable {
    /// Bytes stood before the header and were skipped.
    case leadingBytes(Int)
    /// MSH-2 has its escape character twice in a row, which is read as one.
    case doubledEscape
    /// Segments end in LF or CRLF.
    case lineFeeds
    /// There are NUL bytes; they are kept.
    case nulBytes
    /// A segment's name is not a capital letter with two capital letters or digits.
    case segmentName(segment: Int)
    /// There is a second message header.
    case secondHeader(segment: Int)
    /// MSH-18 declares nothing, or ASCII, and yet there are bytes beyond ASCII.
    case undeclaredCharacters
    /// Bytes are not valid in the declared character set; they are read in the fallback set.
    case invalidCharacters
    /// MSH-18 names a set that is not known here.
    case unknownCharacterSet
    /// The message came in UTF-16 or UTF-32 and was read as such.
    case wideCharacters
}

extension MessageWarning: CustomStringConvertible {
    /// One sentence for people.
    public var description: String {
        switch self {
        case .leadingBytes(let count): "\(count) bytes before MSH were skipped"
        case .doubledEscape: "the escape character stands twice in MSH-2"
        case .lineFeeds: "segments end in a line feed instead of CR"
        case .nulBytes: "there are NUL bytes"
        case .segmentName(let segment): "segment \(segment + 1) has a malformed name"
        case .secondHeader(let segment): "segment \(segment + 1) is another MSH"
        case .undeclaredCharacters: "there are characters beyond ASCII but MSH-18 declares none"
        case .invalidCharacters: "there are bytes that are not valid in the declared character set"
        case .unknownCharacterSet: "MSH-18 names an unknown character set"
        case .wideCharacters: "the message is in UTF-16 or UTF-32"
        }
    }
}
