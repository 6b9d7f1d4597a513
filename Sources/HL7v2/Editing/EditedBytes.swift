// The bytes of an edited message while they are written: spans of the message, and what takes the place of others.
//
// A message that is read through a copy in UTF-8 is put back into its own character set piece by piece: the lines that
// nobody touched are those that were received, also where the copy could not say their bytes.

/// Bytes that are spans of a message, or new.
struct EditedBytes {
    private enum Piece {
        case span(Range<Int>)
        case new([UInt8])
    }

    private let message: Message
    private var bytes: [UInt8] = []
    /// What was written, in order; kept only where the message is read through a copy.
    private var pieces: [Piece] = []
    private let isCopy: Bool

    init(_ message: Message) {
        self.message = message
        isCopy = message.index.received != nil
        bytes.reserveCapacity(isCopy ? 0 : message.bytes.count + 256)
    }

    /// Adds a span of the message's bytes, which begins and ends with a segment or a line.
    static func += (written: inout EditedBytes, span: Range<Int>) {
        if written.isCopy {
            written.pieces.append(.span(span))
        } else {
            written.bytes += written.message.bytes[span]
        }
    }

    /// Adds new bytes.
    static func += (written: inout EditedBytes, new: [UInt8]) {
        if written.isCopy { written.pieces.append(.new(new)) } else { written.bytes += new }
    }

    /// All of them, in the message's own character set.
    func encoded() -> [UInt8] {
        guard isCopy, let received = message.index.received else { return bytes }
        guard WideText.form(of: received[...]) == nil, let lines = LinePlaces(message.bytes, received) else {
            var all: [UInt8] = []
            for piece in pieces {
                switch piece {
                case .span(let span): all += message.bytes[span]
                case .new(let new): all += new
                }
            }
            return message.inOwnCharacters(all)
        }
        var all: [UInt8] = []
        var waiting: [UInt8] = []
        for piece in pieces {
            switch piece {
            case .new(let new): waiting += new
            case .span(let span):
                all += message.inOwnCharacters(waiting)
                waiting = []
                all += received[lines.place(of: span.lowerBound)..<lines.place(of: span.upperBound)]
            }
        }
        return all + message.inOwnCharacters(waiting)
    }
}

/// Where the lines of a copy in UTF-8 stand in what was received; no character's bytes hold a line end.
private struct LinePlaces {
    private let starts: [Int]
    private let received: [Int]
    private let ends: (copy: Int, received: Int)

    /// `nil` where the two have not the same lines.
    init?(_ copy: [UInt8], _ bytes: [UInt8]) {
        starts = Self.starts(of: copy)
        received = Self.starts(of: bytes)
        ends = (copy.count, bytes.count)
        guard starts.count == received.count else { return nil }
    }

    private static func starts(of bytes: [UInt8]) -> [Int] {
        [0] + bytes.indices.filter { bytes[$0] == 0x0D || bytes[$0] == 0x0A }.map { $0 + 1 }
    }

    /// The place of an offset at the beginning of a line, blanks aside.
    func place(of offset: Int) -> Int {
        guard offset < ends.copy else { return ends.received }
        var (low, high) = (0, starts.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= offset { low = middle } else { high = middle }
        }
        return min(received[low] + offset - starts[low], ends.received)
    }
}
