// Finds a member by its type and the bytes of its name: one hash, usually one comparison, no allocation.
//
// An open-addressed table of member numbers. Names are compared byte for byte, so a hash that collides costs
// time and nothing else; the table is built from our own definitions, so nobody can choose its keys.

struct MemberIndex: Sendable {
    /// Member number + 1, 0 where the slot is free; a power of two in size, at most half full.
    private let slots: [UInt16]

    init(types: [TypeDefinition], members: [MemberRecord], names: [UInt8]) {
        var size = 64
        while size < members.count * 4 { size *= 2 }
        var slots = [UInt16](repeating: 0, count: size)
        for type in types {
            for member in type.members {
                let hash = Self.hash(names.span, members[member].name, type.id)
                var slot = hash & (size - 1)
                while slots[slot] != 0 { slot = (slot + 1) & (size - 1) }
                slots[slot] = UInt16(member + 1)
            }
        }
        self.slots = slots
    }

    func find(_ name: String, in type: TypeID, names: [UInt8], members: [MemberRecord]) -> Member? {
        let bytes = Array(name.utf8)
        return find(bytes.span, 0..<bytes.count, in: type, names: names, members: members)
    }

    /// The member of `type` whose name stands in `bytes` at `range`.
    @inline(__always)
    func find(
        _ bytes: Span<UInt8>,
        _ range: Range<Int>,
        in type: TypeID,
        names: [UInt8],
        members: [MemberRecord]
    ) -> Member? {
        let mask = slots.count - 1
        var slot = Self.hash(bytes, range, type) & mask
        while slots[slot] != 0 {
            let candidate = Int(slots[slot]) - 1
            // A name belongs to many types; the type's range of members tells them apart.
            if Self.isEqual(bytes, range, names, members[candidate].name),
                members[candidate].owner == type
            {
                return Member(candidate)
            }
            slot = (slot + 1) & mask
        }
        return nil
    }

    @inline(__always)
    private static func isEqual(
        _ bytes: Span<UInt8>,
        _ range: Range<Int>,
        _ names: [UInt8],
        _ name: Range<Int>
    ) -> Bool {
        guard range.count == name.count else { return false }
        for offset in 0..<range.count
        where bytes[range.lowerBound + offset] != names[name.lowerBound + offset] {
            return false
        }
        return true
    }

    /// A hash of the type, the length and four letters; names of one type rarely agree in all of them.
    @inline(__always)
    private static func hash(_ bytes: Span<UInt8>, _ range: Range<Int>, _ type: TypeID) -> Int {
        guard !range.isEmpty else { return 0 }
        let first = UInt32(bytes[range.lowerBound])
        let middle = UInt32(bytes[range.lowerBound &+ range.count / 2])
        let late = UInt32(bytes[range.lowerBound &+ range.count &* 3 / 4])
        let last = UInt32(bytes[range.upperBound &- 1])
        let letters = first &+ middle << 8 &+ late << 16 &+ last << 24
        let seed = UInt32(type.rawValue) &* 0x9e37_79b1 &+ UInt32(truncatingIfNeeded: range.count) << 27
        let mixed = (letters ^ seed) &* 0x85eb_ca6b
        return Int(mixed ^ mixed >> 15)
    }
}
