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
        case update
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

    /// Finds out what is to be done.
    ///
    /// - Throws: 400 where the resource is not what the interaction takes.
    init(_ interaction: Interaction, _ tree: Tree) throws(Problem) {
        let type = tree.root.type.name
        switch interaction {
        case .create(let expected):
            guard type == expected else { throw .wrongType }
            kind = .resource(type: type, id: Self.newID())
            answer = .create
        case .update(let expected, let id):
            guard type == expected else { throw .wrongType }
            guard tree.root["id"]?.text == id else {
                throw .invalid("The resource must have the id of the address.", at: "\(type).id")
            }
            kind = .resource(type: type, id: id)
            answer = .update
        case .bundle:
            guard type == "Bundle" else { throw .wrongType }
            kind = try Self.bundle(tree)
            answer = .bundle
        case .processMessage:
            guard type == "Bundle" else { throw .wrongType }
            let message = try Self.message(tree)
            kind = .message(id: message.id)
            answer = .message(key: message.key)
        case .capabilities, .read, .versionRead, .preflight: throw .exception
        }
    }

    private static func newID() -> String { UUID().uuidString.lowercased() }

    private static func bundle(_ tree: Tree) throws(Problem) -> FHIRSubmissionKind {
        let id = newID()
        switch tree.root["type"]?.text {
        case "transaction":
            let plan = BundlePlan(tree, id: id)
            if let refusal = plan.firstRefusal { throw Problem(refusal.status, [refusal.issue]) }
            if let reference = Self.conditionalReference(tree.root) {
                throw Problem(
                    400,
                    [
                        OutcomeIssue(
                            .error,
                            .notSupported,
                            at: reference,
                            "conditional references are not offered"
                        )
                    ]
                )
            }
            return .transaction(id: id)
        case "batch": return .batch(id: id)
        default:
            throw .invalid(
                "A Bundle at this address must be of type transaction or batch; a message goes to $process-message.",
                at: "Bundle.type"
            )
        }
    }

    /// The place of a reference that is a search, where there is one; the depth is bounded by the reader's.
    private static func conditionalReference(_ node: Tree.Node) -> String? {
        if node.type.name == "Reference", let reference = node["reference"]?.text, reference.contains("?"),
            !reference.contains(":")
        {
            return node.description
        }
        for child in node.children where !child.type.isPrimitive {
            if let found = conditionalReference(child) { return found }
        }
        return nil
    }

    /// A message's id, and what tells it from the messages of others.
    private static func message(_ tree: Tree) throws(Problem) -> (id: String, key: String) {
        let root = tree.root
        guard root["type"]?.text == "message" else {
            throw .invalid("The Bundle must be of type message.", at: "Bundle.type")
        }
        guard let header = root["entry"]?["resource"], header.type.name == "MessageHeader" else {
            throw .invalid("The first entry must hold a MessageHeader.", at: "Bundle.entry[0]")
        }
        let known = header["id"]?.text ?? root.text(at: "identifier.value") ?? root["id"]?.text
        // Without any id of its sender, no other message is the same.
        let id = known ?? newID()
        return (id, "\(header.text(at: "source.endpoint") ?? "")\n\(id)")
    }
}

extension Problem {
    fileprivate static let wrongType = Problem.invalid(
        "The resource is not of the type that this address takes."
    )
}

extension TakenBody {
    /// The answer to a body that is durable.
    func answered(
        _ submission: FHIRSubmission,
        _ version: VersionTag,
        isKnown: Bool,
        _ head: RequestHead
    ) -> Answer {
        let preference = Preference(head.headers[.prefer])
        switch kind {
        case .resource(let type, let id):
            let location = Problem.Header(
                name: answer == .create || !isKnown ? .location : .contentLocation,
                value: "\(head.baseAddress)/\(type)/\(id)/_history/\(version.id)"
            )
            let status = isKnown ? 200 : 201
            let headers = [location] + version.headers
            switch preference {
            case .minimal: return Answer(status, headers: headers)
            case .operationOutcome:
                return Answer(status, headers: headers, Answer.information("The resource is stored."))
            case .representation:
                let stamp = ResourceCopy.Version(id: version.id, lastUpdated: version.lastUpdated)
                let tree = ResourceCopy.resource(submission.tree.root, id: id, version: stamp)
                return Answer(status, headers: headers, tree)
            }
        case .transaction(let id):
            let plan = BundlePlan(submission.tree, id: id)
            return Answer(200, BundleAnswer.tree("transaction-response", plan, version: version))
        case .batch(let id):
            let plan = BundlePlan(submission.tree, id: id)
            return Answer(200, BundleAnswer.tree("batch-response", plan, version: version))
        case .message: return Answer(202)
        }
    }
}
