// Batch files and files of several messages, split into their messages (HL7 v2.9 §2.10.3).
//
//     [FHS] { [BHS] { MSH ... } [BTS] } [FTS]
//
// Without any batch segment, each MSH at the start of a line starts a message. Splitting reads line starts only;
// the messages are read as messages by whoever wants them. Nothing is lost: every message keeps its own bytes.

/// The messages of a file, and the headers around them.
public struct Batch: Sendable {
    /// What was odd about a batch.
    public enum Warning: Hashable, Sendable {
        /// A trailer's count is not the number of messages or batches there are.
        case count(declared: Int, found: Int)
        /// A trailer has no header before it.
        case trailerWithoutHeader
        /// A file or batch header could not be read.
        case header(ParseError)
    }

    /// One batch of a file.
    public struct Part: Sendable {
        /// BHS, where the batch has one.
        public let header: Message?
        /// Which of ``Batch/messages`` are its own.
        public internal(set) var messages: Range<Int>
        /// BTS-1, where it is a number.
        public internal(set) var declaredCount: Int?
    }

    /// The limits of splitting.
    public struct Limits: Sendable {
        /// The most bytes a file may have.
        public var bytes: Int
        /// The most messages a file may have.
        public var messages: Int

        /// Files of up to 1 GB and 1,000,000 messages.
        public init(bytes: Int = 1 << 30, messages: Int = 1_000_000) {
            self.bytes = bytes
            self.messages = messages
        }
    }

    /// The file's bytes.
    public let bytes: [UInt8]
    /// FHS, where the file has one.
    public internal(set) var fileHeader: Message?
    /// The batches, in order; one without a header where the file has no batch segments.
    public internal(set) var parts: [Part] = []
    /// Where each message lies in the bytes, in order.
    public internal(set) var messages: [Range<Int>] = []
    /// What was odd.
    public internal(set) var warnings: [Warning] = []

    /// Splits a file.
    ///
    /// - Throws: ``ParseError`` when there is no header of any kind, or a limit is passed.
    public init(_ bytes: [UInt8], limits: Limits = Limits()) throws(ParseError) {
        guard bytes.count <= limits.bytes else { throw .tooLarge(limit: limits.bytes) }
        var splitter = BatchSplitter(batch: Batch(unsplit: bytes), limits: limits)
        self = try splitter.split()
    }

    init(unsplit bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The bytes of a message.
    ///
    /// - Precondition: the number is one of ``messages``'s positions.
    public func message(_ number: Int) -> ArraySlice<UInt8> { bytes[messages[number]] }
}

extension Batch.Warning: CustomStringConvertible {
    /// One sentence for people.
    public var description: String {
        switch self {
        case .count(let declared, let found): "a trailer counts \(declared), there are \(found)"
        case .trailerWithoutHeader: "a trailer has no header before it"
        case .header(let error): "a header cannot be read: \(error)"
        }
    }
}

extension Batch: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The file's size, and nothing of its content.
    public var description: String { "HL7 v2 file of \(bytes.count) bytes with \(messages.count) messages" }

    /// The same as the description, so that debugging output shows no patient data either.
    public var debugDescription: String { description }

    /// No children, so that `dump` shows no patient data either.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
