// Compiled maps from FHIR: rules with their expressions and the fields they fill.
//
// Unlike `Plan`, which runs over numbers and spans of a message, this one is a tree: a resource comes in over HTTP and
// goes out as a few segments, and what counts is that every part is checked and bounded.

import FHIR
import FHIRPath
import HL7v2
import LocatedYAML

/// Everything that a site's maps from FHIR compile to.
struct ResourcePlan: Sendable {
    /// A map that fills a segment or a value, by its number.
    struct Map: Sendable {
        /// The type of what it reads.
        let origin: TypeID
        let condition: Rule.Expression?
        let rules: [Rule]
        let location: SourceLocation
    }

    /// `field: value`.
    struct Rule: Sendable {
        /// An expression with its place.
        struct Expression: Sendable {
            let expression: TreeExpression
            /// As it was written, for people.
            let text: String
            let location: SourceLocation
            /// Whether it can differ from resource to resource.
            let isVariable: Bool
        }

        let slot: FieldSlot
        let value: Value
    }

    /// The right side of a rule.
    indirect enum Value: Sendable {
        case nothing
        /// The texts that an expression yields.
        case texts(Rule.Expression)
        /// A text that is the same for every resource.
        case constant(String)
        /// Every item of an expression through the first of these maps that takes its type.
        case maps([Int], Rule.Expression)
        /// By a condition.
        case choose(Rule.Expression, then: Value, otherwise: Value)
        /// The first that writes something.
        case first([Value])
        /// All of them; of a field that holds one value the first that writes something.
        case list([Value])
        /// By a text.
        case cases(Rule.Expression, [(label: String, value: Value)], otherwise: Value)
        /// A value once for each item of a list.
        case each(Rule.Expression, condition: Rule.Expression?, Value)
        /// Parts of a field or component, once or for each item of a list.
        case parts(Parts)
        /// A value of a datatype that is said aloud, for a field whose datatype another one tells.
        case typed(String, Value)
    }

    /// What rules left behind.
    enum Written: Int, Comparable {
        case nothing, constants, variables
        static func < (left: Written, right: Written) -> Bool { left.rawValue < right.rawValue }
    }

    /// A value made of parts.
    struct Parts: Sendable {
        let source: Rule.Expression?
        let condition: Rule.Expression?
        let rules: [Rule]
        let uses: [[Int]]
        let otherwise: Value
    }

    /// An entry of an `emit` list.
    struct Block: Sendable {
        enum Body: Sendable {
            /// A segment: its own rules, and the maps that go on filling it.
            case segment(SegmentName, [Rule], uses: [[Int]])
            /// An occurrence of a group, or no group of its own.
            case group(GroupID?, [Block])
        }

        let source: Rule.Expression?
        let condition: Rule.Expression?
        /// The name of the item at hand in all that stands below.
        let name: String?
        let body: Body
        /// Whether it is an error when its list yields nothing.
        let isRequired: Bool
        let location: SourceLocation
    }

    var maps: [Map] = []
}

/// Where a value goes in a segment or a value, as seen from what its rules fill.
struct FieldSlot: Sendable {
    /// Numbers of field, component and subcomponent, those that are given.
    let path: [Int]
    /// What people call it: `PID-3.1`, `CX.4`.
    let name: String
    /// Its datatype; `*` where another field tells.
    private(set) var datatype: String
    /// How texts are written there.
    private(set) var form: FieldForm
    /// Whether it takes several values.
    let repeats: Bool
    /// Whether a list may be written there, of which a field that does not repeat takes the first.
    let takesList: Bool

    init(
        path: [Int],
        name: String,
        datatype: String,
        repeats: Bool,
        takesList: Bool = false,
        version: HL7v2.Version
    ) {
        self.path = path
        self.name = name
        self.datatype = datatype
        self.repeats = repeats
        self.takesList = repeats || takesList
        form = FieldForm(datatype, version: version)
    }

    /// Takes the datatype that is said aloud.
    mutating func become(_ datatype: String, version: HL7v2.Version) {
        self.datatype = datatype
        form = FieldForm(datatype, version: version)
    }
}

extension ResourcePlan.Value {
    /// Whether it can differ from resource to resource.
    var isVariable: Bool {
        switch self {
        case .nothing, .constant: false
        case .texts(let expression): expression.isVariable
        case .maps, .cases, .each: true
        case .choose(_, let then, let otherwise): then.isVariable || otherwise.isVariable
        case .first(let values), .list(let values): values.contains(where: \.isVariable)
        case .parts(let parts):
            parts.source != nil || !parts.uses.isEmpty || parts.rules.contains(where: \.value.isVariable)
        case .typed(_, let value): value.isVariable
        }
    }
}
