// Whom the console answers: pure decisions about the headers of a request.
// Against a foreign page that lets the operator's browser act (cross-site requests), and against one that points its
// own name here to be read as if it were ours (DNS rebinding).

/// Which names in `Host` are answered.
struct HostPolicy: Sendable {
    private let names: Set<String>

    /// Answers `localhost`, literal addresses, this machine's name, and what is configured.
    init(configured: [String], machine: String) {
        names = Set((configured + [machine, "localhost"]).map { $0.lowercased() })
    }

    /// Whether a request under this authority is answered; a literal address cannot be rebound.
    func admits(_ authority: String?) -> Bool {
        guard let authority, !authority.isEmpty else { return false }
        if authority.first == "[" { return authority.contains("]") }
        let name = authority.prefix { $0 != ":" }.lowercased()
        return names.contains(name) || Self.isIPv4(name)
    }

    private static func isIPv4(_ name: String) -> Bool {
        let pieces = name.split(separator: ".", omittingEmptySubsequences: false)
        return pieces.count == 4 && pieces.allSatisfy { $0.count <= 3 && UInt8($0) != nil }
    }
}

/// Whether a request that changes something comes from our own pages, or from no page at all.
enum CrossSitePolicy {
    /// `fetchSite` and `origin` are the headers that browsers set and pages cannot forge.
    static func admits(origin: String?, fetchSite: String?, authority: String?) -> Bool {
        if let fetchSite, fetchSite != "same-origin" { return false }
        guard let origin else { return true }
        guard let authority else { return false }
        return ["http://", "https://"].contains { ($0 + authority).lowercased() == origin.lowercased() }
    }
}

/// The secret of this process that every form carries; a foreign page cannot read it.
struct ActionToken: Sendable {
    /// 64 hexadecimal digits.
    let text: String

    /// A new secret.
    init() {
        var generator = SystemRandomNumberGenerator()
        let words = (0..<4).map { _ in generator.next() as UInt64 }
        text = words.map { word in
            let digits = String(word, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }

    /// Whether a form carries it, in a time that does not tell how much of it was right.
    func matches(_ other: String?) -> Bool {
        guard let other, other.utf8.count == text.utf8.count else { return false }
        return zip(text.utf8, other.utf8).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
