// A request that is not answered with what it asked for: one type, shown as a page or as JSON.

import HTTPTypes
import Hummingbird

/// Why a request is refused; the sentence is shown to the operator and holds nothing of a message.
struct Refusal: Error, Hashable, Sendable {
    let status: HTTPResponse.Status
    let sentence: String

    var title: String {
        switch status {
        case .notFound: "Not found"
        case .serviceUnavailable: "Not now"
        case .forbidden, .misdirectedRequest: "Refused"
        case .conflict: "Not without your word"
        case .internalServerError: "Something broke"
        default: "Not like that"
        }
    }

    static func notFound(_ what: String) -> Refusal {
        Refusal(status: .notFound, sentence: "There is no \(what).")
    }

    static func invalid(_ why: String) -> Refusal {
        Refusal(status: .badRequest, sentence: why)
    }

    init(status: HTTPResponse.Status, sentence: String) {
        self.status = status
        self.sentence = sentence
    }

    /// What the engine could not do.
    init(_ error: BackendError) {
        switch error {
        case .notFound(let what): self = .notFound(what)
        case .invalid(let why): self = .invalid(why)
        case .unavailable(let why): self.init(status: .serviceUnavailable, sentence: why)
        }
    }

    /// Whatever a handler threw; what is not known is not described, since it might quote a message.
    init(any error: any Error) {
        switch error {
        case let refusal as Refusal: self = refusal
        case let error as BackendError: self.init(error)
        case let error as HTTPError where error.status == .notFound: self = .notFound("such page")
        case let error as HTTPError: self.init(status: error.status, sentence: "The request cannot be read.")
        default: self.init(status: .internalServerError, sentence: "The console failed to answer.")
        }
    }
}
