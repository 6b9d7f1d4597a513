// References between the resources of a run, written when everything that can be named has been emitted.

import FHIR
import FHIRPath

extension MapRun {
    /// Writes the references that waited.
    mutating func writePendingReferences() {
        for waiting in pending {
            evaluation.rule = waiting.rule
            var named = named(waiting)
            if let key = waiting.key { named = key.isEmpty ? [] : named.filter { $0.key == key } }
            let slot = plan.slots[Int(waiting.slot)]
            if !slot.isRepeating, let node = builder.existing(slot.member, in: waiting.parent),
                !builder.isEmpty(node)
            {
                continue
            }
            if waiting.isPlural {
                var written: Set<Int32> = []
                for entry in named where written.insert(entry.resource).inserted {
                    _ = writeReference(to: entry.resource, slot, in: waiting.parent)
                }
            } else if let entry = nearest(named, to: waiting) {
                _ = writeReference(to: entry.resource, slot, in: waiting.parent)
            }
        }
        pending.removeAll()
    }

    /// What the list that is meant has named: its occurrence around the reference, else those inside the one at hand.
    private mutating func named(_ waiting: PendingReference) -> [Named] {
        var current = waiting.frame
        while current >= 0 {
            if frames[Int(current)].number == waiting.target {
                return frames[Int(current)].named[Int(waiting.alias)]
            }
            current = frames[Int(current)].parent
        }
        return frames.indices.filter { frames[$0].number == waiting.target && isInside($0, waiting.frame) }
            .flatMap { frames[$0].named[Int(waiting.alias)] }
    }

    private mutating func isInside(_ frame: Int, _ outer: Int32) -> Bool {
        var current = Int32(frame)
        while current >= 0, current != outer { current = frames[Int(current)].parent }
        return current == outer
    }

    /// Of several the one emitted for the very segment or group at hand, else the first.
    private mutating func nearest(_ named: [Named], to waiting: PendingReference) -> Named? {
        guard named.count > 1 else { return named.first }
        if waiting.place >= 0, let same = named.first(where: { $0.place == waiting.place }) { return same }
        if waiting.segment >= 0, let same = named.first(where: { $0.segment == waiting.segment }) {
            return same
        }
        return named.first { $0.group == waiting.group } ?? named.first
    }

    /// Writes a reference to a resource; whether there is one to write.
    mutating func writeReference(
        to number: Int32,
        _ slot: Plan.Slot,
        in parent: TreeBuilder.Node
    ) -> Bool {
        guard case .reference(let member) = slot.form, !resources[Int(number)].isDropped else { return false }
        let emission = plan.emissions[Int(resources[Int(number)].emission)]
        switch emission.write {
        case .update, .createIfAbsent: break
        case .patch where !isPatching: break
        case .patch, .referenceOnly: return writeSearch(for: number, emission, member, slot, in: parent)
        }
        let node = builder.append(slot.member, to: parent)
        writeURL(of: Int(number), as: member, in: node, rule: evaluation.rule)
        return true
    }

    /// Writes `urn:uuid:` and the id, as everything refers to a resource of the Bundle.
    ///
    /// Its bytes are written once. A trace tells values apart by where their bytes are, and so wants them anew.
    mutating func writeURL(of number: Int, as member: Member, in node: TreeBuilder.Node, rule: Int32) {
        if trace == nil, let url = resources[number].url {
            return builder.knownPrimitive(member, in: node, sharing: url)
        }
        traceIdentity(of: number, rule: rule)
        let id = resources[number].id
        resources[number].url = builder.knownPrimitive(member, in: node) { bytes in
            bytes.append(contentsOf: Self.urlStart)
            id.append(to: &bytes)
        }
    }

    /// Writes the id of a resource into it.
    mutating func writeID(of number: Int, as member: Member, rule: Int32) {
        let resource = resources[number]
        if trace == nil, let url = resource.url {
            return builder.knownPrimitive(
                member,
                in: resource.node,
                sharing: url,
                withoutFirst: Self.urlStart.count
            )
        }
        traceIdentity(of: number, rule: rule)
        builder.knownPrimitive(member, in: resource.node) { resource.id.append(to: &$0) }
    }

    private static let urlStart = Array("urn:uuid:".utf8)

    /// Refers to a resource that the Bundle does not hold, as a server is asked for it (FHIR R4 §3.1.0.11.2).
    private mutating func writeSearch(
        for number: Int32,
        _ emission: Plan.Emission,
        _ member: Member,
        _ slot: Plan.Slot,
        in parent: TreeBuilder.Node
    ) -> Bool {
        let resource = resources[Int(number)]
        var text: String
        if let search = searchByIdentifier(resource, emission) {
            text = "\(emission.typeName)?\(String(decoding: search, as: UTF8.self))"
        } else if emission.write == .patch {
            text = "\(emission.typeName)/\(resource.id.text)"
        } else {
            return false
        }
        let node = builder.append(slot.member, to: parent)
        traceIdentity(of: Int(number), rule: evaluation.rule)
        do {
            try builder.primitive(member, text, in: node)
            return true
        } catch {
            builder.remove(node)
            return false
        }
    }

    /// `identifier=system|value` of the first identifier that has both; a number without its system finds strangers.
    mutating func searchByIdentifier(_ resource: Resource, _ emission: Plan.Emission) -> [UInt8]? {
        guard let members = emission.identifier else { return nil }
        for identifier in builder.elements(of: members.identifier, in: resource.node) {
            guard
                let system = builder.existing(members.system, in: identifier).flatMap({
                    builder.bytes(of: $0)
                }),
                let value = builder.existing(members.value, in: identifier).flatMap({ builder.bytes(of: $0) })
            else { continue }
            var search = Self.searchStart
            search.reserveCapacity(search.count + system.count + value.count + 1)
            Self.appendEscaped(system, to: &search)
            search.append(UInt8(ascii: "|"))
            Self.appendEscaped(value, to: &search)
            return search
        }
        return nil
    }

    private static let searchStart = Array("identifier=".utf8)

    /// Percent-encodes what must not stand in a query's value (RFC 3986 §3.4).
    private static func appendEscaped(_ text: ArraySlice<UInt8>, to search: inout [UInt8]) {
        if text.allSatisfy(isUnreserved) { return search.append(contentsOf: text) }
        for byte in text {
            if isUnreserved(byte) {
                search.append(byte)
            } else {
                search.append(UInt8(ascii: "%"))
                search.append(hexadecimal[Int(byte >> 4)])
                search.append(hexadecimal[Int(byte & 15)])
            }
        }
    }

    private static let hexadecimal = Array("0123456789ABCDEF".utf8)

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        let marks = byte < 64 ? unreservedBelow64 : byte < 128 ? unreservedFrom64 : 0
        return marks >> UInt64(byte & 63) & 1 == 1
    }

    /// A bit for each ASCII character that stands for itself: digits and `-./:`, then letters and `_~`.
    private static let unreservedBelow64: UInt64 = 0x07FF_E000_0000_0000
    private static let unreservedFrom64: UInt64 = 0x47FF_FFFE_87FF_FFFE
}
