// The members that a name means in each type: a small table for each name, as walking a path asks at every node.
//
// Open addressing by the type's number, so that nothing is hashed; a table is some hundred bytes at most.

/// Members of one name, by the types that have it.
public struct MembersByType: Sendable {
    private struct Slot {
        let type: UInt16
        let first: Member
        let last: Member
    }

    /// No type has this number: definitions have some hundreds.
    private static let free = UInt16.max

    /// A power of two in size, at most half full; empty if there are no types.
    private let slots: [Slot]

    /// Makes a table of types, each of which stands there once.
    public init(_ entries: [(type: TypeID, members: ClosedRange<Member>)]) {
        var size = entries.isEmpty ? 0 : 2
        while size < entries.count * 2 { size *= 2 }
        var slots = [Slot](repeating: Slot(type: Self.free, first: Member(0), last: Member(0)), count: size)
        for entry in entries {
            var slot = entry.type.index & (size - 1)
            while slots[slot].type != Self.free { slot = (slot + 1) & (size - 1) }
            slots[slot] = Slot(
                type: entry.type.rawValue,
                first: entry.members.lowerBound,
                last: entry.members.upperBound
            )
        }
        self.slots = slots
    }

    /// Whether no type has the name.
    public var isEmpty: Bool { slots.isEmpty }

    /// The members in a type; `nil` where it does not have the name.
    @inline(__always)
    public subscript(type: TypeID) -> ClosedRange<Member>? {
        guard !slots.isEmpty else { return nil }
        let mask = slots.count - 1
        var slot = type.index & mask
        while slots[slot].type != Self.free {
            if slots[slot].type == type.rawValue { return slots[slot].first...slots[slot].last }
            slot = (slot + 1) & mask
        }
        return nil
    }
}
