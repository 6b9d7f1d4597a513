// What an entry of a transaction or batch asks for.
//
// Entries may create and update, both on conditions. Reading, deleting and patching are refused: an engine that passes
// resources on is no repository. Source: FHIR R4, "HTTP", §3.1.0.8.1, §3.1.0.10.2 and §3.1.0.11.

public import FHIR

/// What an entry asks for.
enum EntryRequest {
    /// A new resource, unless the condition finds one.
    case create(unless: ResourceSearch?)
    /// A version of the resource with this id, where the condition holds.
    case update(id: String, ifMatch: String?)
    /// A version of the resource that is found, or a new one.
    case updateFound(ResourceSearch, ifMatch: String?)

    /// Conditions that nothing offered takes.
    private static let readingConditions = ["ifNoneMatch", "ifModifiedSince"]

    /// Reads the request of an entry.
    init(_ request: BundleView.Request, _ resource: Tree.Node) throws(BundlePlan.Refusal) {
        func refused(_ code: OutcomeIssue.Code, _ text: String, _ status: Int = 400) -> BundlePlan.Refusal {
            BundlePlan.Refusal(request.node, code, text, status: status)
        }
        for condition in Self.readingConditions where request.node[condition] != nil {
            throw refused(.notSupported, "\(condition) is not offered here")
        }
        let type = resource.type.name
        let url = request.url
        switch request.method {
        case "POST":
            guard url == type else { throw refused(.invalid, "request.url must be the resource's type") }
            guard request.ifMatch == nil else { throw refused(.notSupported, "ifMatch is for updates") }
            guard let query = request.ifNoneExist else {
                self = .create(unless: nil)
                return
            }
            self = .create(unless: try Self.search(type, query, request))
        case "PUT":
            guard request.ifNoneExist == nil else {
                throw refused(.notSupported, "ifNoneExist is for what is new")
            }
            if let mark = url.firstIndex(of: "?") {
                guard url[..<mark] == type else {
                    throw refused(.invalid, "request.url must begin with the resource's type")
                }
                let query = String(url[url.index(after: mark)...])
                self = .updateFound(try Self.search(type, query, request), ifMatch: request.ifMatch)
                return
            }
            guard let id = resource["id"]?.text, url == "\(type)/\(id)" else {
                throw refused(.invalid, "request.url must be the resource's type and id")
            }
            self = .update(id: id, ifMatch: request.ifMatch)
        default: throw refused(.notSupported, "only POST and PUT are offered in a Bundle", 405)
        }
    }

    private static func search(
        _ type: String,
        _ query: String,
        _ request: BundleView.Request
    ) throws(BundlePlan.Refusal) -> ResourceSearch {
        do {
            return try ResourceSearch(type: type, condition: query)
        } catch {
            throw BundlePlan.Refusal(request.node, error.code, error.description)
        }
    }

    /// By what resources must be looked up before it is known what becomes of an entry with this resource.
    func keys(_ resource: Tree.Node) -> [ResourceKey] {
        let type = resource.type.name
        let own = resource["id"]?.text.map { [ResourceKey(address: "\(type)/\($0)")] } ?? []
        return keys(type, own: own)
    }

    private func keys(_ type: String, own: [ResourceKey]) -> [ResourceKey] {
        switch self {
        case .create(let search): search?.keys ?? []
        case .update(let id, _): [ResourceKey(address: "\(type)/\(id)")]
        // Where the search finds nothing, the resource would be new under an id that may be taken.
        case .updateFound(let search, _): search.keys + own
        }
    }
}

extension EntryRequest {
    /// What nobody else may store before this is: what it is about to create, and what it takes to be unchanged.
    func contested(_ resource: Tree.Node, _ known: KnownResources) -> [ResourceKey] {
        switch self {
        case .create(nil), .update(_, nil): []
        case .create(.some(let search)), .updateFound(let search, nil):
            known.match(search) == .none ? keys(resource) : []
        case .update, .updateFound: keys(resource)
        }
    }
}

extension ResourceSearch {
    /// Reads a condition, which may name the type and begin with a question mark.
    public init(type: String, condition: String) throws(Flaw) {
        var query = condition[...]
        if query.hasPrefix(type + "?") { query = query.dropFirst(type.count) }
        if query.hasPrefix("?") { query = query.dropFirst() }
        try self.init(type: type, query: query)
    }
}

extension ResourceSearch.Flaw: CustomStringConvertible {
    /// The kind of issue that it is.
    public var code: OutcomeIssue.Code {
        switch self {
        case .empty, .malformed: .invalid
        case .notOffered: .notSupported
        case .tooLong: .tooLong
        }
    }

    /// What is wrong, without any value.
    public var description: String {
        switch self {
        case .empty: "the condition names nothing to look for"
        case .notOffered: "conditions may ask for identifier and _id only"
        case .malformed: "the condition cannot be read"
        case .tooLong:
            "a condition has at most \(ResourceSearch.byteLimit) bytes and \(ResourceSearch.valueLimit) values"
        }
    }
}
