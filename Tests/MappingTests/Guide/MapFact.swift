// What a map file says, taken apart: an element of FHIR, and what of HL7 v2 its value is made of.

/// A place in HL7 v2: a segment or datatype, then field, component and subcomponent as far as they are named.
struct FactSource: Hashable {
    let root: String
    let numbers: [Int]

    /// A part of it.
    func part(_ more: [Int]) -> FactSource { FactSource(root: root, numbers: numbers + more) }

    /// Whether reading this is reading the other, or a part of it.
    func reads(_ other: FactSource) -> Bool {
        guard root == other.root else { return false }
        // A whole value used as text is its first component.
        if numbers.isEmpty, other.numbers == [1] { return true }
        return numbers.starts(with: other.numbers)
    }
}

/// A step of a path: `value` of type `Quantity`, `name`.
struct FactStep: Hashable {
    let name: String
    /// The type of a choice, where it is known.
    let type: String?
    /// Whether it is a choice of types.
    let isChoice: Bool
}

/// One element that a map sets.
struct MapFact: Hashable {
    /// The resource or datatype that the path begins at.
    var type: String
    var path: [FactStep]
    /// What its value is made of.
    var sources: Set<FactSource>
    /// The constant that it is, or the texts that its expression may yield.
    var texts: Set<String> = []
    /// The tables that translate it.
    var tables: Set<String> = []
    /// The resources that a reference leads to.
    var refersTo: Set<String> = []
    /// Whether nothing of the message is in it.
    var isConstant = false
    /// The segments whose maps it comes from, where it is set for a whole segment.
    var segments: Set<String> = []
}
