// The conditions of a request: If-None-Exist, If-Match, If-None-Match and the search of a conditional update
// (FHIR R4, "HTTP", §3.1.0.5 to §3.1.0.8).
//
// Read before anything is looked up, so that a condition that cannot be met is refused and never ignored.

import FHIR
import HTTPTypes
import Routing

/// On what a request depends.
struct Conditions: Sendable {
    /// A create is for naught where this finds something.
    private(set) var unless: ResourceSearch?
    /// An update is of what this finds.
    private(set) var target: ResourceSearch?
    /// An update is of this version only.
    private(set) var ifMatch: String?
    /// An update creates, or nothing.
    private(set) var isForNew = false
    /// The address of an update.
    private var address: String?

    /// Reads the conditions of a request that brings a resource.
    ///
    /// - Throws: 400 where a condition cannot be read, or does not go with the interaction.
    init(_ interaction: Interaction, _ head: RequestHead) throws(Problem) {
        let headers = head.headers
        switch interaction {
        case .create(let type):
            try Self.refuse([.ifMatch, .ifNoneMatch], headers)
            guard let query = headers[.ifNoneExist] else { return }
            unless = try Self.search(type, query)
        case .update(let type, let id):
            try Self.refuse([.ifNoneExist], headers)
            address = "\(type)/\(id)"
            try readVersions(headers)
        case .updateFound(let type):
            try Self.refuse([.ifNoneExist], headers)
            target = try Self.search(type, head.rawQuery)
            try readVersions(headers)
        case .bundle, .processMessage, .capabilities, .smartConfiguration, .read, .versionRead, .status,
            .preflight:
            try Self.refuse([.ifMatch, .ifNoneMatch, .ifNoneExist], headers)
            // The answer would have to be sent as a message of our own, to an address that anybody may name.
            if interaction == .processMessage, head.query["async"] == "true" {
                throw .unsupported("Answers are not sent by themselves: ask with Prefer: respond-async.")
            }
        }
    }

    private mutating func readVersions(_ headers: HTTPFields) throws(Problem) {
        ifMatch = headers[.ifMatch]
        guard let condition = headers[.ifNoneMatch] else { return }
        guard condition == "*" else { throw .unsupported("With an update, If-None-Match may only be *.") }
        isForNew = true
    }

    private static func refuse(_ names: [HTTPField.Name], _ headers: HTTPFields) throws(Problem) {
        for name in names where headers[name] != nil {
            throw .unsupported("\(name.canonicalName) does not go with this request.")
        }
    }

    private static func search(_ type: String, _ query: String) throws(Problem) -> ResourceSearch {
        do {
            return try ResourceSearch(type: type, condition: query)
        } catch {
            throw Problem(400, error.code, "The condition: \(error.description).")
        }
    }

    /// By what resources must be looked up.
    var keys: Set<ResourceKey> {
        var keys = Set((unless?.keys ?? []) + (target?.keys ?? []))
        if let address { keys.insert(ResourceKey(address: address)) }
        return keys
    }

    /// What nobody else may store before this is: what it is about to create, and what it takes to be unchanged.
    func contestedKeys(_ known: KnownResources) -> Set<ResourceKey> {
        if ifMatch != nil || isForNew { return keys }
        let searches = [unless, target].compactMap(\.self).filter { known.match($0) == .none }
        return Set(searches.flatMap(\.keys))
    }

    /// Refuses an update of a version that the client does not mean.
    ///
    /// - Throws: 412.
    func checkVersion(_ version: String?) throws(Problem) {
        if isForNew, version != nil { throw .conflict }
        if let ifMatch, !VersionCondition.holds(ifMatch, for: version) { throw .conflict }
    }
}
