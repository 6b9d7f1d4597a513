// Gathers one answer while libcurl hands it over in pieces: the wanted headers, and the body up to its limit.
// No I/O and no libcurl types, so that tests can drive it.

/// The state of one answer.
struct AnswerCollector {
    private(set) var wanted: [WantedHeader: String] = [:]
    private(set) var body: [UInt8] = []
    private(set) var discardedBytes = 0
    private let limits: HTTPLimits

    /// The headers worth keeping, by their lowercase names.
    enum WantedHeader: String, CaseIterable {
        case retryAfter = "retry-after"
        case entityTag = "etag"
        case location
        case contentLocation = "content-location"
        case contentType = "content-type"
    }

    init(limits: HTTPLimits) {
        self.limits = limits
    }

    /// Whether body bytes were thrown away.
    var bodyWasCut: Bool { discardedBytes > 0 }

    /// Takes one header line, its line end included.
    ///
    /// A status line starts the answer anew: what came before it belonged to an interim answer.
    mutating func receiveHeader(_ line: UnsafeRawBufferPointer) {
        if line.starts(with: "HTTP/".utf8) {
            wanted = [:]
            return
        }
        guard line.count <= limits.headerBytes, let colon = line.firstIndex(of: UInt8(ascii: ":")) else {
            return
        }
        for header in WantedHeader.allCases where isName(line[..<colon], header) {
            wanted[header] = Self.trimmed(line[(colon + 1)...])
        }
    }

    /// Takes a piece of the body; false when so much was discarded that the connection is better closed.
    mutating func receiveBody(_ bytes: UnsafeRawBufferPointer) -> Bool {
        let kept = min(bytes.count, limits.responseBodyBytes - body.count)
        body.append(contentsOf: bytes.prefix(kept))
        discardedBytes += bytes.count - kept
        return discardedBytes <= limits.discardedBodyBytes
    }

    private func isName(_ bytes: Slice<UnsafeRawBufferPointer>, _ header: WantedHeader) -> Bool {
        let name = header.rawValue.utf8
        return bytes.count == name.count && zip(bytes, name).allSatisfy { $0 | 0x20 == $1 | 0x20 }
    }

    private static func trimmed(_ bytes: Slice<UnsafeRawBufferPointer>) -> String {
        let isSpace: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D || $0 == 0x0A }
        let start = bytes.drop(while: isSpace)
        let end = start.lastIndex { !isSpace($0) }.map { $0 + 1 } ?? start.startIndex
        return String(decoding: start[..<end], as: UTF8.self)
    }
}
