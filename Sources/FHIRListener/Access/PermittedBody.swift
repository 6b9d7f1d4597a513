// The part of a body that its client may hand over: all of it, or some entries of a batch.
//
// What is stored is what was taken. So a batch with entries that its client may not send is stored without them, and
// its answer is completed afterwards; the whole is kept as refused for the analyst.

import FHIR
import Routing

/// What of a body is permitted.
struct PermittedBody: Sendable {
    /// What is taken: as it came, or a batch of the permitted entries.
    let body: SubmittedBody
    /// The resource that was read from it.
    let tree: Tree
    /// For each entry of the batch that came, whether it was left out; empty where nothing was.
    private let isLeftOut: [Bool]

    /// Leaves out what the client may not hand over.
    ///
    /// - Throws: 403 for a transaction with anything forbidden in it, and for a batch with nothing else.
    init(_ interaction: Interaction, _ body: SubmittedBody, _ tree: Tree, _ permission: Permission)
        throws(Problem)
    {
        let forbidden: [Permission.Need?]
        if case .scopes = permission, interaction == .bundle {
            forbidden = tree.root.children(named: "entry").map { entry in
                Permission.Need(entry: entry).flatMap { permission.allows($0) ? nil : $0 }
            }
        } else {
            forbidden = []
        }
        guard let first = forbidden.lazy.compactMap(\.self).first else {
            (self.body, self.tree, isLeftOut) = (body, tree, [])
            return
        }
        isLeftOut = forbidden.map { $0 != nil }
        let isBatch = tree.root["type"]?.text == "batch"
        guard isBatch, isLeftOut.contains(false) else { throw .forbidden(first) }
        self.tree = Self.copy(of: tree, leavingOut: isLeftOut)
        self.body = SubmittedBody(
            bytes: body.isXML ? XMLWriter.write(self.tree) : JSONWriter.write(self.tree),
            isXML: body.isXML,
            at: body.at,
            receivedAt: body.receivedAt
        )
    }

    /// Whether something was left out.
    var isCut: Bool { !isLeftOut.isEmpty }

    /// The answer to what came, made of the answer to what was taken.
    func completed(_ answer: Answer) -> Answer {
        guard isCut, let taken = answer.tree, taken.root["type"]?.text == "batch-response" else {
            return answer
        }
        var writer = ResourceWriter("Bundle")
        writer.set("type", "batch-response", in: writer.root)
        var answered = taken.root.children(named: "entry").makeIterator()
        for (position, isLeftOut) in isLeftOut.enumerated() {
            if !isLeftOut {
                if let entry = answered.next() { writer.copy(entry, as: "entry", to: writer.root) }
                continue
            }
            let response = writer.append("response", to: writer.append("entry", to: writer.root))
            writer.set("status", "403", in: response)
            let issue = OutcomeIssue(
                .error,
                .forbidden,
                at: "Bundle.entry[\(position)]",
                Problem.forbiddenText
            )
            writer.attach(OperationOutcome([issue]).tree(), as: "outcome", to: response)
        }
        var completed = answer
        completed.tree = writer.tree
        return completed
    }

    private static func copy(of batch: Tree, leavingOut isLeftOut: [Bool]) -> Tree {
        var builder = TreeBuilder(definitions: batch.definitions)
        let root = builder.graft(batch)
        let entry = builder.definitions.known("entry", of: builder.type(of: root))
        for (node, isLeftOut) in zip(builder.elements(of: entry, in: root), isLeftOut) where isLeftOut {
            builder.remove(node)
        }
        return builder.freeze(root)
    }
}
