// How the values of an element are told apart, and what is demanded of each kind.
//
// Source: FHIR R4, "Profiling", §5.1.0.14 "Slicing".

import FHIR

/// How the values of an element are told apart, and the slices.
struct SlicingRule: Sendable {
    /// What becomes of values that are in no slice.
    enum Openness: String, Sendable {
        case closed, open, openAtEnd
    }

    var discriminators: [Discriminator]
    var openness: Openness
    var isOrdered: Bool
    var slices: [SliceRule] = []
}

/// One kind of values.
struct SliceRule: Sendable {
    let name: String
    var count: CountRule
    var rule: ElementRule
    /// The element that said it first, for problems.
    let place: Place
    /// By what its values are known, all of it; empty where nothing tells them, so that nothing is judged.
    var tests: [SliceTest] = []
    /// The kinds within this one.
    var slicing: SlicingRule?
}

/// What tells slices apart.
struct Discriminator: Hashable, Sendable {
    enum Kind: String, Sendable {
        case value, pattern, exists, type, profile
    }

    let kind: Kind
    let path: DiscriminatorPath
}

/// The path of a discriminator: the restricted FHIRPath of R4's `ElementDefinition.slicing.discriminator.path`.
struct DiscriminatorPath: Hashable, Sendable {
    enum Step: Hashable, Sendable {
        case element(String)
        case `extension`(String)
        case resolve
        case ofType(String)
    }

    /// Empty for `$this`.
    let steps: [Step]

    /// Reads `$this`, `code.coding`, `resolve()`, `value.ofType(Quantity).code`, `extension('…').value`.
    ///
    /// - Returns: `nil` for anything else.
    init?(_ text: String) {
        var steps: [Step] = []
        var rest = text[...]
        while !rest.isEmpty {
            if let match = rest.prefixMatch(of: /\$this|resolve\(\)/) {
                if match.output == "resolve()" { steps.append(.resolve) }
                rest = rest[match.range.upperBound...]
            } else if let match = rest.prefixMatch(of: /(?:ofType|as)\((?:FHIR\.)?(\w+)\)/) {
                steps.append(.ofType(String(match.1)))
                rest = rest[match.range.upperBound...]
            } else if let match = rest.prefixMatch(of: /extension\((?:'([^']*)'|"([^"]*)")\)/) {
                steps.append(.extension(String(match.1 ?? match.2 ?? "")))
                rest = rest[match.range.upperBound...]
            } else if let match = rest.prefixMatch(of: /([a-zA-Z][A-Za-z0-9]*)(?:\[x\])?(?![A-Za-z0-9(])/) {
                steps.append(.element(String(match.1)))
                rest = rest[match.range.upperBound...]
            } else {
                return nil
            }
            guard !rest.isEmpty else { break }
            guard rest.first == ".", rest.count > 1 else { return nil }
            rest = rest.dropFirst()
        }
        guard !text.isEmpty else { return nil }
        self.steps = steps
    }
}

/// What must hold at a discriminator's path for a value to be of a slice.
struct SliceTest: Sendable {
    enum Condition: Sendable {
        /// One of the values there satisfies all of these.
        case values([ValueRule], [BindingRule])
        /// One of the texts there is one of these addresses.
        case addresses(Set<String>)
        /// Something is there, or nothing.
        case exists(Bool)
        /// The value there has one of these types.
        case types([TypeID])
        /// The value there satisfies one of these.
        case profiles([ProfileReference])
    }

    let path: [Step]
    let condition: Condition

    /// A step of a path, its names looked up.
    enum Step: Sendable {
        case element(MembersByType)
        case `extension`(String)
        case resolve
        case ofType(TypeID)
    }
}
