// The end of a run: references, what types require, the Bundle.

import FHIR
import FHIRPath
import HL7v2
import LocatedYAML

extension MapRun {
    // MARK: References

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
        guard case .reference(let textMember) = slot.form else { return false }
        let resource = resources[Int(number)]
        guard !resource.isDropped, let text = referenceText(to: resource) else { return false }
        let node = builder.append(slot.member, to: parent)
        traceIdentity(of: Int(number), rule: evaluation.rule)
        do {
            try builder.primitive(textMember, text, in: node)
            return true
        } catch {
            builder.remove(node)
            return false
        }
    }

    private mutating func referenceText(to resource: Resource) -> String? {
        let emission = plan.emissions[Int(resource.emission)]
        switch emission.write {
        case .update, .createIfAbsent: return resource.fullURL
        case .patch where !isPatching: return resource.fullURL
        case .patch, .referenceOnly:
            let search = searchByIdentifier(resource, emission).map { "\(emission.typeName)?\($0)" }
            return emission.write == .patch ? search ?? "\(emission.typeName)/\(resource.id)" : search
        }
    }

    /// `identifier=system|value` of the first identifier that has both; a number without its system finds strangers.
    private mutating func searchByIdentifier(_ resource: Resource, _ emission: Plan.Emission) -> String? {
        guard let members = emission.identifier else { return nil }
        for identifier in builder.elements(of: members.identifier, in: resource.node) {
            guard let system = text(of: members.system, in: identifier),
                let value = text(of: members.value, in: identifier)
            else { continue }
            return "identifier=" + Self.escaped(system) + "|" + Self.escaped(value)
        }
        return nil
    }

    private mutating func text(of member: Member, in parent: TreeBuilder.Node) -> String? {
        builder.existing(member, in: parent).flatMap { builder.text(of: $0) }
    }

    /// Percent-encodes what must not stand in a query's value (RFC 3986 §3.4).
    private static func escaped(_ text: String) -> String {
        if text.utf8.allSatisfy(isUnreserved) { return text }
        var result: [UInt8] = []
        result.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            if isUnreserved(byte) {
                result.append(byte)
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                result.append(contentsOf: (digits.utf8.count == 1 ? "%0\(digits)" : "%\(digits)").utf8)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case 48...57, 65...90, 97...122, 45, 46, 95, 126, 47, 58: true
        default: false
        }
    }

    // MARK: Checks

    /// Finds every required element that is not there: without one a resource is an error, and an element inside
    /// one is left out with a warning.
    mutating func checkRequirements() {
        // Elements were noted after those inside them, so what is left out counts for what stands around it.
        let partial = resources.filter { plan.emissions[Int($0.emission)].write == .patch }.map(\.node)
        for check in checks where check.requirement >= 0 && !partial.contains(check.node) {
            let requirement = plan.requirements[Int(check.requirement)]
            var missing: [Plan.Requirement.Element] = []
            for element in requirement.elements where !isThere(element, in: check.node) {
                missing.append(element)
            }
            guard !missing.isEmpty else { continue }
            let definition = builder.definitions[requirement.type]
            let names = missing.map { "`\($0.name)`" }.joined(separator: ", ")
            let outcome = definition.isResource ? "" : "; left out"
            let reason = "\(definition.name) requires \(names), and there is no value for it\(outcome)"
            report(reason, isError: definition.isResource, origin: check.origin, segment: check.segment)
            if !definition.isResource { builder.remove(check.node) }
        }
    }

    private mutating func isThere(_ element: Plan.Requirement.Element, in node: TreeBuilder.Node) -> Bool {
        for member in element.candidates {
            if let found = builder.existing(member, in: node), !builder.isEmpty(found) { return true }
        }
        return false
    }

    // MARK: Bundle

    /// Puts everything emitted into a Bundle.
    mutating func bundle(_ kind: MapSource.BundleKind, _ members: Plan.BundleMembers) throws(MalformedValue)
        -> Tree
    {
        let bundle = builder.resource(members.bundle)
        try builder.primitive(members.type, kind.rawValue, in: bundle)
        var searches: Set<String> = []
        for (number, resource) in resources.enumerated() where !resource.isDropped {
            let emission = plan.emissions[Int(resource.emission)]
            guard emission.write != .referenceOnly else { continue }
            if emission.write == .patch, isPatching {
                try addPatch(Int32(number), emission, members, to: bundle)
                continue
            }
            traceIdentity(of: number, rule: emission.origin)
            if let member = emission.id { try builder.primitive(member, resource.id, in: resource.node) }
            let entry = builder.append(members.entry, to: bundle)
            traceIdentity(of: number, rule: emission.origin)
            try builder.primitive(members.fullURL, resource.fullURL, in: entry)
            builder.attach(resource.node, as: members.resource, to: entry)
            if kind == .transaction || kind == .batch {
                try addRequest(resource, emission, members, to: entry, searches: &searches)
            }
        }
        return builder.freeze(bundle)
    }

    /// Says how an entry is written.
    ///
    /// Two entries never search by the same identifier, as the orders of one placer
    /// number would: a server refuses that, or takes the two for one. The later one is written under its own id.
    private mutating func addRequest(
        _ resource: Resource,
        _ emission: Plan.Emission,
        _ members: Plan.BundleMembers,
        to entry: TreeBuilder.Node,
        searches: inout Set<String>
    ) throws(MalformedValue) {
        let request = builder.append(members.request, to: entry)
        if emission.write == .createIfAbsent, let search = searchByIdentifier(resource, emission),
            searches.insert("\(emission.typeName)?\(search)").inserted
        {
            try builder.primitive(members.method, "POST", in: request)
            try builder.primitive(members.url, emission.typeName, in: request)
            try builder.primitive(members.ifNoneExist, search, in: request)
        } else {
            try builder.primitive(members.method, "PUT", in: request)
            try builder.primitive(members.url, "\(emission.typeName)/\(resource.id)", in: request)
        }
    }

    /// Adds the entry of a resource that is patched: found by its identifier where it has one, else by its id.
    private mutating func addPatch(
        _ number: Int32,
        _ emission: Plan.Emission,
        _ members: Plan.BundleMembers,
        to bundle: TreeBuilder.Node
    ) throws(MalformedValue) {
        let resource = resources[Int(number)]
        let search = searchByIdentifier(resource, emission)
        guard let patch = try patch(number, emission, isSearched: search != nil) else { return }
        let entry = builder.append(members.entry, to: bundle)
        builder.attach(patch, as: members.resource, to: entry)
        let request = builder.append(members.request, to: entry)
        try builder.primitive(members.method, "PATCH", in: request)
        let url = search.map { "\(emission.typeName)?\($0)" } ?? "\(emission.typeName)/\(resource.id)"
        try builder.primitive(members.url, url, in: request)
    }

    // MARK: Problems

    /// Everything that went wrong, with places in words.
    mutating func mapProblems() -> [MapProblem] {
        let fromValues = evaluation.problems.map { problem in
            MapProblem(
                severity: problem.reason.severity,
                location: problem.element.map { evaluation.message.place(of: $0) },
                rule: origin(problem.rule),
                reason: problem.reason.words
            )
        }
        let fromRules = problems.map { problem in
            MapProblem(
                severity: problem.isError ? .error : .warning,
                location: problem.segment < 0
                    ? nil : evaluation.message.place(ofSegment: Int(problem.segment)),
                rule: origin(problem.origin),
                reason: problem.reason
            )
        }
        return fromValues + fromRules
    }

    private mutating func origin(_ number: Int32) -> SourceLocation {
        plan.origins.indices.contains(Int(number))
            ? plan.origins[Int(number)] : SourceLocation(file: "", line: 0, column: 0)
    }
}
