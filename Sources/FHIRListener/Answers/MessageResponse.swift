// The answer to a message that its receivers took: a message of our own (FHIR R4, "Messaging", §2.4.3.3).
//
// Made of the stored message alone, so that a repeat hears the same.

import FHIR
import Routing

/// Responses to messages.
enum MessageResponse {
    /// What became of a message.
    enum Code: String {
        case ok
        case fatalError = "fatal-error"
    }

    /// A response.
    ///
    /// - Parameters:
    ///   - message: the Bundle that is answered.
    ///   - version: the number and moment of its receipt.
    ///   - code: what became of it.
    ///   - outcome: what there is to say about it.
    /// - Returns: a Bundle of type message.
    static func tree(to message: Tree, _ version: VersionTag, _ code: Code, _ outcome: Tree) -> Tree {
        let header = BundleView(message.root)?.messageHeader
        var writer = ResourceWriter("Bundle")
        writer.set("type", "message", in: writer.root)
        writer.set("timestamp", version.lastUpdated, in: writer.root)
        let entry = writer.append("entry", to: writer.root)
        writer.set("fullUrl", address("response", version), in: entry)
        writer.attach(self.header(answering: header, version, code), as: "resource", to: entry)
        let details = writer.append("entry", to: writer.root)
        writer.set("fullUrl", address("outcome", version), in: details)
        writer.attach(outcome, as: "resource", to: details)
        return writer.tree
    }

    private static func header(answering header: MessageHeaderView?, _ version: VersionTag, _ code: Code)
        -> Tree
    {
        var writer = ResourceWriter("MessageHeader")
        let root = writer.root
        writer.set("id", "response-\(version.id)", in: root)
        // The event is the request's; one of the two forms is required.
        if let coding = header?.eventCoding {
            let event = writer.append("eventCoding", to: root)
            for name in ["system", "version", "code", "display"] {
                if let text = coding[name]?.text { writer.set(name, text, in: event) }
            }
        } else {
            writer.set("eventUri", header?.eventURI ?? "urn:ihe:unknown", in: root)
        }
        if let address = header?.sourceEndpoint {
            let destination = writer.append("destination", to: root)
            writer.set("endpoint", address, in: destination)
        }
        let source = writer.append("source", to: root)
        writer.set("software", "Corridor", in: source)
        writer.set("endpoint", header?.destinationEndpoint ?? "urn:corridor", in: source)
        let response = writer.append("response", to: root)
        writer.set("identifier", header?.id ?? version.id, in: response)
        writer.set("code", code.rawValue, in: response)
        let details = writer.append("details", to: response)
        writer.set("reference", address("outcome", version), in: details)
        return writer.tree
    }

    private static func address(_ name: String, _ version: VersionTag) -> String {
        "urn:corridor:\(version.id):\(name)"
    }
}
