// Which codes belong to which value sets: by the site's files, and by the standard's own listed sets.
//
// Nothing is fetched. A code of a system that nothing here lists is unknown, and what is unknown is not judged.

import FHIR
import FHIRPath

/// The code systems and value sets that are known.
struct Terminology: Sendable {
    /// How deep value sets may be made of others.
    private static let depthLimit = 16

    private let schema: TreeSchema
    private(set) var systems: [String: CodeSystemContent] = [:]
    private(set) var valueSets: [String: ValueSetRule] = [:]
    private let standard: StandardCodes

    init(_ schema: TreeSchema) {
        self.schema = schema
        standard = StandardCodes(schema.definitions)
    }

    /// Adds a code system; one of the same address is replaced.
    mutating func add(_ system: CodeSystemContent) { systems[system.url] = system }

    /// Adds a value set; one of the same address is replaced.
    mutating func add(_ valueSet: ValueSetRule) { valueSets[valueSet.url] = valueSet }

    /// Whether anything is known of a value set.
    func knows(valueSet address: String) -> Bool {
        let url = CanonicalAddress(address).url
        return valueSets[url] != nil || schema.valueSet(url) != nil
    }

    /// Whether the codes of a system are listed.
    func knows(system: String) -> Bool { systems[system] != nil || standard.lists(system) }

    /// Whether a value set has a code; without a system it may be of any.
    func contains(
        _ code: String,
        of system: String?,
        in address: String,
        depth: Int = 0
    ) -> Membership {
        let url = CanonicalAddress(address).url
        if let rule = valueSets[url] {
            guard depth < Self.depthLimit else { return .unknown }
            return contains(code, of: system, in: rule, depth: depth)
        }
        guard let binding = schema.valueSet(url) else { return .unknown }
        return (system.map { binding.contains(code, of: $0) } ?? binding.contains(code)) ? .yes : .no
    }

    private func contains(
        _ code: String,
        of system: String?,
        in rule: ValueSetRule,
        depth: Int
    ) -> Membership {
        if let expansion = rule.expansion {
            let isListed =
                system.map { expansion.codes[$0]?.contains(code) ?? false }
                ?? expansion.codes.values.contains { $0.contains(code) }
            if isListed { return .yes }
            if expansion.isWhole { return .no }
        }
        guard !rule.includes.isEmpty else { return .unknown }
        var membership = Membership.no
        for part in rule.includes where membership != .yes {
            membership = membership || matches(code, of: system, part, depth: depth)
        }
        for part in rule.excludes where membership != .no {
            membership = membership && !matches(code, of: system, part, depth: depth)
        }
        return membership
    }

    private func matches(
        _ code: String,
        of system: String?,
        _ part: ValueSetRule.Part,
        depth: Int
    ) -> Membership {
        var membership = Membership.yes
        if let wanted = part.system {
            if let system, system != wanted { return .no }
            if let codes = part.codes {
                membership = codes.contains(code) ? .yes : sameInSystem(code, as: codes, in: wanted)
            } else {
                membership = has(code, in: wanted)
            }
            for filter in part.filters where membership != .no {
                membership = membership && matches(code, filter, in: wanted)
            }
        }
        for valueSet in part.valueSets where membership != .no {
            membership = membership && contains(code, of: system, in: valueSet, depth: depth + 1)
        }
        return membership
    }

    private func sameInSystem(_ code: String, as codes: Set<String>, in system: String) -> Membership {
        guard let content = systems[system] else { return .no }
        return codes.contains { content.isSame($0, code) } ? .yes : .no
    }

    /// Whether a system has a code.
    private func has(_ code: String, in system: String) -> Membership {
        systems[system]?.has(code) ?? standard.contains(code, of: system)
    }

    /// The operations that ``matches(_:_:in:)`` understands.
    static let knownOperations: Set<String> = [
        "=", "is-a", "descendent-of", "is-not-a", "in", "not-in", "exists",
    ]

    private func matches(_ code: String, _ filter: ValueSetRule.Filter, in system: String) -> Membership {
        guard let content = systems[system], let concept = content.concept(code) else { return .unknown }
        let listed = Set(
            filter.value.split(separator: ",").map { $0.trimmingPrefix { $0 == " " } }.map(String.init)
        )
        let isAboutCode = ["code", "concept"].contains(filter.property)
        let values = isAboutCode ? [code] : concept.properties[filter.property] ?? []
        let isHeld: Bool
        switch filter.operation {
        case "=": isHeld = values.contains(filter.value)
        case "is-a": isHeld = content.isCode(code, below: filter.value)
        case "descendent-of":
            isHeld = !content.isSame(code, filter.value) && content.isCode(code, below: filter.value)
        case "is-not-a": isHeld = !content.isCode(code, below: filter.value)
        case "in": isHeld = !values.isDisjoint(with: listed)
        case "not-in": isHeld = values.isDisjoint(with: listed)
        case "exists": isHeld = values.isEmpty == (filter.value == "false")
        default: return .unknown
        }
        return isHeld ? .yes : .no
    }
}

extension Terminology {
    /// Whether a value set is made of itself.
    func isCircular(_ url: String) -> Bool {
        var upcoming = parts(of: url)
        var met: Set<String> = []
        while let next = upcoming.popLast() {
            if next == url { return true }
            if met.insert(next).inserted { upcoming.append(contentsOf: parts(of: next)) }
        }
        return false
    }

    private func parts(of url: String) -> [String] {
        guard let rule = valueSets[url] else { return [] }
        return (rule.includes + rule.excludes).flatMap(\.valueSets).map { CanonicalAddress($0).url }
    }
}
