// The public face of the module: requests go in from any thread, answers come out on the session's thread.
// One thread drives libcurl's multi interface with reused easy handles (CurlLoop); a continuation or an
// actor per request costs more than the request, so the callback form is the one for hot paths.
// Retrying, ordering and judging an answer are the caller's business.

import Synchronization

/// Names one request of a session, for taking it back.
public struct HTTPRequestID: Hashable, Sendable {
    let number: UInt64
}

/// Sends HTTP requests over kept-alive connections.
///
/// Certificates are always verified, redirects are never followed, and every buffer has a limit. A request's
/// completion is called exactly once, on the session's own thread: it must not block, and may send again.
public final class HTTPSession: Sendable {
    /// Takes the outcome of a request.
    public typealias Completion = @Sendable (Result<HTTPResponse, HTTPFailure>) -> Void

    private let inbox: CurlInbox
    private let lastNumber = Atomic<UInt64>(0)

    /// Starts the session's thread.
    ///
    /// - Throws: `HTTPFailure` when libcurl or the thread cannot be set up.
    public init(limits: HTTPLimits = HTTPLimits(), proxy: HTTPProxy = .environment) throws(HTTPFailure) {
        inbox = CurlInbox(outstandingLimit: limits.inFlight + limits.waiting)
        try CurlLoop.start(limits: limits, proxy: proxy, inbox: inbox)
    }

    deinit {
        inbox.stop()
    }

    /// Sends a request and calls back with its outcome.
    ///
    /// Beyond the limit on waiting requests, and after `shutdown`, the completion is called at once on the
    /// caller's thread.
    @discardableResult
    public func send(_ request: HTTPRequest, completion: @escaping Completion) -> HTTPRequestID {
        let id = nextID()
        submit(request, as: id, completion: completion)
        return id
    }

    /// Sends a request and waits for its outcome; cancelling the task takes the request back.
    public func send(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse {
        let id = nextID()
        let outcome = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                submit(request, as: id) { continuation.resume(returning: $0) }
                // A cancellation that came before the submission found nothing to take back.
                if Task.isCancelled { cancel(id) }
            }
        } onCancel: {
            cancel(id)
        }
        return try outcome.get()
    }

    /// Takes a request back: it ends with `cancelled`, unless it ended before.
    public func cancel(_ id: HTTPRequestID) {
        inbox.cancel(id)
    }

    /// How many requests are under way or waiting.
    public var outstandingCount: Int { inbox.outstandingCount }

    /// Ends every request with `cancelled`, closes all connections and waits for the thread to end.
    ///
    /// Whoever wants the requests under way to finish waits for them first.
    public func shutdown() async {
        inbox.stop()
        await withCheckedContinuation { continuation in
            inbox.whenStopped { continuation.resume() }
        }
    }

    private func nextID() -> HTTPRequestID {
        HTTPRequestID(number: lastNumber.wrappingAdd(1, ordering: .relaxed).newValue)
    }

    private func submit(_ request: HTTPRequest, as id: HTTPRequestID, completion: @escaping Completion) {
        if let problem = RequestCheck.problem(in: request) {
            completion(.failure(.malformed(problem)))
            return
        }
        if let refusal = inbox.submit(Submission(id: id, request: request, completion: completion)) {
            completion(.failure(refusal))
        }
    }
}
