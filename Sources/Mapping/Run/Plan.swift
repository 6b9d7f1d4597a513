// Compiled maps: flat arrays of small records that refer to one another by number.
//
// Elements were resolved to members, names to numbers, expressions to roots of one program. Running a plan looks
// nothing up by name.

import FHIR
import FHIRPath
import LocatedYAML

/// Everything that the maps of a site compile to.
struct Plan: Sendable {
    var program: Program
    var rules: [Rule] = []
    /// Small, because each is copied when it is run; the larger ones are in `switches` and `elements`.
    var values: [Value] = []
    var switches: [Switch] = []
    var elements: [Nested] = []
    var slots: [Slot] = []
    var members: [Member] = []
    var functions: [Function] = []
    var emissions: [Emission] = []
    var blocks: [Block] = []
    /// Lists of values, by number.
    var lists: [Int32] = []
    var roots: [Root] = []
    /// Constants, and the labels of switches; their bytes are the program's.
    var texts: [Text] = []
    /// Where each rule stands.
    var origins: [SourceLocation] = []
    /// Elements that a type requires, by the type's number here.
    var requirements: [Requirement] = []
    /// What each rule reads; `nil` where that is unknown, or not worth remembering.
    var ruleInputs: [Inputs?] = []
    /// What the values of switches read whose rules are not remembered whole.
    var branchInputs: [Inputs] = []
    /// For each value its place there; -1 for none.
    var branchOfValue: [Int32] = []
    /// What each map that emits a resource reads; `nil` where that is unknown.
    var functionInputs: [Inputs?] = []
    /// Rules that are remembered together.
    var sheaves: [Sheaf] = []
    /// For each rule that begins a list the list's sheaf; -1 for none.
    var sheafOfRule: [Int32] = []
    /// What runs remember of earlier ones.
    let recollections = RecollectionPool()

    /// A run of entries in one of the arrays.
    typealias Run = Range<Int32>

    /// `element: value`.
    struct Rule: Sendable {
        /// The steps before the element, in `members`: `strength` of `strength.numerator`.
        let path: Run
        /// The members that the element can be, in `members`: for a choice one a type.
        let candidates: Run
        /// Whether the element holds one value, so that the first rule that sets it wins.
        let isSingle: Bool
        let value: Int32
        let origin: Int32
        /// What must be there for the rule to write anything; found out when all is compiled.
        var need = Need.unknown
    }

    /// A list of rules, and what makes its result worth keeping.
    struct RuleSet: Sendable {
        let rules: Run
        /// Whether anything but constants can be set; then constants alone are nothing.
        let hasVariables: Bool
    }

    /// Where a value goes, once its type is known.
    struct Slot: Sendable {
        /// How values are written.
        enum Form: Sendable {
            case primitive(PrimitiveFormat)
            case reference(text: Member)
            case coding(CodingMembers)
            case concept(coding: Member, CodingMembers)
            case complex
        }

        let member: Member
        let form: Form
        let isRepeating: Bool
        /// In `requirements`; -1 where the type requires nothing.
        let requirement: Int32
    }

    /// The members of Coding that tables fill.
    struct CodingMembers: Sendable {
        let system: Member
        let code: Member
        let display: Member
    }

    /// The right side of a rule.
    enum Value: Sendable {
        case nothing
        /// An expression, written to a slot.
        case expression(Root, slot: Int32)
        /// Text that is the same for every message.
        case constant(text: Int32, slot: Int32)
        /// By a condition.
        case choose(Root, then: Int32, otherwise: Int32)
        /// The first that fits.
        case candidates(Run)
        /// All of them.
        case list(Run)
        /// By a text; in `switches`.
        case cases(Int32)
        /// A value once for each item of a list.
        case each(Root, condition: Root?, value: Int32)
        /// An element of several; in `elements`.
        case nested(Int32)
        /// A value, and what its elements get beside; in `elements`.
        case completed(value: Int32, element: Int32)
    }

    /// A choice by a text; the labels are in `texts`, the values in `lists`.
    struct Switch: Sendable {
        let subject: Root
        let labels: Run
        let values: Run
        let otherwise: Int32
    }

    /// An element built from rules, once for each item of a list or once.
    struct Nested: Sendable {
        /// The list; its alternatives are tried in order, each with rules of its own.
        let source: Root?
        let condition: Root?
        let slot: Int32
        let rules: RuleSet
        /// Functions that go on filling the element, run on the value or segment given by a root.
        let uses: Run
        /// What is taken where the list is empty or the condition does not hold; 0 for nothing.
        let otherwise: Int32
    }

    /// A map that fills an element, chosen by `use` or called as a function.
    struct Function: Sendable {
        enum Kind: Sendable {
            /// Fills an element of a type by rules.
            case rules(RuleSet)
            /// Yields a primitive; the program holds its expression.
            case inline
            /// Emits a resource, once by its identity.
            case resource
            case reference(frame: Int32, alias: Int32)
            case references(frame: Int32, alias: Int32)
        }

        var kind: Kind
        let type: TypeID
        /// For maps to resources: how they are emitted.
        var emission: Int32 = -1
        let origin: Int32
    }

    /// A use of a segment map: what it runs on, and the function.
    struct Use: Sendable {
        let on: Root
        let function: Int32
    }

    var uses: [Use] = []

    /// What a resource is emitted with.
    struct Emission: Sendable {
        let type: TypeID
        /// The parts of its identity, in `roots`.
        let identity: Run
        let write: MapSource.WriteMode
        /// Whether what comes again under its identity goes on filling it.
        let merges: Bool
        /// The member `identifier` and what is in it, for conditional creates.
        let identifier: IdentifierMembers?
        /// The member `id`, and the type's name.
        let id: Member?
        let typeName: String
        let requirement: Int32
        let origin: Int32
    }

    /// Where a resource's business identifier stands.
    struct IdentifierMembers: Sendable {
        let identifier: Member
        let system: Member
        let value: Member
    }

    /// An entry of an `emit` list.
    struct Block: Sendable {
        enum Body: Sendable {
            /// Further entries, in `blocks`, in a frame of their own with a number and so many names.
            case frame(Run, number: Int32, aliases: Int32)
            /// A resource: the emission, its own rules, the maps it uses, its name's number or -1, its key.
            case resource(Int32, RuleSet, uses: Run, alias: Int32, key: Root?)
        }

        /// What it is repeated for; its alternatives were made blocks of their own.
        let source: Root?
        let condition: Root?
        /// The keys by which neighbours are joined, in `roots`.
        let groupBy: Run
        let body: Body
        /// The block that is run instead where `source` is empty; -1 for none.
        let alternative: Int32
        let origin: Int32
    }

    /// The members of Bundle that the runner itself fills.
    struct BundleMembers: Sendable {
        let bundle: TypeID
        let type: Member
        let entry: Member
        let fullURL: Member
        let resource: Member
        let request: Member
        let method: Member
        let url: Member
        let ifNoneExist: Member

        init?(_ definitions: Definitions) {
            guard let bundle = definitions.type(named: "Bundle"),
                let type = definitions.member(named: "type", in: bundle),
                let entry = definitions.member(named: "entry", in: bundle),
                let fullURL = definitions.member(named: "fullUrl", in: definitions.type(of: entry)),
                let resource = definitions.member(named: "resource", in: definitions.type(of: entry)),
                let request = definitions.member(named: "request", in: definitions.type(of: entry)),
                let method = definitions.member(named: "method", in: definitions.type(of: request)),
                let url = definitions.member(named: "url", in: definitions.type(of: request)),
                let ifNoneExist = definitions.member(named: "ifNoneExist", in: definitions.type(of: request))
            else { return nil }
            self.bundle = bundle
            self.type = type
            self.entry = entry
            self.fullURL = fullURL
            self.resource = resource
            self.request = request
            self.method = method
            self.url = url
            self.ifNoneExist = ifNoneExist
        }
    }

    /// What a type requires: for each required element the members it can be.
    struct Requirement: Sendable {
        struct Element: Sendable {
            let name: String
            let candidates: [Member]
        }

        let type: TypeID
        let elements: [Element]
    }
}
