// Putting what was emitted into a Bundle, and saying how each entry is written.
//
// What is written here was made here: ids, names of types, methods. It goes into the tree without another check.

import FHIR
import FHIRPath

extension MapRun {
    /// Fills the Bundle itself by maps, with its identifier or its time.
    mutating func fillBundle(_ uses: Plan.Run, _ members: Plan.BundleMembers) throws(EvaluationStopped) {
        guard !uses.isEmpty else { return }
        let node = builder.resource(members.bundle)
        for number in uses {
            let use = plan.uses[Int(number)]
            let items = try evaluation.evaluate(use.on)
            guard let item = evaluation.first(of: items), try isWilling(use.function, on: item) else {
                continue
            }
            _ = try run(use.function, on: item, into: node)
        }
        filledBundle = node
    }

    /// Puts everything emitted into a Bundle.
    mutating func bundle(_ kind: MapSource.BundleKind, _ members: Plan.BundleMembers) throws(MalformedValue)
        -> Tree
    {
        let bundle = filledBundle ?? builder.resource(members.bundle)
        try builder.primitive(members.type, kind.rawValue, in: bundle)
        var searches = IdentityTable(capacity: resources.count)
        for number in resources.indices where !resources[number].isDropped {
            let resource = resources[number]
            let emission = plan.emissions[Int(resource.emission)]
            guard emission.write != .referenceOnly else { continue }
            if emission.write == .patch, isPatching {
                try addPatch(Int32(number), emission, members, to: bundle)
                continue
            }
            let entry = builder.append(members.entry, to: bundle)
            writeURL(of: number, as: members.fullURL, in: entry, rule: emission.origin)
            if let member = emission.id { writeID(of: number, as: member, rule: emission.origin) }
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
        searches: inout IdentityTable
    ) throws(MalformedValue) {
        let request = builder.append(members.request, to: entry)
        if emission.write == .createIfAbsent, let search = searchByIdentifier(resource, emission),
            searches.insert(Identity(type: emission.type, bytes: search)).isNew
        {
            builder.knownPrimitive(members.method, in: request) { $0.append(contentsOf: "POST".utf8) }
            builder.knownPrimitive(members.url, in: request) { $0.append(contentsOf: emission.typeName.utf8) }
            try builder.primitive(members.ifNoneExist, span: search.span, in: request)
        } else {
            builder.knownPrimitive(members.method, in: request) { $0.append(contentsOf: "PUT".utf8) }
            builder.knownPrimitive(members.url, in: request) { url in
                url.append(contentsOf: emission.typeName.utf8)
                url.append(UInt8(ascii: "/"))
                resource.id.append(to: &url)
            }
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
        let search = searchByIdentifier(resource, emission).map { String(decoding: $0, as: UTF8.self) }
        guard let patch = try patch(number, emission, isSearched: search != nil) else { return }
        let entry = builder.append(members.entry, to: bundle)
        builder.attach(patch, as: members.resource, to: entry)
        let request = builder.append(members.request, to: entry)
        try builder.primitive(members.method, "PATCH", in: request)
        let url = search.map { "\(emission.typeName)?\($0)" } ?? "\(emission.typeName)/\(resource.id.text)"
        try builder.primitive(members.url, url, in: request)
    }
}
