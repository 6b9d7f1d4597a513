// The identities of a message by number.
//
// A table of its own for the reason that `Recollections` has one: the library's dictionary took a sixtieth of a
// laboratory result's instructions for its two dozen identities. Hashes are seeded, so that nobody can choose
// identities that collide.

import FHIR

/// What an id is made from: a type and bytes.
struct Identity: Equatable {
    let type: TypeID
    let bytes: [UInt8]
}

/// Identities numbered from 0, in the order in which they came.
struct IdentityTable {
    private var identities: [Identity] = []
    private var hashes: [UInt64] = []
    /// Numbers, or -1; a power of two, at least half of it free.
    private var slots: [Int32]
    private let seed = UInt64.random(in: .min ... .max)

    /// Makes room for so many; more make it grow.
    init(capacity: Int) {
        var slotCount = Self.leastSlots
        while slotCount < capacity * 2 { slotCount *= 2 }
        slots = Array(repeating: -1, count: slotCount)
        identities.reserveCapacity(slotCount / 2)
        hashes.reserveCapacity(slotCount / 2)
    }

    private static let leastSlots = 64

    /// The number of an identity; `nil` for one that has not come.
    mutating func number(of identity: Identity) -> Int32? {
        let number = slots[slot(of: identity, hash(of: identity))]
        return number < 0 ? nil : number
    }

    /// Numbers an identity, unless it has a number.
    ///
    /// - Returns: its number, and whether it is new.
    mutating func insert(_ identity: Identity) -> (number: Int32, isNew: Bool) {
        let hash = hash(of: identity)
        let slot = slot(of: identity, hash)
        if slots[slot] >= 0 { return (slots[slot], false) }
        let number = Int32(identities.count)
        slots[slot] = number
        identities.append(identity)
        hashes.append(hash)
        if identities.count * 2 > slots.count { grow() }
        return (number, true)
    }

    /// The slot that an identity has, or the free one that it would get.
    private mutating func slot(of identity: Identity, _ hash: UInt64) -> Int {
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot] >= 0 {
            let number = Int(slots[slot])
            if hashes[number] == hash, identities[number] == identity { break }
            slot = (slot + 1) & (slots.count - 1)
        }
        return slot
    }

    private mutating func grow() {
        slots = Array(repeating: -1, count: slots.count * 2)
        for (number, hash) in hashes.enumerated() {
            var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
            while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = Int32(number)
        }
    }

    private func hash(of identity: Identity) -> UInt64 {
        identity.bytes.withUnsafeBytes { KeyHash.hash($0, seed: seed) }
    }
}
