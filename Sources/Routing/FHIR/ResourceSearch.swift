// The search of a condition: `identifier=system|value` and `_id=…`, each any number of times.
//
// Criteria narrow each other, values behind commas widen one (FHIR R4, "Search", §3.1.1.3.1 and §3.1.1.4.10). Others
// are refused: what cannot be looked up at once must not be answered with a guess.

import Foundation

/// What a condition asks for.
public struct ResourceSearch: Hashable, Sendable {
    /// Why a condition cannot be looked up.
    public enum Flaw: Error, Hashable, Sendable {
        /// It says nothing.
        case empty
        /// A criterion is none of those that are offered.
        case notOffered
        /// A value is none.
        case malformed
        /// It is longer than is looked at.
        case tooLong
    }

    /// The most bytes of a search.
    public static let byteLimit = 4_096
    /// The most values in a search.
    public static let valueLimit = 50

    /// Every one of these must be met, each by any of its keys.
    public let criteria: [[ResourceKey]]

    /// Reads the query of a search for resources of a type, percent-encoded, without the question mark.
    public init(type: String, query: some StringProtocol) throws(Flaw) {
        guard query.utf8.count <= Self.byteLimit else { throw .tooLong }
        var criteria: [[ResourceKey]] = []
        var count = 0
        for parameter in query.split(separator: "&") {
            let pair = parameter.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Self.decoded(pair[0]), pair.count == 2 else { throw .malformed }
            guard let value = Self.decoded(pair[1]) else { throw .malformed }
            // How the answer should look does not narrow the search.
            if ["_format", "_pretty"].contains(name) { continue }
            guard name == "identifier" || name == "_id" else { throw .notOffered }
            let keys = try Self.values(value).map { text throws(Flaw) in
                name == "_id" ? try Self.identity(type, text) : try Self.token(type, text)
            }
            count += keys.count
            guard !keys.isEmpty else { throw .malformed }
            guard count <= Self.valueLimit else { throw .tooLong }
            criteria.append(keys)
        }
        guard !criteria.isEmpty else { throw .empty }
        self.criteria = criteria
    }

    /// Every key that it asks for.
    public var keys: [ResourceKey] { criteria.flatMap(\.self) }

    private static func decoded(_ text: some StringProtocol) -> String? {
        String(text).replacing("+", with: " ").removingPercentEncoding
    }

    private static func identity(_ type: String, _ text: String) throws(Flaw) -> ResourceKey {
        guard (1...64).contains(text.utf8.count), !text.contains("/") else { throw .malformed }
        return ResourceKey(address: "\(type)/\(text)")
    }

    /// `system|value`, `|value` for one without a system, or `value` of any system; `\` before a character that
    /// would mean something else.
    private static func token(_ type: String, _ text: String) throws(Flaw) -> ResourceKey {
        let parts = split(text, at: "|")
        switch parts.count {
        case 1 where !parts[0].isEmpty: return ResourceKey(type: type, system: nil, value: parts[0])
        case 2 where !parts[1].isEmpty: return ResourceKey(type: type, system: parts[0], value: parts[1])
        default: throw .malformed
        }
    }

    /// The values of a criterion, still escaped.
    private static func values(_ text: String) -> [String] {
        var values = [""]
        var isEscaped = false
        for character in text {
            if character == ",", !isEscaped {
                values.append("")
            } else {
                values[values.count - 1].append(character)
            }
            isEscaped = character == "\\" && !isEscaped
        }
        return values.filter { !$0.isEmpty }
    }

    /// Cuts at a separator and takes the escapes out.
    private static func split(_ text: String, at separator: Character) -> [String] {
        var parts = [""]
        var isEscaped = false
        for character in text {
            if isEscaped {
                parts[parts.count - 1].append(character)
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else if character == separator {
                parts.append("")
            } else {
                parts[parts.count - 1].append(character)
            }
        }
        return parts
    }
}
