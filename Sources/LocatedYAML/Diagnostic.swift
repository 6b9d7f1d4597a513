// What is wrong with a site folder, said so that it can be mended: place, key, reason, suggestion.
//
// Problems are collected, never thrown one at a time: an analyst wants all of them at once.

/// One problem of a configuration file.
///
/// Its text comes from configuration, never from a message, so it is safe to print and to log.
public struct Diagnostic: Hashable, Sendable, Error {
    /// Whether the site can go live in spite of it.
    public enum Severity: String, Hashable, Sendable {
        /// The site cannot go live.
        case error
        /// The site works, but probably not as meant.
        case warning
    }

    /// Whether it stops the site.
    public let severity: Severity
    /// Where it was found.
    public let location: SourceLocation
    /// The key it is about, dotted from the file's root, such as `listeners.lab.port`.
    public let key: String?
    /// What is wrong, as one sentence without a full stop.
    public let message: String
    /// What would be right, if that can be guessed.
    public let suggestion: String?

    /// Describes a problem.
    public init(
        _ severity: Severity,
        at location: SourceLocation,
        key: String? = nil,
        _ message: String,
        suggestion: String? = nil
    ) {
        self.severity = severity
        self.location = location
        self.key = key
        self.message = message
        self.suggestion = suggestion
    }
}

extension Diagnostic: CustomStringConvertible {
    /// `file:line:column: error: key: what is wrong; what would be right`.
    public var description: String {
        let subject = key.map { "\($0): " } ?? ""
        let advice = suggestion.map { "; \($0)" } ?? ""
        return "\(location): \(severity.rawValue): \(subject)\(message)\(advice)"
    }
}

/// The problems found so far, in the order found.
public struct Diagnostics: Sendable {
    /// After this many errors nothing more is recorded: the first ones usually explain the rest.
    public static let limit = 1000

    /// Everything found, in the order found.
    public private(set) var items: [Diagnostic] = []

    /// An empty collection.
    public init() {}

    /// Whether the site must not go live.
    public var hasErrors: Bool { items.contains { $0.severity == .error } }

    /// Everything found, by file and line, each problem once.
    public var sorted: [Diagnostic] {
        var seen: Set<Diagnostic> = []
        return items.filter { seen.insert($0).inserted }.sorted { $0.location < $1.location }
    }

    /// Records a problem.
    public mutating func append(_ diagnostic: Diagnostic) {
        guard items.count < Self.limit else { return }
        items.append(diagnostic)
    }

    /// Records a problem that stops the site.
    public mutating func error(
        at location: SourceLocation,
        key: String? = nil,
        _ message: String,
        suggestion: String? = nil
    ) {
        append(Diagnostic(.error, at: location, key: key, message, suggestion: suggestion))
    }

    /// Records something that works but is probably not meant.
    public mutating func warning(
        at location: SourceLocation,
        key: String? = nil,
        _ message: String,
        suggestion: String? = nil
    ) {
        append(Diagnostic(.warning, at: location, key: key, message, suggestion: suggestion))
    }
}
