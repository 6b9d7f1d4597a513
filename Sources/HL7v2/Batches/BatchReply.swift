// The reply to a batch: the answers to its messages under headers of their own (HL7 v2.9 §2.10.3).
//
//     [FHS] { [BHS] { MSH MSA [ERR] } [BTS] } [FTS]

extension Batch {
    /// Whether its messages stand under headers, so that its reply does as well.
    public var hasHeaders: Bool { fileHeader != nil || parts.contains { $0.header != nil } }

    /// BHS-11, or FHS-11 where there is a file; empty where there is none.
    public var controlID: String {
        let header = fileHeader ?? parts.first?.header
        return header.flatMap { header in header.field(11, ofSegment: 0).map(header.text) } ?? ""
    }

    /// Everything of the file that is not a message: headers and trailers, as they came.
    public var envelope: [UInt8] {
        var envelope: [UInt8] = []
        var start = 0
        for message in messages {
            envelope += bytes[start..<message.lowerBound]
            start = message.upperBound
        }
        return envelope + bytes[start...]
    }

    /// The reply, as bytes: the batch's own shape around the answers.
    ///
    /// Headers name the sender of the batch as receiver, and its control id as the one referred to (FHS-12, BHS-12).
    ///
    /// - Parameters:
    ///   - answers: for each message its answers, encoded; a message may have none.
    ///   - controlID: FHS-11 and BHS-11 of the reply, unique and at most 20 characters.
    ///   - date: when the reply is made.
    /// - Returns: the segments, each with its CR.
    public func reply(with answers: [[[UInt8]]], controlID: String, date: DateTime) -> [UInt8] {
        var bytes: [UInt8] = []
        if let fileHeader {
            bytes += Self.header("FHS", answering: fileHeader, controlID: controlID, date: date)
        }
        for part in parts {
            let own = part.messages.flatMap { answers.indices.contains($0) ? answers[$0] : [] }
            if let header = part.header {
                bytes += Self.header("BHS", answering: header, controlID: controlID, date: date)
            }
            bytes += own.joined()
            if let header = part.header { bytes += Self.trailer("BTS", header, count: own.count) }
        }
        if let fileHeader { bytes += Self.trailer("FTS", fileHeader, count: parts.count) }
        return bytes
    }

    private static func header(
        _ name: StaticString,
        answering header: Message,
        controlID: String,
        date: DateTime
    ) -> [UInt8] {
        var writer = AcknowledgmentWriter(delimiters: header.delimiters, version: nil)
        writer.batchHeader(name, answering: header, controlID: controlID, date: date)
        return writer.bytes
    }

    private static func trailer(_ name: StaticString, _ header: Message, count: Int) -> [UInt8] {
        var writer = AcknowledgmentWriter(delimiters: header.delimiters, version: nil)
        writer.segment(name, [Array(String(count).utf8)])
        return writer.bytes
    }
}
