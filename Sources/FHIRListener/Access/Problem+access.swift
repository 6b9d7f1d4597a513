// What clients are told who may not come in, or not do what they ask (RFC 6750 §3).

import FHIR
import HTTPTypes

extension Problem {
    static let missingKey = login("This needs an API key.")
    static let wrongKey = login("The API key is not known here.")
    static let missingToken = login("This needs an access token.")

    /// Whoever shows no token is told of no error.
    private static func login(_ text: String) -> Problem {
        Problem(401, .login, text, headers: [challenge(#"Bearer realm="Corridor""#)])
    }

    /// A token that opens nothing; the reason holds nothing of it.
    static func wrongToken(_ reason: String) -> Problem {
        invalidToken(.unknown, "The access token does not count here: \(reason).")
    }

    static let expiredToken = invalidToken(.expired, "The access token has expired.")

    private static func invalidToken(_ code: OutcomeIssue.Code, _ text: String) -> Problem {
        let value = #"Bearer realm="Corridor", error="invalid_token", error_description="\#(text)""#
        return Problem(401, code, text, headers: [challenge(value)])
    }

    static func forbidden(_ need: Permission.Need) -> Problem {
        let value = #"Bearer realm="Corridor", error="insufficient_scope", scope="\#(need.scope)""#
        return Problem(403, .forbidden, forbiddenText, headers: [challenge(value)])
    }

    static let forbiddenText = "The access token does not allow this."

    static let keysAway = Problem(
        503,
        .transient,
        "Access tokens cannot be checked now. Send it again later.",
        headers: [Header(name: .retryAfter, value: "5")]
    )

    private static func challenge(_ value: String) -> Header { Header(name: .wwwAuthenticate, value: value) }
}
