// Keys from the issuer's address, fetched when they are needed and kept as `KeyCache` says.

import Foundation
public import HTTPClient
public import Logging
import Synchronization

/// An issuer's published keys.
public final class FetchedKeys: KeySource {
    /// How long a fetch may take: a client waits for it.
    private static let timeout: Duration = .seconds(10)

    private struct State {
        var cache = KeyCache<PublicKeys>()
        var isFetching = false
        var waiting: [CheckedContinuation<PublicKeys?, Never>] = []
        /// Whether the last fetch failed, so that a failure is news once.
        var isAway = false
    }

    private let address: String
    private let session: HTTPSession
    private let logger: Logger
    private let state = Mutex(State())

    /// Prepares to fetch; nothing is asked yet.
    ///
    /// - Parameters:
    ///   - address: of a JSON Web Key Set.
    ///   - session: what asks.
    ///   - logger: hears when the issuer does not answer.
    public init(address: String, session: HTTPSession, logger: Logger) {
        self.address = address
        self.session = session
        self.logger = logger
    }

    /// The keys, fetched where that is due; several who wait share one fetch.
    public func keys(for id: String?) async -> PublicKeys? {
        await withCheckedContinuation { continuation in
            let (keys, isReady, begins) = state.withLock { state -> (PublicKeys?, Bool, Bool) in
                let known = state.cache.remaining(now: .now).flatMap { $0.hasKey(id) ? $0 : nil }
                if !state.isFetching {
                    if case .use(let keys) = state.cache.step(now: .now, isKnown: { $0.hasKey(id) }) {
                        return (keys, true, false)
                    }
                    state.isFetching = true
                    if let known { return (known, true, true) }
                    state.waiting.append(continuation)
                    return (nil, false, true)
                }
                // Nobody waits for fresh keys who has one that is known.
                if let known { return (known, true, false) }
                state.waiting.append(continuation)
                return (nil, false, false)
            }
            if isReady { continuation.resume(returning: keys) }
            if begins { fetch() }
        }
    }

    private func fetch() {
        let request = HTTPRequest(
            .get,
            address,
            headers: [.init("Accept", "application/jwk-set+json, application/json")],
            timeout: Self.timeout
        )
        session.send(request) { [self] outcome in
            // Reading keys is asynchronous in the library alone; whoever waits must not be lost by a cancellation.
            Task { end(await Self.read(outcome)) }
        }
    }

    /// The keys of an answer, or why there are none.
    private static func read(_ outcome: Result<HTTPResponse, HTTPFailure>) async -> Result<PublicKeys, Reason>
    {
        switch outcome {
        case .failure(let failure): return .failure(Reason(text: "\(failure)"))
        case .success(let response):
            guard response.status == 200, !response.bodyWasCut else {
                return .failure(Reason(text: "\(response)"))
            }
            do {
                return .success(try await PublicKeys(json: response.body))
            } catch {
                return .failure(Reason(text: "the answer \(error)"))
            }
        }
    }

    /// Why there are no keys.
    private struct Reason: Error {
        let text: String
    }

    private func end(_ outcome: Result<PublicKeys, Reason>) {
        let (keys, waiting, news) = state.withLock { state in
            let now = ContinuousClock.now
            if case .success(let keys) = outcome { state.cache.fetched(keys, now: now) }
            var news: String?
            if case .failure(let reason) = outcome, !state.isAway { news = reason.text }
            if case .success = outcome { state.isAway = false } else { state.isAway = true }
            state.isFetching = false
            defer { state.waiting = [] }
            return (state.cache.remaining(now: now), state.waiting, news)
        }
        for continuation in waiting { continuation.resume(returning: keys) }
        guard let news else { return }
        logger.warning("the keys of access tokens cannot be fetched", metadata: ["reason": "\(news)"])
    }
}
