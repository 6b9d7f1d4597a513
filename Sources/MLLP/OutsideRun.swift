// A run of bytes outside any block. Only its length and its first three letters are kept: enough to tell a
// sender without framing from stray line ends, and nothing that could be patient data.

struct OutsideRun: Sendable {
    private static let messageStarts: [[UInt8]] = ["MSH", "FHS", "BHS"].map { Array($0.utf8) }

    private var byteCount = 0
    private var firstLetters: [UInt8] = []

    /// Whether the run begins like an HL7 message.
    var looksLikeMessage: Bool { Self.messageStarts.contains(firstLetters) }

    mutating func append(_ bytes: some Collection<UInt8>) {
        byteCount += bytes.count
        guard firstLetters.count < 3 else { return }
        let letters =
            firstLetters.isEmpty ? bytes.drop(while: { $0 <= 0x20 }).prefix(3) : bytes.prefix(3)[...]
        firstLetters.append(contentsOf: letters.prefix(3 - firstLetters.count))
    }

    /// Ends the run and reports it, if there was one.
    mutating func take() -> FrameDecoder.Event? {
        guard byteCount > 0 else { return nil }
        defer { self = OutsideRun() }
        return .outside(byteCount: byteCount, looksLikeMessage: looksLikeMessage)
    }
}
