// A transaction or batch, entry by entry: what becomes of each, and under which ids the new resources are known.
//
// Pure: what the conditions find was looked up before. What entries ask for is read in `EntryRequest`. Source: FHIR R4,
// "HTTP", §3.1.0.11.

public import FHIR

/// What becomes of each entry of a Bundle.
public struct BundlePlan: Sendable {
    /// An entry that is taken.
    public struct Taken: Sendable {
        /// The resource.
        public let resource: Tree.Node
        /// The resource's type.
        public let type: String
        /// The id that it is known by.
        public let id: String
        /// Whether there was no such resource.
        public let isNew: Bool
        /// What other entries call it, where they can.
        let fullURL: String?

        /// Where it is.
        public var address: String { "\(type)/\(id)" }
    }

    /// Why an entry is not taken.
    public struct Refusal: Error, Hashable, Sendable {
        /// The HTTP status.
        public let status: Int
        /// What is wrong, its places within the Bundle; never empty.
        public let issues: [OutcomeIssue]
    }

    /// What becomes of an entry.
    public enum Entry: Sendable {
        /// Its resource is taken.
        case taken(Taken)
        /// There is such a resource already, and nothing changes.
        case found(KnownResources.Known)
        /// It is refused.
        case refused(Refusal)
    }

    /// Every entry, in the Bundle's order.
    public private(set) var entries: [Entry] = []
    /// What references are replaced by: those to new resources, in a transaction, and those that were searches.
    private(set) var replacements: [String: String] = [:]

    /// Plans a Bundle.
    ///
    /// - Parameters:
    ///   - bundle: a Bundle of type transaction or batch.
    ///   - id: what new ids are made of: the first entry's is `id-1`.
    ///   - known: what was found by ``keys(in:)``.
    public init(_ bundle: Tree, id: String, known: KnownResources = KnownResources()) {
        var met: Set<String> = []
        var names: [String: String] = [:]
        let view = BundleView(bundle.root)
        for (position, entry) in (view?.entries ?? []).enumerated() {
            var planned = Self.plan(entry, newID: "\(id)-\(position + 1)", known)
            if let refusal = known.refusal(ofEntry: position) { planned.refuse(refusal, at: entry.node) }
            if case .taken(let taken) = planned, !met.insert(taken.address).inserted {
                entries.append(
                    .refused(Refusal(entry.node, .duplicate, "another entry is about the same resource"))
                )
                continue
            }
            entries.append(planned)
            if let url = entry.fullURL, let address = planned.address { names[url] = address }
        }
        // The entries of a batch do not know each other.
        let isTransaction = view?.type == "transaction"
        resolveReferences(known, isTransaction ? brought : KnownResources())
        if isTransaction { replacements.merge(names) { _, name in name } }
    }

    /// The entries that are taken.
    public var taken: [Taken] {
        entries.compactMap { if case .taken(let taken) = $0 { taken } else { nil } }
    }

    /// Whether every entry changes something.
    public var isWhole: Bool {
        entries.allSatisfy { if case .taken = $0 { true } else { false } }
    }

    /// Whether there are entries, and none of them changes anything.
    public var changesNothing: Bool {
        !entries.isEmpty && entries.allSatisfy { if case .taken = $0 { false } else { true } }
    }

    /// Why the first entry that is refused is.
    public var firstRefusal: Refusal? {
        entries.lazy.compactMap { if case .refused(let refusal) = $0 { refusal } else { nil } }.first
    }

    /// By what resources must be looked up before a Bundle can be planned.
    public static func keys(in bundle: Tree) -> Set<ResourceKey> {
        var keys: Set<ResourceKey> = []
        for (request, resource) in requests(of: bundle) {
            keys.formUnion(request.keys(resource))
            for reference in ConditionalReference.all(in: resource) {
                if case .success(let search) = reference.search { keys.formUnion(search.keys) }
            }
        }
        return keys
    }

    /// What nobody else may store between looking and storing, by what was found.
    public static func contestedKeys(in bundle: Tree, _ known: KnownResources) -> Set<ResourceKey> {
        Set(requests(of: bundle).flatMap { $0.request.contested($0.resource, known) })
    }

    /// What the entries ask for; what cannot be read is refused when the Bundle is planned.
    private static func requests(of bundle: Tree) -> [(request: EntryRequest, resource: Tree.Node)] {
        (BundleView(bundle.root)?.entries ?? []).compactMap { entry in
            guard let resource = entry.resource, let request = entry.request else { return nil }
            return (try? EntryRequest(request, resource)).map { ($0, resource) }
        }
    }
}

extension BundlePlan {
    private static func plan(_ entry: BundleView.Entry, newID: String, _ known: KnownResources) -> Entry {
        do throws(Refusal) {
            guard let request = entry.request else {
                throw Refusal(entry.node, .required, "request is required")
            }
            guard let resource = entry.resource else {
                // A method that is not offered is what the client has to hear of first.
                guard ["POST", "PUT"].contains(request.method) else {
                    throw Refusal(
                        request.node,
                        .notSupported,
                        "only POST and PUT are offered in a Bundle",
                        status: 405
                    )
                }
                throw Refusal(entry.node, .required, "resource is required")
            }
            return try plan(entry, request, resource, newID: newID, known)
        } catch {
            return .refused(error)
        }
    }

    private static func plan(
        _ entry: BundleView.Entry,
        _ request: BundleView.Request,
        _ resource: Tree.Node,
        newID: String,
        _ known: KnownResources
    ) throws(Refusal) -> Entry {
        let type = resource.type.name
        func taken(_ id: String, isNew: Bool) -> Entry {
            .taken(
                Taken(resource: resource, type: type, id: id, isNew: isNew, fullURL: entry.fullURL)
            )
        }
        func several() -> Refusal {
            Refusal(request.node, .multipleMatches, "the condition finds more than one resource", status: 412)
        }
        func check(_ condition: String?, _ version: String?) throws(Refusal) {
            guard let condition, !VersionCondition.holds(condition, for: version) else { return }
            throw Refusal(
                request.node,
                .conflict,
                "the resource is not of the version in ifMatch",
                status: 412
            )
        }
        switch try EntryRequest(request, resource) {
        case .create(nil): return taken(newID, isNew: true)
        case .create(.some(let search)):
            switch known.match(search) {
            case .none: return taken(newID, isNew: true)
            case .one(let found): return .found(found)
            case .several: throw several()
            }
        case .update(let id, let condition):
            let version = known.version(of: "\(type)/\(id)")
            try check(condition, version)
            return taken(id, isNew: version == nil)
        case .updateFound(let search, let condition):
            let own = resource["id"]?.text
            switch known.match(search) {
            case .none:
                try check(condition, nil)
                if let own, known.version(of: "\(type)/\(own)") != nil {
                    throw Refusal(
                        entry.node,
                        .conflict,
                        "the condition finds nothing, and the resource's id is another one's",
                        status: 409
                    )
                }
                return taken(own ?? newID, isNew: true)
            case .one(let found):
                guard own == nil || own == found.id else {
                    throw Refusal(
                        entry.node,
                        .invalid,
                        "the resource's id is not that of the one that is found"
                    )
                }
                try check(condition, found.version)
                return taken(found.id, isNew: false)
            case .several: throw several()
            }
        }
    }

    /// By what its own resources are found.
    private var brought: KnownResources {
        var brought = KnownResources()
        for taken in taken {
            for key in ResourceKey.all(of: taken.resource, address: taken.address) {
                brought.add(KnownResources.Known(address: taken.address, version: ""), foundBy: key)
            }
        }
        return brought
    }

    /// Finds what conditional references mean: what is here, and what this Bundle brings.
    private mutating func resolveReferences(_ known: KnownResources, _ brought: KnownResources) {
        for (position, entry) in entries.enumerated() {
            guard case .taken(let taken) = entry else { continue }
            for reference in ConditionalReference.all(in: taken.resource) {
                do throws(Refusal) {
                    replacements[reference.text] = try Self.resolve(reference, known, brought)
                } catch {
                    entries[position] = .refused(error)
                    break
                }
            }
        }
    }

    private static func resolve(
        _ reference: ConditionalReference,
        _ known: KnownResources,
        _ brought: KnownResources
    ) throws(Refusal) -> String {
        switch reference.search {
        case .failure(let flaw): throw Refusal(reference.node, flaw.code, flaw.description)
        case .success(let search):
            switch known.match(search, and: brought) {
            case .one(let found): return found.address
            case .none:
                throw Refusal(reference.node, .notFound, "the reference finds no resource", status: 412)
            case .several:
                throw Refusal(
                    reference.node,
                    .multipleMatches,
                    "the reference finds more than one resource",
                    status: 412
                )
            }
        }
    }
}

extension BundlePlan.Entry {
    /// Whoever may not do something hears that first; what is in a resource matters where it would be taken.
    fileprivate mutating func refuse(_ refusal: KnownResources.EntryRefusal, at place: Tree.Node) {
        switch (refusal.reason, self) {
        case (.forbidden, _), (.nonconforming, .taken):
            self = .refused(BundlePlan.Refusal(refusal, at: place))
        case (.nonconforming, .found), (.nonconforming, .refused): break
        }
    }

    /// Where its resource is from now on; `nil` where it is refused.
    var address: String? {
        switch self {
        case .taken(let taken): taken.address
        case .found(let known): known.address
        case .refused: nil
        }
    }
}

extension BundlePlan.Refusal {
    init(_ place: Tree.Node, _ code: OutcomeIssue.Code, _ text: String, status: Int = 400) {
        self.init(status: status, issues: [OutcomeIssue(.error, code, at: place.description, text)])
    }

    /// Refuses an entry; what exactly is wrong is told by the refusal's issues, where they are still known.
    fileprivate init(_ refusal: KnownResources.EntryRefusal, at place: Tree.Node) {
        let (status, code, text): (Int, OutcomeIssue.Code, String) =
            switch refusal.reason {
            case .forbidden: (403, .forbidden, "the client may not do this")
            case .nonconforming: (422, .businessRule, "the resource does not satisfy what is demanded here")
            }
        let whole = [OutcomeIssue(.error, code, at: place.description, text)]
        self.init(status: status, issues: refusal.issues.isEmpty ? whole : refusal.issues)
    }
}
