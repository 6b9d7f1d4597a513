// API keys: `Authorization: Bearer KEY` or `X-API-Key: KEY`.

import HTTPTypes

/// The keys that open a listener.
struct KeyRing: Sendable {
    private let keys: [[UInt8]]

    init(_ keys: [String]) {
        self.keys = keys.map { Array($0.utf8) }
    }

    /// Refuses a request without a key, or with another one.
    ///
    /// - Throws: 401.
    func check(_ headers: HTTPFields) throws(Problem) {
        guard let shown = Self.key(in: headers) else { throw .missingKey }
        // Every key is compared, in a time that tells nothing of how much of it was right.
        let isKnown = keys.reduce(false) { known, key in Self.isEqual(key, shown) || known }
        guard isKnown else { throw .wrongKey }
    }

    private static func key(in headers: HTTPFields) -> [UInt8]? {
        if let key = headers[.apiKey] { return Array(key.utf8) }
        let parts = (headers[.authorization] ?? "").split(separator: " ")
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
        return Array(parts[1].utf8)
    }

    private static func isEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        left.count == right.count && zip(left, right).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
