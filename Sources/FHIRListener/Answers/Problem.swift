// A request that is not granted: its status and its issues, which become an OperationOutcome.
//
// The pairs of status and code are those of FHIR R4's issue types. No text repeats a value of the request.

public import FHIR
import HTTPTypes

/// Why a request is not granted.
public struct Problem: Error, Hashable, Sendable {
    /// The HTTP status.
    public let status: Int
    /// What is wrong; never empty.
    public let issues: [OutcomeIssue]
    /// Further headers of the answer.
    var headers: [Header] = []

    /// A header line of an answer.
    struct Header: Hashable, Sendable {
        let name: HTTPField.Name
        let value: String
    }

    init(_ status: Int, _ issues: [OutcomeIssue], headers: [Header] = []) {
        self.status = status
        self.issues = issues
        self.headers = headers
    }

    init(_ status: Int, _ code: OutcomeIssue.Code, _ text: String, headers: [Header] = []) {
        self.init(status, [OutcomeIssue(.error, code, at: "", text)], headers: headers)
    }
}

extension Problem {
    static let unknownAddress = Problem(404, .notSupported, "There is nothing at this address.")
    static let unknownType = Problem(404, .notSupported, "This is not a resource type of FHIR R4.")
    static let notFound = Problem(404, .notFound, "There is no such resource here.")

    static func methodNotAllowed(_ allowed: [String]) -> Problem {
        Problem(
            405,
            .notSupported,
            "This method is not offered at this address.",
            headers: [Header(name: .allow, value: allowed.joined(separator: ", "))]
        )
    }

    static let notAcceptable = Problem(
        406,
        .notSupported,
        "Answers are given as application/fhir+json or application/fhir+xml, of FHIR version 4.0."
    )
    static let unsupportedMediaType = Problem(
        415,
        .notSupported,
        "A resource must come as application/fhir+json or application/fhir+xml, in UTF-8, of FHIR version 4.0."
    )
    static let unsupportedEncoding = Problem(
        415,
        .notSupported,
        "A body may be compressed with gzip, and in no other way."
    )

    static let tooLargeStatus = 413

    static func tooLarge(limit: Int) -> Problem {
        Problem(tooLargeStatus, .tooLong, "A body may have at most \(limit) bytes.")
    }

    /// Seconds after which to ask again.
    private static let retryAfter = Header(name: .retryAfter, value: "5")
    static let unavailable = Problem(
        503,
        .noStore,
        "Nothing can be stored now. Send it again later.",
        headers: [retryAfter]
    )
    static let noRoom = Problem(
        429,
        .throttled,
        "Too much is waiting to be stored. Send it again later.",
        headers: [retryAfter]
    )
    static let unconfirmed = Problem(
        503,
        .timeout,
        "It was not known in time whether this was stored. Send it again later.",
        headers: [retryAfter]
    )
    static let conflict = Problem(
        412,
        .conflict,
        "The resource is not of the version that the request is for."
    )
    static let takenID = Problem(
        409,
        .conflict,
        "The condition finds nothing, and the id in the resource is another one's."
    )
    static let multipleMatches = Problem(
        412,
        .multipleMatches,
        "The condition finds more than one resource."
    )
    static let unmapped = Problem(
        422,
        .processing,
        "The content is stored and cannot be turned into what its receiver takes; an operator will see to it."
    )
    static let exception = Problem(500, .exception, "The listener failed to answer.")

    static func invalid(_ text: String, at expression: String = "") -> Problem {
        Problem(400, [OutcomeIssue(.error, .invalid, at: expression, text)])
    }

    static func unsupported(_ text: String) -> Problem { Problem(400, .notSupported, text) }
}
