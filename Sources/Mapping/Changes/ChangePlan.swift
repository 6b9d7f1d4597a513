// Compiled maps from FHIR to FHIR: rules with their expressions and the elements they fill.
//
// Elements go by their names: a rule of every resource, such as one for `meta`, is about other members in each type,
// and a map runs once for an HTTP request.

import FHIR
import FHIRPath
import LocatedYAML

/// Everything that a site's maps from FHIR to FHIR compile to.
struct ChangePlan: Sendable {
    typealias Expression = ResourcePlan.Rule.Expression

    /// A map, by its number.
    struct Map: Sendable {
        /// The type of what it reads.
        let origin: TypeID
        /// The type of what it makes.
        let target: TypeID
        let condition: Expression?
        let content: Content
        let location: SourceLocation
    }

    /// What becomes of a value's elements.
    struct Content: Sendable {
        /// Those that go, by their paths.
        var dropped: [[String]] = []
        var rules: [Rule] = []
        /// Maps that go on filling it, for each name those that can take the item at hand.
        var uses: [[Int]] = []
    }

    /// `element: value`.
    struct Rule: Sendable {
        let place: Place
        let value: Value
    }

    /// The element that a rule fills.
    struct Place: Sendable {
        /// The names of the steps before it.
        let steps: [String]
        /// Its name: `code`, `value[x]`, `valueQuantity`.
        let name: String
        /// The types that it takes here.
        let types: [TypeID]
        let isRepeating: Bool
        /// The codes that FHIR allows there, where it lists them.
        let codes: RequiredBinding?

        /// The same element with one of its types.
        func narrowed(to type: TypeID) -> Place {
            Place(steps: steps, name: name, types: [type], isRepeating: isRepeating, codes: codes)
        }
    }

    /// The right side of a rule.
    indirect enum Value: Sendable {
        case nothing
        /// What an expression yields, copied.
        case values(Expression)
        /// The rows of a table for the codes that an expression yields, as codings.
        case rows(Expression, CodeTable)
        /// A text that is the same for every resource.
        case constant(String)
        /// Every item of an expression through the first of these maps that takes its type.
        case maps([Int], Expression)
        /// By a condition; without a value where it does not hold, the element stays as it is then.
        case choose(Expression, then: Value, otherwise: Value?)
        /// The first that gives something.
        case first([Value])
        /// All of them, one behind the other.
        case list([Value])
        /// By a text; where no case fits and there is no other value, the element stays as it is.
        case cases(Expression, [(label: String, value: Value)], otherwise: Value?)
        /// A value once for each item of a list.
        case each(Expression, condition: Expression?, Value)
        /// An element of elements, once or for each item of a list.
        case parts(Parts)
        /// References to what an entry of this name emits.
        case reference(String)
    }

    /// A value made of elements.
    struct Parts: Sendable {
        let source: Expression?
        let condition: Expression?
        let content: Content
        let otherwise: Value?
    }

    /// An entry of an `emit` list.
    struct Block: Sendable {
        enum Action: Sendable {
            /// Changes resources of a type.
            case change(TypeID, Content)
            /// Leaves out resources of these types.
            case drop([TypeID])
            /// Adds a resource, once or for each item of a list.
            case add(Addition)
        }

        let action: Action
        let condition: Expression?
        let location: SourceLocation
    }

    /// A resource that is added to a Bundle.
    struct Addition: Sendable {
        let type: TypeID
        let source: Expression?
        /// The name by which references find it.
        let name: String?
        let identity: [Expression]
        let content: Content
    }

    var maps: [Map] = []
}

extension ChangePlan.Value {
    /// Whether it can differ from resource to resource.
    var isVariable: Bool {
        switch self {
        case .nothing, .constant: false
        case .values(let expression), .rows(let expression, _): expression.isVariable
        case .maps, .cases, .each, .reference: true
        case .choose(_, let then, let otherwise): then.isVariable || otherwise?.isVariable ?? false
        case .first(let values), .list(let values): values.contains(where: \.isVariable)
        case .parts(let parts): parts.source != nil || parts.content.isVariable
        }
    }
}

extension ChangePlan.Content {
    /// Whether what it fills can differ from resource to resource.
    var isVariable: Bool { !uses.isEmpty || rules.contains(where: \.value.isVariable) }
}
