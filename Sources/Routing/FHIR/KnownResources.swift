// What a feed knew about the resources that a request asks after, when it was judged, and which entries it refused.
//
// It is stored with the message: an answer that decided something must be the same when the payload is rendered again.

public import FHIR
import Foundation

/// Which resources were found, and by what.
public struct KnownResources: Hashable, Sendable {
    /// A resource as it was then.
    public struct Known: Hashable, Sendable, Codable {
        /// Its address, such as `Patient/123`.
        public let address: String
        /// Its version.
        public let version: String

        /// Describes a resource.
        public init(address: String, version: String) {
            self.address = address
            self.version = version
        }

        /// The id in its address.
        public var id: String { String(address.drop { $0 != "/" }.dropFirst()) }
    }

    /// More resources than this are never looked up by one key.
    public static let limit = 20

    private var found: [ResourceKey: [Known]] = [:]
    /// The entries of a batch that were refused before it was planned; why exactly is told once and not kept.
    private var refusals: [Int: EntryRefusal] = [:]

    /// Nothing is known.
    public init() {}

    /// Adds what was found by a key.
    public mutating func add(_ known: Known, foundBy key: ResourceKey) {
        found[key, default: []].append(known)
    }

    /// Why an entry of a batch is refused.
    public struct EntryRefusal: Hashable, Sendable {
        /// Why an entry is refused, whatever else there is to say about it.
        public enum Reason: String, Codable, Sendable {
            /// Its client may not ask for it.
            case forbidden
            /// It is not what is demanded here.
            case nonconforming
        }

        let reason: Reason
        /// What is wrong, where that is still known.
        let issues: [OutcomeIssue]
    }

    /// Adds why entries of a batch are refused, by their positions; the first reason counts.
    public mutating func refuse(_ entries: [Int: [OutcomeIssue]], as reason: EntryRefusal.Reason) {
        refusals.merge(entries.mapValues { EntryRefusal(reason: reason, issues: $0) }) { first, _ in first }
    }

    /// Why an entry is refused; `nil` where it is not.
    func refusal(ofEntry position: Int) -> EntryRefusal? { refusals[position] }

    /// The version of a resource, where it is known.
    public func version(of address: String) -> String? {
        found[ResourceKey(address: address)]?.first { $0.address == address }?.version
    }

    /// What is found by one key.
    func resources(foundBy key: ResourceKey) -> [Known] { found[key] ?? [] }

    /// The outcome of a search.
    public enum Match: Hashable, Sendable {
        /// Nothing is found.
        case none
        /// This, and nothing else.
        case one(Known)
        /// Several are found, or more than are looked at.
        case several
    }

    /// Answers a search from what is known.
    ///
    /// - Parameters:
    ///   - search: what is asked.
    ///   - others: what else is there, by the same keys.
    /// - Returns: what is found.
    public func match(_ search: ResourceSearch, and others: KnownResources = KnownResources()) -> Match {
        var matches: Set<Known>?
        for criterion in search.criteria {
            var met: Set<Known> = []
            for key in criterion {
                let known = resources(foundBy: key)
                if known.count >= Self.limit { return .several }
                let more = others.resources(foundBy: key)
                let replaced = Set(more.map(\.address))
                met.formUnion(known.filter { !replaced.contains($0.address) })
                met.formUnion(more)
            }
            matches = matches.map { $0.intersection(met) } ?? met
        }
        let left = matches ?? []
        guard let first = left.first else { return .none }
        return left.count == 1 ? .one(first) : .several
    }
}

extension KnownResources {
    private struct Line: Codable {
        let key: Data
        let found: [Known]
    }

    private struct Record: Codable {
        let lines: [Line]
        let refused: [Int: EntryRefusal.Reason]
    }

    /// What is kept with the message; `nil` where nothing is known.
    public var encoded: [UInt8]? {
        if found.isEmpty, refusals.isEmpty { return nil }
        let lines = found.map { Line(key: Data($0.key.bytes), found: $0.value) }
            .sorted { $0.key.lexicographicallyPrecedes($1.key) }
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        do {
            return Array(try encoder.encode(Record(lines: lines, refused: refusals.mapValues(\.reason))))
        } catch {
            preconditionFailure("texts and bytes can be encoded")
        }
    }

    /// Reads back what was kept; `nil` for what was not written by ``encoded``.
    public init?(encoded: [UInt8]) {
        guard let record = try? JSONDecoder().decode(Record.self, from: Data(encoded)) else { return nil }
        refusals = record.refused.mapValues { EntryRefusal(reason: $0, issues: []) }
        for line in record.lines { found[ResourceKey(stored: Array(line.key))] = line.found }
    }
}
