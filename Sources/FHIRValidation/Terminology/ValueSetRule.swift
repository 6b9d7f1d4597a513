// A ValueSet file as a rule: which codes belong to it, as far as that can be known here.
//
// A rule is asked, never expanded: `include` and `exclude` are conditions on one code, so that a value set of a large
// system costs nothing. Source: FHIR R4, "ValueSet", "Value Set Expansion".

import FHIR

/// Whether a code belongs to a set.
enum Membership: Sendable {
    case yes, no
    /// The site's files and the standard do not say.
    case unknown

    /// Both must say yes.
    static func && (left: Membership, right: Membership) -> Membership {
        if left == .no || right == .no { return .no }
        return left == .yes && right == .yes ? .yes : .unknown
    }

    /// One of them must say yes.
    static func || (left: Membership, right: Membership) -> Membership {
        if left == .yes || right == .yes { return .yes }
        return left == .no && right == .no ? .no : .unknown
    }

    /// The opposite.
    static prefix func ! (membership: Membership) -> Membership {
        switch membership {
        case .yes: .no
        case .no: .yes
        case .unknown: .unknown
        }
    }
}

/// A value set of a site.
struct ValueSetRule: Sendable {
    /// Codes of one system, or of other value sets, or of both.
    struct Part: Sendable {
        let place: Place
        /// The system; `nil` where only value sets are named.
        let system: String?
        /// The codes that are listed; `nil` where none are.
        let codes: Set<String>?
        let filters: [Filter]
        /// The addresses of value sets that must all have the code.
        let valueSets: [String]
    }

    /// A condition on the properties of a code.
    struct Filter: Sendable {
        let property: String
        let operation: String
        let value: String
    }

    /// A listing of everything that is in it.
    struct Expansion: Sendable {
        /// The codes by their systems.
        var codes: [String: Set<String>] = [:]
        /// Whether nothing is left out.
        var isWhole = true
    }

    /// Its canonical address.
    let url: String
    let place: Place
    let includes: [Part]
    let excludes: [Part]
    /// A listing, which is believed where the file has one.
    let expansion: Expansion?

    /// Reads a ValueSet.
    ///
    /// - Returns: `nil` without an address.
    init?(_ place: Place) {
        guard let url = place.node["url"]?.text else { return nil }
        self.url = url
        self.place = place
        includes = place.node.nodes(at: "compose.include").map { Part(place.at($0)) }
        excludes = place.node.nodes(at: "compose.exclude").map { Part(place.at($0)) }
        expansion = place.node["expansion"].map(Expansion.init)
    }
}

extension ValueSetRule.Part {
    fileprivate init(_ place: Place) {
        self.place = place
        system = place.node["system"]?.text
        let listed = place.node.texts(at: "concept.code")
        codes = listed.isEmpty ? nil : Set(listed)
        filters = place.node.children(named: "filter").map {
            ValueSetRule.Filter(
                property: $0["property"]?.text ?? "",
                operation: $0["op"]?.text ?? "",
                value: $0["value"]?.text ?? ""
            )
        }
        valueSets = place.node.children(named: "valueSet").compactMap(\.text)
    }
}

extension ValueSetRule.Expansion {
    fileprivate init(_ node: Tree.Node) {
        var count = 0
        add(node, &count)
        // A page of a listing is not all of it.
        isWhole = node["total"]?.text.flatMap(Int.init).map { $0 <= count } ?? true
    }

    private mutating func add(_ node: Tree.Node, _ count: inout Int) {
        for entry in node.children(named: "contains") {
            if let code = entry["code"]?.text {
                count += 1
                if entry["abstract"]?.text != "true" {
                    codes[entry["system"]?.text ?? "", default: []].insert(code)
                }
            }
            add(entry, &count)
        }
    }
}
