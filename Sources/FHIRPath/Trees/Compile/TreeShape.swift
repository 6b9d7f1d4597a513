// What is known about a collection before there is a tree: which types it can hold, and whether it has an order.
//
// Known types make names that cannot exist an error; where anything is possible nothing is complained about.

import FHIR

/// What a step of an expression can yield.
struct TreeShape {
    enum Kind {
        /// Not known.
        case any
        /// Nothing.
        case none
        case system(SystemType)
        case fhir([TypeID])
    }

    var kind: Kind
    /// Whether the order of the items means something; `children()` has none.
    var isOrdered = true
    /// Whether there may be several; `false` too where that is not known.
    var isPlural = false

    static let any = TreeShape(kind: .any)
    static let boolean = TreeShape(kind: .system(.boolean))
    static let integer = TreeShape(kind: .system(.integer))
    static let string = TreeShape(kind: .system(.string))

    /// What either of two can yield.
    func joined(with other: TreeShape) -> TreeShape {
        var result = TreeShape(
            kind: .any,
            isOrdered: isOrdered && other.isOrdered,
            isPlural: isPlural || other.isPlural
        )
        switch (kind, other.kind) {
        case (.none, let kind), (let kind, .none): result.kind = kind
        case (.system(let left), .system(let right)) where left == right: result.kind = kind
        case (.fhir(let left), .fhir(let right)):
            result.kind = .fhir(left + right.filter { !left.contains($0) })
        default: break
        }
        return result
    }

    /// The same items, or some of them, with another count.
    func counted(plural: Bool) -> TreeShape {
        var shape = self
        shape.isPlural = plural
        return shape
    }

    /// Whether items can only be FHIR types of several elements.
    func isComplex(in definitions: Definitions) -> Bool {
        guard case .fhir(let types) = kind, !types.isEmpty else { return false }
        return types.allSatisfy { type in
            let definition = definitions[type]
            return !definition.isPrimitive && !definition.isAbstract
        }
    }

    /// What items are, for people; `nil` where that is not known.
    func name(in definitions: Definitions) -> String? {
        switch kind {
        case .any, .none: nil
        case .system(let type): type.rawValue
        case .fhir(let types):
            types.isEmpty ? nil : types.map { definitions[$0].name }.joined(separator: " or ")
        }
    }

    /// Whether items cannot be Booleans.
    func isNeverBoolean(in definitions: Definitions) -> Bool {
        switch kind {
        case .any, .none: false
        case .system(let type): type != .boolean && type != .any
        case .fhir(let types):
            !types.isEmpty
                && types.allSatisfy { !["boolean", "Element", "Resource"].contains(definitions[$0].name) }
        }
    }
}
