// Takes a stream of HTTP answers apart, by their `Content-Length`.

/// Answers as they come in.
struct AnswerReader {
    private(set) var pending: [UInt8] = []
    var exchange = RawHTTP.Exchange()
    private let bodiless: Set<Int>

    init(bodiless: Set<Int>) { self.bodiless = bodiless }

    /// Reads more bytes.
    mutating func read(_ bytes: [UInt8]) {
        pending += bytes
        while takeAnswer() {}
    }

    /// Takes one whole answer off the front, if it is there.
    private mutating func takeAnswer() -> Bool {
        guard let end = pending.firstRange(of: Array("\r\n\r\n".utf8)) else { return false }
        let lines = String(decoding: pending[..<end.lowerBound], as: UTF8.self)
            .split(separator: "\r\n", omittingEmptySubsequences: false)
        guard let first = lines.first, let match = first.prefixMatch(of: #/HTTP/1\.[01] (\d{3}) /#),
            let status = Int(match.1)
        else { return false }
        let headers = lines.dropFirst().map { line in
            let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            return (name: String(parts[0]), value: String((parts.last ?? "").drop { $0 == " " }))
        }
        let said = headers.first { $0.name.lowercased() == "content-length" }.flatMap { Int($0.value) } ?? 0
        let length = status < 200 || bodiless.contains(exchange.answers.count) ? 0 : said
        let body = pending[end.upperBound...]
        guard body.count >= length else { return false }
        if status < 200 {
            exchange.wasAsked = true
        } else {
            let content = Array(body.prefix(length))
            exchange.answers.append(RawHTTP.Answer(status: status, headers: headers, body: content))
        }
        pending.removeSubrange(..<(end.upperBound + length))
        return true
    }
}
