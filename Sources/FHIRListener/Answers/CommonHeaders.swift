// Headers that answers carry whatever they say: for browsers of other sites, and for finding a request again.

import Foundation
import HTTPTypes

/// What browsers are told about other sites' pages (FHIR R4, "HTTP", §3.1.0.1.8).
enum CrossOrigin {
    private static let allowed =
        "Authorization, Content-Type, Accept, Prefer, If-Match, If-None-Match, If-None-Exist, X-API-Key, "
        + "X-Requested-With, X-Request-Id, Origin"
    private static let exposed = "Location, Content-Location, ETag, Last-Modified, X-Request-Id"

    /// The headers of an answer: none where no page asks.
    static func headers(of head: RequestHead) -> [Problem.Header] {
        guard head.headers[.origin] != nil else { return [] }
        let everybody = Problem.Header(name: .accessControlAllowOrigin, value: "*")
        guard head.method == "OPTIONS" else {
            return [everybody, Problem.Header(name: .accessControlExposeHeaders, value: exposed)]
        }
        return [
            everybody,
            Problem.Header(name: .accessControlAllowMethods, value: "GET, HEAD, POST, PUT, OPTIONS"),
            Problem.Header(name: .accessControlAllowHeaders, value: allowed),
            Problem.Header(name: .accessControlMaxAge, value: "3600"),
        ]
    }
}

/// `X-Request-Id`: the client's, else our own (FHIR R4, "HTTP", §3.1.0.15).
enum RequestIdentity {
    /// The headers of an answer.
    static func headers(of head: RequestHead) -> [Problem.Header] {
        let given = head.headers[.requestID].flatMap { isPlain($0) ? $0 : nil }
        return [Problem.Header(name: .requestID, value: given ?? UUID().uuidString.lowercased())]
    }

    /// What is repeated is short and harmless.
    private static func isPlain(_ text: String) -> Bool {
        text.utf8.count <= 64 && text.isPlain(orOneOf: "._-")
    }
}

extension String {
    /// Whether it has nothing but ASCII letters, digits and these, and is not empty.
    ///
    /// Asked of every request: a regular expression is built each time it is met, a tenth of a request's time.
    func isPlain(orOneOf others: String) -> Bool {
        !isEmpty
            && utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || others.utf8.contains(byte)
            }
    }
}
