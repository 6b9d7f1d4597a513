// Deliveries as HTTP requests: the headers that make a repetition recognisable, and libcurl's outcomes in
// the words of `Answer`. It judges nothing.

public import HTTPClient
import MessageStore

/// Sends deliveries over HTTP.
public struct HTTPTransport: Transport {
    private let session: HTTPSession

    /// Creates a transport on a session, which its owner shuts down.
    public init(session: HTTPSession) {
        self.session = session
    }

    /// Sends one attempt and calls back on the session's thread.
    public func send(
        _ parcel: Parcel,
        to destination: DestinationSettings,
        completion: @escaping @Sendable (Reply) -> Void
    ) {
        session.send(Self.request(for: parcel, to: destination)) { outcome in
            completion(Reply(outcome))
        }
    }

    /// Builds the request of an attempt; the attempts of a delivery differ in nothing.
    static func request(for parcel: Parcel, to destination: DestinationSettings) -> HTTPRequest {
        let id = parcel.id.description
        let mediaType = destination.contentType ?? parcel.body.contentType ?? "application/octet-stream"
        let own = [
            HTTPRequest.Header("Content-Type", mediaType),
            HTTPRequest.Header("Idempotency-Key", id),
            HTTPRequest.Header("X-Request-Id", id),
        ]
        return HTTPRequest(
            destination.method,
            destination.url,
            headers: own + destination.headers,
            body: parcel.body.bytes,
            connectTimeout: destination.connectTimeout,
            timeout: destination.timeout,
            // libcurl must not repeat unseen what an operator wants to decide.
            usesFreshConnection: destination.rules.unknownOutcome == .hold
        )
    }
}

extension Reply {
    /// Translates the outcome of a request.
    init(_ outcome: Result<HTTPResponse, HTTPFailure>) {
        switch outcome {
        case .success(let response):
            self.init(
                .response(status: response.status, retryAfter: response.retryAfter),
                body: response.body,
                response: response
            )
        case .failure(let failure):
            self.init(.failure(AttemptFailure(failure)))
        }
    }
}

extension AttemptFailure {
    /// Translates a failure of the HTTP session.
    init(_ failure: HTTPFailure) {
        self.init(
            phase: Phase(failure.phase),
            written: failure.mayHaveBeenReceived,
            timedOut: failure.reason == .timeout,
            code: Int(failure.code)
        )
    }
}

extension AttemptFailure.Phase {
    /// Translates a phase of the HTTP session.
    init(_ phase: HTTPFailure.Phase) {
        self =
            switch phase {
            case .prepare: .preparing
            case .resolve: .resolve
            case .connect: .connect
            case .tls: .tls
            case .send: .sending
            case .receive: .awaiting
            }
    }
}
