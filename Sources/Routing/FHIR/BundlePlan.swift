// A transaction or batch, entry by entry: what each asks for, and under which ids the new resources are known.
//
// Entries may create and update. Reading, deleting, patching and conditional requests are refused: an engine that
// passes resources on has no state of its own to ask. Source: FHIR R4, "HTTP", §3.1.0.11.

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
        /// Whether the id is a new one.
        public let isNew: Bool
        /// What other entries call it, where they can.
        let fullURL: String?
    }

    /// Why an entry is not taken.
    public struct Refusal: Error, Hashable, Sendable {
        /// The HTTP status.
        public let status: Int
        /// What is wrong; its place is within the Bundle.
        public let issue: OutcomeIssue
    }

    /// What becomes of an entry.
    public typealias Entry = Result<Taken, Refusal>

    /// Every entry, in the Bundle's order.
    public let entries: [Entry]

    /// Plans a Bundle.
    ///
    /// - Parameters:
    ///   - bundle: a Bundle of type transaction or batch.
    ///   - id: what new ids are made of: the first entry's is `id-1`.
    public init(_ bundle: Tree, id: String) {
        var met: Set<String> = []
        entries = bundle.root.children(named: "entry").enumerated().map { position, entry in
            do throws(Refusal) {
                let taken = try Self.taken(entry, newID: "\(id)-\(position + 1)")
                guard met.insert("\(taken.type)/\(taken.id)").inserted else {
                    throw Refusal(entry, .duplicate, "another entry is about the same resource")
                }
                return .success(taken)
            } catch {
                return .failure(error)
            }
        }
    }

    /// The entries that are taken.
    public var taken: [Taken] {
        entries.compactMap { if case .success(let taken) = $0 { taken } else { nil } }
    }

    /// Whether every entry is taken.
    public var isWhole: Bool { firstRefusal == nil }

    /// Why the first entry that is not taken is not.
    public var firstRefusal: Refusal? {
        entries.lazy.compactMap { if case .failure(let refusal) = $0 { refusal } else { nil } }.first
    }

    /// What references to new resources are replaced by.
    var replacements: [String: String] {
        var replacements: [String: String] = [:]
        for entry in taken {
            if let url = entry.fullURL { replacements[url] = "\(entry.type)/\(entry.id)" }
        }
        return replacements
    }

    private static let conditions = ["ifNoneMatch", "ifModifiedSince", "ifMatch", "ifNoneExist"]

    private static func taken(_ entry: Tree.Node, newID: String) throws(Refusal) -> Taken {
        guard let request = entry["request"] else {
            throw Refusal(entry, .required, "request is required")
        }
        for condition in conditions where request[condition] != nil {
            throw Refusal(request, .notSupported, "conditional requests are not offered here")
        }
        let method = request["method"]?.text ?? ""
        guard method == "POST" || method == "PUT" else {
            throw Refusal(request, .notSupported, "only POST and PUT are offered in a Bundle", status: 405)
        }
        guard let resource = entry["resource"] else {
            throw Refusal(entry, .required, "resource is required")
        }
        let type = resource.type.name
        let url = request["url"]?.text ?? ""
        let fullURL = entry["fullUrl"]?.text
        if method == "POST" {
            guard url == type else {
                throw Refusal(request, .invalid, "request.url must be the resource's type")
            }
            return Taken(resource: resource, type: type, id: newID, isNew: true, fullURL: fullURL)
        }
        guard let id = resource["id"]?.text, url == "\(type)/\(id)" else {
            throw Refusal(request, .invalid, "request.url must be the resource's type and id")
        }
        return Taken(resource: resource, type: type, id: id, isNew: false, fullURL: fullURL)
    }
}

extension BundlePlan.Refusal {
    fileprivate init(_ place: Tree.Node, _ code: OutcomeIssue.Code, _ text: String, status: Int = 400) {
        self.init(status: status, issue: OutcomeIssue(.error, code, at: place.description, text))
    }
}
