// What a FHIR client handed over, and the two texts by which the store keeps what it was.
//
// The bytes are stored as received; the ids that clients were told come out of the control id, so that whatever was
// told and sent can be made again from what is stored.

public import FHIR

/// What a client handed over, as it is stored.
public enum FHIRSubmissionKind: Hashable, Sendable {
    /// One resource, which is known by this id from now on.
    case resource(type: String, id: String)
    /// A transaction, whose new resources have ids made of this one.
    case transaction(id: String)
    /// A batch, whose new resources have ids made of this one.
    case batch(id: String)
    /// A message, by its sender's own id.
    case message(id: String)

    /// What it is found by: `Patient/123`; for a message the sender's own id.
    public var controlID: String {
        switch self {
        case .resource(let type, let id): "\(type)/\(id)"
        case .transaction(let id), .batch(let id): "Bundle/\(id)"
        case .message(let id): id
        }
    }

    /// What it is called among messages: `Patient`, `Bundle transaction`.
    public var type: String {
        switch self {
        case .resource(let type, _): type
        case .transaction: Self.transactionType
        case .batch: Self.batchType
        case .message: Self.messageType
        }
    }

    private static let transactionType = "Bundle transaction"
    private static let batchType = "Bundle batch"
    private static let messageType = "Bundle message"

    /// What a resource is when it is handed over by itself, as in a test: known by its own id.
    public init(of tree: Tree) {
        let type = tree.root.type.name
        let id = tree.root["id"]?.text ?? "unknown"
        switch (type, tree.root["type"]?.text) {
        case ("Bundle", "transaction"): self = .transaction(id: id)
        case ("Bundle", "batch"): self = .batch(id: id)
        case ("Bundle", "message"): self = .message(id: id)
        default: self = .resource(type: type, id: id)
        }
    }

    /// Reads what the store kept; `nil` for what no listener of ours stores.
    public init?(controlID: String, type: String) {
        if type == Self.messageType {
            self = .message(id: controlID)
            return
        }
        let parts = controlID.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        let id = String(parts[1])
        switch type {
        case Self.transactionType: self = .transaction(id: id)
        case Self.batchType: self = .batch(id: id)
        default:
            guard parts[0] == type else { return nil }
            self = .resource(type: type, id: id)
        }
    }
}

/// Bytes of a client, read, with what they are.
public struct FHIRSubmission: Sendable {
    /// What it is.
    public let kind: FHIRSubmissionKind
    /// Exactly as received.
    public let bytes: [UInt8]
    /// Whether they are XML, else JSON.
    public let isXML: Bool
    /// What was read from them.
    public let tree: Tree
    /// What was known about the resources that it asks after.
    public let known: KnownResources
    /// What becomes of the entries of a transaction or batch; `nil` for everything else.
    public let plan: BundlePlan?

    /// Puts a submission together; `tree` was read from `bytes`.
    public init(
        _ kind: FHIRSubmissionKind,
        bytes: [UInt8],
        isXML: Bool,
        tree: Tree,
        known: KnownResources = KnownResources()
    ) {
        self.kind = kind
        self.bytes = bytes
        self.isXML = isXML
        self.tree = tree
        self.known = known
        switch kind {
        case .transaction(let id), .batch(let id): plan = BundlePlan(tree, id: id, known: known)
        case .resource, .message: plan = nil
        }
    }

    /// By what the resources that it brings are found, each with its address.
    public var resourceKeys: [(key: ResourceKey, address: String)] {
        switch kind {
        case .resource(let type, let id):
            let address = "\(type)/\(id)"
            return ResourceKey.all(of: tree.root, address: address).map { ($0, address) }
        case .transaction, .batch:
            return (plan?.taken ?? []).flatMap { taken in
                ResourceKey.all(of: taken.resource, address: taken.address).map { ($0, taken.address) }
            }
        case .message: return []
        }
    }

    /// Reads bytes.
    ///
    /// - Throws: `MalformedResource` with everything that is wrong with them.
    public init(
        reading bytes: [UInt8],
        isXML: Bool,
        as kind: FHIRSubmissionKind,
        known: KnownResources = KnownResources()
    ) throws(MalformedResource) {
        self.init(kind, bytes: bytes, isXML: isXML, tree: try Self.read(bytes, isXML: isXML), known: known)
    }

    /// Reads a resource in either form.
    public static func read(_ bytes: [UInt8], isXML: Bool) throws(MalformedResource) -> Tree {
        isXML ? try XMLReader.read(bytes) : try JSONReader.read(bytes)
    }
}

extension FHIRSubmission: CustomStringConvertible {
    /// The size; never content.
    public var description: String { "FHIRSubmission(\(bytes.count) bytes)" }
}
