// What a receiver answered, as the client hears it: the status, where the resource is, and the receiver's own words.
//
// A FHIR server got a transaction, so its answer is taken apart again; an HTTP receiver's is passed on. Every such
// answer says that somebody stands in between (`X-Intermediary`).

import FHIR
import Foundation
import HTTPTypes
import Routing

/// The answer of one receiver.
struct ReceiverAnswer {
    private let answer: ReceivedAnswer
    private let destination: Destination
    /// Its body, where it is a resource.
    private let tree: Tree?

    init(_ answer: ReceivedAnswer, from destination: Destination) {
        self.answer = answer
        self.destination = destination
        let isXML = answer.contentType?.contains("xml") == true
        // What is no resource is nothing to pass on.
        tree = answer.body.isEmpty ? nil : try? FHIRSubmission.read(answer.body, isXML: isXML)
    }

    private var intermediary: Problem.Header { Problem.Header(name: .intermediary, value: Intermediary.name) }

    /// A refusal of the content, with the receiver's own outcome; `nil` where it did not refuse the content.
    var refusal: Answer? {
        guard [400, 404, 405, 406, 409, 410, 412, 413, 415, 422].contains(answer.status) else { return nil }
        var refusal = Answer(
            Problem(
                answer.status,
                .processing,
                "The receiver refused it. It is stored, and an operator sees it."
            )
        )
        refusal.headers.append(intermediary)
        if let tree, tree.root.type.name == "OperationOutcome" { refusal.tree = tree }
        return refusal
    }

    /// The answer to the client whose submission this receiver took.
    ///
    /// - Parameters:
    ///   - stored: the submission.
    ///   - own: what we would have answered.
    ///   - head: the request.
    /// - Returns: the answer.
    func answer(to stored: StoredSubmission, own: Answer, _ head: RequestHead) -> Answer {
        var relayed = own
        relayed.headers.append(intermediary)
        switch stored.submission.kind {
        case .message:
            guard let tree, tree.root["type"]?.text == "message" else { break }
            relayed = Answer(200, headers: relayed.headers, tree)
        case .transaction, .batch:
            guard let tree, tree.root["type"]?.text?.hasSuffix("-response") == true else { break }
            relayed.tree = tree
        case .resource:
            // Who says where it is knows whether it is new; everybody else only took it.
            if destination.kind == .fhir {
                guard let response = tree?.root["entry"]?["response"] else { break }
                let status = response["status"]?.text?.prefix(3) ?? ""
                relayed.status = Int(status).flatMap { (200..<300).contains($0) ? $0 : nil } ?? own.status
                relayed.place(response["location"]?.text, response["etag"]?.text, base: destination.url)
            } else if answer.location != nil {
                relayed.status = [200, 201].contains(answer.status) ? answer.status : own.status
                relayed.place(answer.location, answer.entityTag, base: destination.url)
            }
            let wish = Preference(head.headers[.prefer])
            if wish == .representation, destination.kind != .fhir, let tree,
                tree.root.type.name == stored.submission.tree.root.type.name
            {
                relayed.tree = tree
            }
        }
        return relayed
    }
}

extension Answer {
    /// Says where the receiver put the resource, in place of where we keep it.
    fileprivate mutating func place(_ location: String?, _ entityTag: String?, base: String) {
        if let location, let address = Self.address(location, base: base) {
            headers.removeAll {
                $0.name == .location || $0.name == .contentLocation || $0.name == .lastModified
            }
            headers.append(Problem.Header(name: status == 201 ? .location : .contentLocation, value: address))
        }
        if let entityTag, entityTag.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) {
            headers.removeAll { $0.name == .eTag }
            headers.append(Problem.Header(name: .eTag, value: entityTag))
        }
    }

    /// The absolute address that a location names; `nil` for what is none.
    private static func address(_ location: String, base: String) -> String? {
        let root = base.hasSuffix("/") ? base : base + "/"
        guard location.utf8.allSatisfy({ (0x21...0x7E).contains($0) }), let url = URL(string: root) else {
            return nil
        }
        return URL(string: location, relativeTo: url)?.absoluteString
    }
}
