// A body that was read, and what is to be done with it: pure, but for the ids of new resources.

import FHIR
import Foundation
import HTTPTypes
import Routing

/// A body as it came.
struct SubmittedBody: Sendable {
    let bytes: [UInt8]
    /// Else it is JSON.
    let isXML: Bool
    /// When its last byte was read.
    let at: ContinuousClock.Instant
    /// The same moment in milliseconds since 1970 UTC.
    let receivedAt: Int64
}

/// What is to be done with a body.
struct TakenBody: Sendable {
    /// How its client is answered.
    enum Reply: Hashable, Sendable {
        case create
        /// An update, of a resource that was there or of a new one.
        case update(isKnown: Bool)
        case bundle
        /// A message, with what tells it from others.
        case message(key: String)
    }

    /// What it is stored as.
    let kind: FHIRSubmissionKind
    /// How its client is answered.
    let answer: Reply

    /// Reads a body and checks it against the definitions.
    ///
    /// - Throws: 400 with everything that is wrong.
    static func read(_ body: SubmittedBody) throws(Problem) -> Tree {
        let tree: Tree
        do {
            tree = try FHIRSubmission.read(body.bytes, isXML: body.isXML)
        } catch {
            throw Problem(400, error.issues)
        }
        let issues = Validator.issues(in: tree).filter { [.error, .fatal].contains($0.severity) }
        guard issues.isEmpty else {
            throw Problem(400, Array(issues.prefix(ReadingLimits.standard.issueCount)))
        }
        return tree
    }

    /// Refuses a resource that breaks the rules among its elements, or does not satisfy a profile.
    ///
    /// - Throws: 422 with everything that is wrong.
    static func checkFindings(_ findings: ResourceFindings) throws(Problem) {
        guard !findings.refusal.isEmpty else { return }
        throw Problem(422, Array(findings.refusal.prefix(ReadingLimits.standard.issueCount)))
    }

    /// Refuses a resource that is not what the address takes.
    ///
    /// - Throws: 400.
    static func checkType(_ interaction: Interaction, _ tree: Tree) throws(Problem) {
        let type = tree.root.type.name
        let isTaken =
            switch interaction {
            case .create(let expected), .update(let expected, _), .updateFound(let expected):
                type == expected
            case .bundle, .processMessage: type == "Bundle"
            case .capabilities, .smartConfiguration, .read, .versionRead, .status, .preflight: false
            }
        guard isTaken else { throw .invalid("The resource is not of the type that this address takes.") }
        if case .update(_, let id) = interaction, tree.root["id"]?.text != id {
            throw .invalid("The resource must have the id of the address.", at: "\(type).id")
        }
    }

    /// By what resources must be looked up before it is known what is to be done.
    static func keys(_ interaction: Interaction, _ tree: Tree, _ conditions: Conditions) -> Set<ResourceKey> {
        if interaction == .bundle { return BundlePlan.keys(in: tree) }
        guard case .updateFound(let type) = interaction, let id = tree.root["id"]?.text else {
            return conditions.keys
        }
        // Where the search finds nothing, the resource would be new under an id that may be taken.
        return conditions.keys.union([ResourceKey(address: "\(type)/\(id)")])
    }

    /// What nobody else may store between looking and storing.
    static func contestedKeys(
        _ interaction: Interaction,
        _ tree: Tree,
        _ conditions: Conditions,
        _ known: KnownResources
    ) -> Set<ResourceKey> {
        interaction == .bundle
            ? BundlePlan.contestedKeys(in: tree, known) : conditions.contestedKeys(known)
    }

    /// Finds out what is to be done with a resource whose type was checked.
    ///
    /// - Returns: what is taken, or what is there already.
    /// - Throws: 400, or 412 where a condition does not hold.
    static func decide(
        _ interaction: Interaction,
        _ tree: Tree,
        _ conditions: Conditions,
        _ known: KnownResources
    ) throws(Problem) -> Decision {
        let type = tree.root.type.name
        switch interaction {
        case .create:
            switch conditions.unless.map({ known.match($0) }) ?? .none {
            case .none: return .take(TakenBody(.resource(type: type, id: newID()), .create))
            case .one(let found): return .found(found)
            case .several: throw .multipleMatches
            }
        case .update(_, let id):
            let version = known.version(of: "\(type)/\(id)")
            try conditions.checkVersion(version)
            return .take(TakenBody(.resource(type: type, id: id), .update(isKnown: version != nil)))
        case .updateFound:
            return .take(try updateFound(tree, conditions, known))
        case .bundle: return .take(TakenBody(try bundle(tree), .bundle))
        case .processMessage:
            let message = try message(tree)
            return .take(TakenBody(.message(id: message.id), .message(key: message.key)))
        case .capabilities, .smartConfiguration, .read, .versionRead, .status, .preflight: throw .exception
        }
    }

    /// What comes of a request.
    enum Decision {
        /// It is taken.
        case take(TakenBody)
        /// What it would create is there.
        case found(KnownResources.Known)
    }

    private init(_ kind: FHIRSubmissionKind, _ answer: Reply) {
        self.kind = kind
        self.answer = answer
    }

    private static func updateFound(
        _ tree: Tree,
        _ conditions: Conditions,
        _ known: KnownResources
    ) throws(Problem) -> TakenBody {
        let type = tree.root.type.name
        let own = tree.root["id"]?.text
        switch conditions.target.map({ known.match($0) }) ?? .none {
        case .none:
            try conditions.checkVersion(nil)
            if let own, known.version(of: "\(type)/\(own)") != nil { throw .takenID }
            return TakenBody(.resource(type: type, id: own ?? newID()), .update(isKnown: false))
        case .one(let found):
            guard own == nil || own == found.id else {
                throw .invalid("The resource's id is not that of the one that is found.", at: "\(type).id")
            }
            try conditions.checkVersion(found.version)
            return TakenBody(.resource(type: type, id: found.id), .update(isKnown: true))
        case .several: throw .multipleMatches
        }
    }

    private static func newID() -> String { UUID().uuidString.lowercased() }

    private static func bundle(_ tree: Tree) throws(Problem) -> FHIRSubmissionKind {
        let id = newID()
        switch tree.root["type"]?.text {
        case "transaction": return .transaction(id: id)
        case "batch": return .batch(id: id)
        default:
            throw .invalid(
                "A Bundle at this address must be of type transaction or batch; a message goes to $process-message.",
                at: "Bundle.type"
            )
        }
    }

    /// A message's id, and what tells it from the messages of others.
    private static func message(_ tree: Tree) throws(Problem) -> (id: String, key: String) {
        let bundle = BundleView(tree.root)
        guard let bundle, bundle.type == "message" else {
            throw .invalid("The Bundle must be of type message.", at: "Bundle.type")
        }
        guard let header = bundle.messageHeader else {
            throw .invalid("The first entry must hold a MessageHeader.", at: "Bundle.entry[0]")
        }
        // Without any id of its sender, no other message is the same.
        let id = messageID(bundle) ?? newID()
        return (id, key(of: id, header))
    }

    /// What tells a stored message from others; `nil` for what says nothing about itself.
    static func messageKey(_ tree: Tree) -> String? {
        guard let bundle = BundleView(tree.root), let header = bundle.messageHeader else { return nil }
        return messageID(bundle).map { key(of: $0, header) }
    }

    private static func key(of id: String, _ header: MessageHeaderView) -> String {
        "\(header.sourceEndpoint ?? "")\n\(id)"
    }

    /// The sender's own id of a message.
    private static func messageID(_ bundle: BundleView) -> String? {
        bundle.messageHeader?.id ?? bundle.identifier?.value ?? bundle.node["id"]?.text
    }
}

extension TakenBody {
    /// The answer to a body that is durable.
    func answered(
        _ submission: FHIRSubmission,
        _ findings: ResourceFindings,
        _ version: VersionTag?,
        _ head: RequestHead
    ) -> Answer {
        let preference = Preference(head.headers[.prefer])
        // What is worth knowing is told to those who ask.
        let remarks = preference == .operationOutcome ? findings.remarks : []
        switch kind {
        case .resource(let type, let id):
            guard let version else { return Answer(200) }
            let isKnown = answer == .update(isKnown: true)
            let location = Problem.Header(
                name: isKnown ? .contentLocation : .location,
                value: "\(head.baseAddress)/\(type)/\(id)/_history/\(version.id)"
            )
            let status = isKnown ? 200 : 201
            let headers = [location] + version.headers
            switch preference {
            case .minimal: return Answer(status, headers: headers)
            case .operationOutcome:
                return Answer(
                    status,
                    headers: headers,
                    Answer.information("The resource is stored.", remarks)
                )
            case .representation:
                let stamp = ResourceCopy.Version(id: version.id, lastUpdated: version.lastUpdated)
                let tree = ResourceCopy.resource(submission.tree.root, id: id, version: stamp)
                return Answer(status, headers: headers, tree)
            }
        case .transaction, .batch:
            let told = preference == .operationOutcome ? findings : nil
            return Answer(200, BundleAnswer.tree(for: submission, telling: told, version))
        case .message:
            let text = "The message is stored and will be delivered."
            return Answer(202, Answer.information(text, remarks))
        }
    }
}
