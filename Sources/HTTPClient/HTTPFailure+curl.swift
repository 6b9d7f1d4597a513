// libcurl's result codes as phases and reasons. Kept pure, so that the table can be tested without a network.

import CLibCurl

/// How far libcurl says an exchange had come when it ended.
struct TransferProgress: Sendable, Equatable {
    var hasAddress = false
    var isConnected = false
    var usesTLS = false
    /// Bytes of the request's head that were written.
    var headBytesSent = 0
    var bodyBytesSent = 0
    var bodyBytes = 0

    /// The phase in which an exchange that simply stopped, stopped.
    var phase: HTTPFailure.Phase {
        if headBytesSent > 0 { return bodyBytesSent < bodyBytes ? .send : .receive }
        if !hasAddress { return .resolve }
        if !isConnected { return .connect }
        return usesTLS ? .tls : .send
    }
}

extension HTTPFailure {
    static let overloaded = HTTPFailure(
        phase: .prepare,
        reason: .overloaded,
        mayHaveBeenReceived: false,
        explanation: "too many requests are waiting"
    )

    static func malformed(_ problem: String, code: Int32 = 0) -> HTTPFailure {
        HTTPFailure(
            phase: .prepare,
            reason: .malformedRequest,
            mayHaveBeenReceived: false,
            code: code,
            explanation: problem
        )
    }

    static func cancelled(mayHaveBeenReceived: Bool, phase: Phase) -> HTTPFailure {
        HTTPFailure(
            phase: phase,
            reason: .cancelled,
            mayHaveBeenReceived: mayHaveBeenReceived,
            explanation: "taken back"
        )
    }

    /// The failure for a result code.
    ///
    /// `curl_easy_strerror` gives a constant text; libcurl's error buffer is not used, because it can quote
    /// the address.
    init(_ code: CURLcode, after progress: TransferProgress) {
        let explanation = String(cString: curl_easy_strerror(code))
        switch code {
        case CURLE_URL_MALFORMAT,
            CURLE_UNSUPPORTED_PROTOCOL where progress.headBytesSent == 0:
            // After the request the second means an answer that is no HTTP.
            self = .malformed(explanation, code: Int32(code.rawValue))
        default:
            self.init(
                phase: Self.phase(of: code, after: progress),
                reason: code == CURLE_OPERATION_TIMEDOUT ? .timeout : .network,
                mayHaveBeenReceived: progress.headBytesSent > 0,
                code: Int32(code.rawValue),
                explanation: explanation
            )
        }
    }

    private static func phase(of code: CURLcode, after progress: TransferProgress) -> Phase {
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY:
            .resolve
        case CURLE_COULDNT_CONNECT, CURLE_PROXY:
            .connect
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
            CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS,
            CURLE_SSL_CRL_BADFILE,
            CURLE_SSL_PINNEDPUBKEYNOTMATCH, CURLE_SSL_CLIENTCERT:
            progress.headBytesSent > 0 ? progress.phase : .tls
        case CURLE_SEND_ERROR:
            .send
        default:
            progress.phase
        }
    }
}
