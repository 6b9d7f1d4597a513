// What a request asks for, by its method and path alone (FHIR R4, "HTTP", §3.1.0.1 to §3.1.0.12).
//
// Only what is offered is an interaction; searches, patches and deletions are refused here.

import FHIR
import Foundation

/// What a request asks for.
enum Interaction: Hashable, Sendable {
    /// `GET [base]/metadata`
    case capabilities
    /// `GET [base]/.well-known/smart-configuration`
    case smartConfiguration
    /// `POST [base]/[type]`
    case create(type: String)
    /// `GET [base]/[type]/[id]`
    case read(type: String, id: String)
    /// `GET [base]/[type]/[id]/_history/[version]`
    case versionRead(type: String, id: String, version: String)
    /// `PUT [base]/[type]/[id]`
    case update(type: String, id: String)
    /// `PUT [base]/[type]?[search]`
    case updateFound(type: String)
    /// `POST [base]`: a transaction or a batch.
    case bundle
    /// `POST [base]/$process-message`
    case processMessage
    /// `GET [base]/_status/[number]`: what became of a request.
    case status(String)
    /// `OPTIONS` anywhere.
    case preflight

    /// Reads a request line.
    ///
    /// - Parameters:
    ///   - method: the method; `HEAD` asks for what `GET` does.
    ///   - path: the path, percent-encoded, without the query.
    ///   - base: the listener's base path.
    /// - Throws: 404 or 405.
    init(method: String, path: String, base: String) throws(Problem) {
        if method == "OPTIONS" {
            self = .preflight
            return
        }
        guard path == base || path.hasPrefix("\(base)/") else { throw .unknownAddress }
        let encoded = path.dropFirst(base.count).split(separator: "/", omittingEmptySubsequences: false)
        var steps: [String] = []
        for step in encoded.dropFirst() {
            guard let decoded = step.utf8.contains(0x25) ? String(step).removingPercentEncoding : String(step)
            else { throw .unknownAddress }
            steps.append(decoded)
        }
        if steps.last == "" { steps.removeLast() }
        let verb = method == "HEAD" ? "GET" : method
        let offered = try Self.offered(steps)
        guard let interaction = offered[verb] else {
            throw .methodNotAllowed(offered.keys.sorted() + (offered["GET"] == nil ? [] : ["HEAD"]))
        }
        self = interaction
    }

    /// What an address offers, by method.
    private static func offered(_ steps: [String]) throws(Problem) -> [String: Interaction] {
        switch steps.count {
        case 0: return ["POST": .bundle]
        case 1 where steps[0] == "metadata": return ["GET": .capabilities]
        case 2 where steps == [".well-known", "smart-configuration"]: return ["GET": .smartConfiguration]
        case 1 where steps[0] == "$process-message": return ["POST": .processMessage]
        case 1:
            try checkType(steps[0])
            return ["POST": .create(type: steps[0]), "PUT": .updateFound(type: steps[0])]
        case 2 where steps[0] == statusStep: return ["GET": .status(steps[1])]
        case 2:
            try checkType(steps[0])
            guard isID(steps[1]) else { throw .unknownAddress }
            return [
                "GET": .read(type: steps[0], id: steps[1]), "PUT": .update(type: steps[0], id: steps[1]),
            ]
        case 4 where steps[2] == "_history":
            try checkType(steps[0])
            guard isID(steps[1]), isID(steps[3]) else { throw .unknownAddress }
            return ["GET": .versionRead(type: steps[0], id: steps[1], version: steps[3])]
        default: throw .unknownAddress
        }
    }

    /// The step below which requests are asked after; no resource type begins like it.
    static let statusStep = "_status"

    private static func checkType(_ name: String) throws(Problem) {
        guard let type = Definitions.r4.type(named: name), Definitions.r4[type].isConcreteResource else {
            throw .unknownType
        }
    }

    /// Whether a text is a FHIR id, and no step of a path.
    static func isID(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count) && text != "." && text != ".."
            && text.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || byte == 0x2D || byte == 0x2E
            }
    }

    /// Whether it brings a resource.
    var hasBody: Bool {
        switch self {
        case .create, .update, .updateFound, .bundle, .processMessage: true
        case .capabilities, .smartConfiguration, .read, .versionRead, .status, .preflight: false
        }
    }
}
