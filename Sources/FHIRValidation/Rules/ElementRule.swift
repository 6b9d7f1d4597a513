// What a profile demands of an element, merged from all that it is based on: a tree that bears only what the
// definitions do not demand already.
//
// Made by `ProfileMerge`, run by `ProfileCheck`. Source: FHIR R4, "ElementDefinition".

import FHIR
import FHIRPath

/// What is demanded of the values of an element.
struct ElementRule: Sendable {
    /// What problems call it: the element's id without the type, such as `category:lab.coding`.
    let label: String
    /// What the definitions say of the element; `nil` for a type as a whole.
    var definition: ElementDefinition?
    /// The types whose elements the children are.
    var types: [TypeID]
    /// Whether the types are fewer than the definitions have.
    var isNarrowed = false
    /// Types with what is said about each; a value must satisfy one rule of every list.
    var typeRules: [[TypeRule]] = []
    /// What a value must be equal to, or must have within it.
    var values: [ValueRule] = []
    /// The value sets of its codes.
    var bindings: [BindingRule] = []
    /// What must hold at each value.
    var invariants: [Invariant] = []
    /// The bounds of a value.
    var bounds: [BoundRule] = []
    /// The most characters of a text.
    var lengthLimit: Int?
    /// What is demanded of the elements inside.
    var children: [ChildRule] = []

    /// The elements of a name.
    func child(_ name: String) -> ChildRule? { children.first { $0.name == name } }
}

/// What is demanded of all elements of one name.
struct ChildRule: Sendable {
    /// The name as a path has it: `value` for a choice.
    let name: String
    /// The members that it means, by the type that they are in.
    let members: MembersByType
    var count: CountRule
    /// What the definitions allow.
    let definedCount: CountRule
    var rule: ElementRule
    /// How its values are told apart; `nil` where they are not.
    var slicing: SlicingRule?
    /// Another element of the profile whose rules hold for this one as well, by its path.
    var reference: String?
}

/// How often something may be there.
struct CountRule: Hashable, Sendable {
    var minimum: Int
    /// `nil` for any number.
    var maximum: Int?

    init(_ minimum: Int, _ maximum: Int?) {
        self.minimum = minimum
        self.maximum = maximum
    }

    /// Whether a count is too high.
    func isBelow(_ count: Int) -> Bool { maximum.map { $0 < count } ?? false }
}

/// A type that a value may have.
struct TypeRule: Sendable {
    /// The type; `nil` where any is right and only the rest counts.
    let type: TypeID
    /// Of which the value must satisfy one; empty for none.
    var profiles: [ProfileReference] = []
    /// What a reference may point to; empty for what the definitions allow.
    var targets: [ProfileReference] = []
    /// How a reference may point there: `contained`, `referenced`, `bundled`; empty for any way.
    var aggregation: Set<String> = []
}

/// A profile that another one names.
enum ProfileReference: Hashable, Sendable {
    /// One of the site's, by its position.
    case site(Int)
    /// A type as the standard defines it.
    case type(TypeID)
    /// One that is not known here.
    case unknown(String)
}

/// A value set that codes must be, or should be, taken from.
struct BindingRule: Sendable {
    let valueSet: String
    /// Else another code is a warning.
    let isRequired: Bool
    /// Whether every coding must be of the set, and not just one.
    var isForAll = false
}

/// The smallest or largest value.
struct BoundRule: Sendable {
    /// `$this >= …` or `$this <= …`.
    let expression: TreeExpression
    let isMinimum: Bool
}
