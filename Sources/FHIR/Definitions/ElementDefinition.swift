// An element of a type: its types, its cardinality, its required binding.
//
// Read while a site is compiled and by validation; building and reading trees goes by `Member` alone.

/// What the definitions say about an element of a type.
public struct ElementDefinition: Sendable {
    /// The name without a type: `value[x]` for a choice.
    public let name: String
    /// The type whose element this is; for an inherited element the inheriting type.
    public let owner: TypeID
    /// The types a value may have; more than one only for a choice.
    public let types: [TypeReference]
    /// How many must be there.
    public let minimum: Int
    /// How many may be there; `nil` for any number.
    public let maximum: Int?
    /// The codes a value must be one of, when the element has a required binding that can be listed.
    public let binding: RequiredBinding?
    /// Whether the element changes the meaning of what it stands in.
    public let isModifier: Bool
    /// Whether the element belongs to a summary.
    public let isSummary: Bool
    /// Whether XML writes the element as an attribute; such an element has no extensions.
    public let isAttribute: Bool
    /// The position in definition order among the elements of its owner.
    public let order: Int
    /// The first of its members; one a type, in the order of ``types``.
    let firstMember: Member

    /// Whether the type is part of the name, as in `valueQuantity`.
    public var isChoice: Bool { name.hasSuffix("[x]") }

    /// Whether there may be more than one.
    public var isRepeating: Bool { maximum != 1 }

    /// The member for values of a type, or `nil` if the element does not take that type.
    public func member(as type: TypeID) -> Member? {
        types.firstIndex { $0.type == type }.map { Member(firstMember.index + $0) }
    }

    /// Its members, one a type; they are numbered one after the other.
    public var members: ClosedRange<Member> {
        firstMember...Member(firstMember.index + max(types.count, 1) - 1)
    }

    /// The only member; `nil` for a choice, whose type must be said.
    public var onlyMember: Member? {
        types.count == 1 ? firstMember : nil
    }
}

/// A type that a value may have, and for a reference what it may point to.
public struct TypeReference: Hashable, Sendable {
    /// The type.
    public let type: TypeID
    /// What a `Reference` or `canonical` may refer to; empty when it may be anything.
    public let targets: [TypeID]
}

/// The codes that a required binding allows.
public struct RequiredBinding: Sendable {
    /// The value set's canonical address.
    public let valueSet: String
    /// The code systems the codes are drawn from, in the order of the definitions.
    public let systems: [String]
    /// The position in `systems` that every code is from.
    private let codes: [String: Int]
    /// The further systems of a code that several define.
    private let furtherSystems: [String: [Int]]

    init(valueSet: String, codes groups: [(system: String, codes: [String])]) {
        self.valueSet = valueSet
        systems = groups.map(\.system)
        var codes: [String: Int] = Dictionary(minimumCapacity: groups.reduce(0) { $0 + $1.codes.count })
        var further: [String: [Int]] = [:]
        for (position, group) in groups.enumerated() {
            for code in group.codes {
                if codes[code] == nil {
                    codes[code] = position
                } else {
                    further[code, default: []].append(position)
                }
            }
        }
        self.codes = codes
        furtherSystems = further
    }

    /// Whether the value set has a code.
    public func contains(_ code: String) -> Bool {
        codes[code] != nil
    }

    /// Whether the value set has a code of a system.
    public func contains(_ code: String, of system: String) -> Bool {
        systems(of: code).contains(system)
    }

    /// The systems that define a code; one code of several systems is rare.
    public func systems(of code: String) -> [String] {
        guard let first = codes[code] else { return [] }
        return [systems[first]] + furtherSystems[code, default: []].map { systems[$0] }
    }

    /// All codes, sorted.
    public var allCodes: [String] {
        codes.keys.sorted()
    }
}
