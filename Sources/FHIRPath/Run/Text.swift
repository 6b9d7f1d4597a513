// Texts in flow: spans of bytes that stay where they are, in the message or among the program's constants.
//
// Strings cost an allocation and a check of their bytes each, 470 times a laboratory result; most texts go from
// the message to the tree as they stand. Only what is made on the way (dates, joined texts) is written down here,
// in one array that lives as long as the evaluation.

public import FHIR
import HL7v2

/// A text within one evaluation: cheap to copy, meaningless without its ``TextPool``.
public struct Text: Hashable, Sendable {
    enum Source: UInt8, Sendable {
        case message, program, run
    }

    let start: UInt32
    let end: UInt32
    let source: Source

    init(_ source: Source, _ range: Range<Int>) {
        start = UInt32(truncatingIfNeeded: range.lowerBound)
        end = UInt32(truncatingIfNeeded: range.upperBound)
        self.source = source
    }

    var range: Range<Int> { Int(start)..<Int(end) }
    /// Whether it has no bytes.
    public var isEmpty: Bool { start == end }

    /// The part at offsets counted from its start.
    func part(_ offsets: Range<Int>) -> Text {
        Text(source, Int(start) + offsets.lowerBound..<Int(start) + offsets.upperBound)
    }
}

/// The bytes behind the texts of one evaluation; all of them UTF-8.
public struct TextPool: Sendable {
    /// Those of the message, where only plain stretches are used: ASCII without escapes.
    let message: [UInt8]
    /// The constants of the program.
    let program: [UInt8]
    /// What the evaluation itself made.
    private(set) var own: [UInt8] = []

    init(message: Message, program: Program) {
        self.message = message.bytes
        self.program = program.texts
        own.reserveCapacity(Self.usualSize)
    }

    /// Room for what a laboratory result needs.
    private static let usualSize = 4096

    /// Hands out the bytes of a text.
    @inline(__always)
    func withBytes<Result>(_ text: Text, _ body: (Span<UInt8>) -> Result) -> Result {
        switch text.source {
        case .message: body(message.span.extracting(text.range))
        case .program: body(program.span.extracting(text.range))
        case .run: body(own.span.extracting(text.range))
        }
    }

    /// A text as the library's.
    public func string(_ text: Text) -> String {
        // Unsafe memory: the decoder copies the bytes before the span ends.
        withBytes(text) { bytes in
            bytes.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
        }
    }

    /// Whether two texts have the same bytes.
    public func areEqual(_ left: Text, _ right: Text) -> Bool {
        guard left.end - left.start == right.end - right.start else { return false }
        return withBytes(left) { leftBytes in withBytes(right) { leftBytes.hasSameBytes(as: $0) } }
    }

    // MARK: Making texts

    /// Keeps a text that was made elsewhere.
    mutating func keep(_ string: String) -> Text {
        keep(string.utf8)
    }

    /// Keeps bytes, which are UTF-8.
    mutating func keep(_ bytes: some Collection<UInt8>) -> Text {
        let start = own.count
        own.append(contentsOf: bytes)
        return Text(.run, start..<own.count)
    }

    /// Keeps what is appended to the pool's end.
    @inline(__always)
    mutating func make(_ write: (inout [UInt8]) -> Void) -> Text {
        let start = own.count
        write(&own)
        return Text(.run, start..<own.count)
    }

    /// Keeps two texts as one.
    mutating func join(_ first: Text, _ second: Text) -> Text {
        // What was made last can simply go on.
        let isLast = first.source == .run && Int(first.end) == own.count
        let start = isLast ? Int(first.start) : own.count
        if !isLast { copy(first) }
        copy(second)
        return Text(.run, start..<own.count)
    }

    /// Appends a text's bytes to the pool's end.
    private mutating func copy(_ text: Text) {
        switch text.source {
        case .message: own.append(contentsOf: message[text.range])
        case .program: own.append(contentsOf: program[text.range])
        case .run:
            // A slice of the array itself would make it copy all of its storage. Unsafe memory: both stretches
            // are inside the array and apart, for one ends where the other begins at the earliest.
            let start = own.count
            let count = text.range.count
            own.append(contentsOf: repeatElement(0, count: count))
            own.withUnsafeMutableBytes { bytes in
                guard let base = bytes.baseAddress else { return }
                (base + start).copyMemory(from: base + Int(text.start), byteCount: count)
            }
        }
    }
}

extension TextPool {
    /// Writes a text as a primitive below an element of a tree under construction.
    ///
    /// - Throws: `MalformedValue` when the text is not a value of the member's type; nothing has changed then.
    public func write(
        _ text: Text,
        as member: Member,
        in parent: TreeBuilder.Node,
        of builder: inout TreeBuilder
    ) throws(MalformedValue) {
        switch text.source {
        case .message: try builder.primitive(member, span: message.span.extracting(text.range), in: parent)
        case .program: try builder.primitive(member, span: program.span.extracting(text.range), in: parent)
        case .run: try builder.primitive(member, span: own.span.extracting(text.range), in: parent)
        }
    }

    /// Gives a primitive another text.
    ///
    /// - Throws: `MalformedValue` when the text is not a value of the type; the old text stays then.
    public func replace(
        _ text: Text,
        of node: TreeBuilder.Node,
        in builder: inout TreeBuilder
    ) throws(MalformedValue) {
        switch text.source {
        case .message: try builder.setText(span: message.span.extracting(text.range), of: node)
        case .program: try builder.setText(span: program.span.extracting(text.range), of: node)
        case .run: try builder.setText(span: own.span.extracting(text.range), of: node)
        }
    }

    /// Appends a text's bytes to a key or an identity.
    public func append(_ text: Text, to bytes: inout [UInt8]) {
        switch text.source {
        case .message: bytes.append(contentsOf: message[text.range])
        case .program: bytes.append(contentsOf: program[text.range])
        case .run: bytes.append(contentsOf: own[text.range])
        }
    }
}

extension Span<UInt8> {
    /// Whether two stretches hold the same bytes.
    @inline(__always)
    func hasSameBytes(as other: Span<UInt8>) -> Bool {
        guard count == other.count else { return false }
        for index in indices where self[unchecked: index] != other[unchecked: index] { return false }
        return true
    }

    /// Whether the bytes at an offset are these.
    func has(_ bytes: Span<UInt8>, at offset: Int) -> Bool {
        guard offset >= 0, offset + bytes.count <= count else { return false }
        return extracting(offset..<offset + bytes.count).hasSameBytes(as: bytes)
    }
}
