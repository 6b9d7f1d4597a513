// A FHIR type: a primitive, a datatype, a resource, or an element nested in one of them.
//
// Nested elements are types of their own, named by their path (`Bundle.entry`), so that every element of the
// tree has a type and a content reference is nothing special (FHIR R4, "ElementDefinition.contentReference").

/// Names a type within one ``Definitions``.
public struct TypeID: Hashable, Comparable, Sendable {
    let rawValue: UInt16

    init(_ index: Int) {
        rawValue = UInt16(index)
    }

    var index: Int { Int(rawValue) }

    /// Orders types by their position in the definitions.
    public static func < (left: TypeID, right: TypeID) -> Bool {
        left.rawValue < right.rawValue
    }
}

/// What a type is.
public enum TypeKind: Sendable {
    /// One value, with an id and extensions beside it.
    case primitive
    /// A datatype of several elements.
    case complex
    /// A resource.
    case resource
    /// An element nested in a datatype or a resource.
    case nested
}

/// What the definitions say about a type.
public struct TypeDefinition: Sendable {
    /// The type in its definitions.
    public let id: TypeID
    /// The name, such as `Patient`, `code` or `Bundle.entry`.
    public let name: String
    /// What the type is.
    public let kind: TypeKind
    /// Whether only its descendants occur, as with `Resource`.
    public let isAbstract: Bool
    /// The type this one inherits its first elements from.
    public let base: TypeID?
    /// How the text of a primitive must look; `nil` unless the type is a primitive.
    public let format: PrimitiveFormat?

    /// The positions of its elements, inherited ones first, in ``Definitions``.
    var elements: Range<Int> = 0..<0
    /// The positions of its members, in definition order.
    var members: Range<Int> = 0..<0

    /// Whether values of the type are one text.
    public var isPrimitive: Bool { kind == .primitive }
    /// Whether the type is a resource, abstract ones included.
    public var isResource: Bool { kind == .resource }
    /// Whether the type is a resource that can occur.
    public var isConcreteResource: Bool { kind == .resource && !isAbstract }
}
