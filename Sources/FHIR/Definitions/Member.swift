// An element together with one concrete type: what JSON calls a member, such as `birthDate` or `valueQuantity`.
//
// Members are small integers numbered in definition order, so a tree needs no names and sorting by member is
// sorting in definition order. They are resolved while a site is compiled, never while a message runs.

/// Names an element as one type, within one ``Definitions``.
public struct Member: Hashable, Comparable, Sendable {
    let rawValue: UInt16

    init(_ index: Int) {
        rawValue = UInt16(index)
    }

    var index: Int { Int(rawValue) }

    /// Orders members of one type in definition order.
    public static func < (left: Member, right: Member) -> Bool {
        left.rawValue < right.rawValue
    }
}

/// What building, reading and writing need to know of a member, without a reference to count.
struct MemberRecord: Sendable {
    /// The type whose member this is.
    let owner: TypeID
    /// The position of the element in `Definitions.elements`.
    let element: UInt16
    /// The type of a value.
    let type: TypeID
    /// The format of a primitive's text; `nil` for everything else.
    let format: PrimitiveFormat?
    /// Whether JSON writes an array.
    let isRepeating: Bool
    /// Whether XML writes an attribute.
    let isAttribute: Bool
    /// Where the name stands in `Definitions.names`, without quotes.
    let nameStart: UInt32
    let nameLength: UInt8
    /// Whether the type is a resource, so that the value says which one it is.
    let isResource: Bool

    var name: Range<Int> { Int(nameStart)..<Int(nameStart) + Int(nameLength) }
    /// `"name":` as JSON writes it.
    var quotedName: Range<Int> { Int(nameStart) - 1..<Int(nameStart) + Int(nameLength) + 2 }
}
