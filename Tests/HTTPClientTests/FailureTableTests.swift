// libcurl's codes as phases, without a network.

import CLibCurl
import Testing

@testable import HTTPClient

struct FailureTableTests {
    private static let sent = TransferProgress(
        hasAddress: true,
        isConnected: true,
        headBytesSent: 100,
        bodyBytesSent: 10,
        bodyBytes: 10
    )

    @Test
    func `Progress names the phase that had begun`() {
        var progress = TransferProgress(bodyBytes: 10)
        #expect(progress.phase == .resolve)
        progress.hasAddress = true
        #expect(progress.phase == .connect)
        progress.isConnected = true
        #expect(progress.phase == .send)
        progress.usesTLS = true
        #expect(progress.phase == .tls)
        progress.headBytesSent = 100
        #expect(progress.phase == .send)
        progress.bodyBytesSent = 10
        #expect(progress.phase == .receive)
    }

    @Test(arguments: [
        (CURLE_COULDNT_RESOLVE_HOST, HTTPFailure.Phase.resolve), (CURLE_COULDNT_CONNECT, .connect),
        (CURLE_SSL_CONNECT_ERROR, .tls), (CURLE_PEER_FAILED_VERIFICATION, .tls),
        (CURLE_OPERATION_TIMEDOUT, .connect),
    ])
    func `Before the request nothing was received`(_ code: CURLcode, _ phase: HTTPFailure.Phase) {
        let failure = HTTPFailure(code, after: TransferProgress(hasAddress: true))
        #expect(failure.phase == phase)
        #expect(!failure.mayHaveBeenReceived)
        #expect(failure.reason == (code == CURLE_OPERATION_TIMEDOUT ? .timeout : .network))
    }

    @Test(arguments: [
        CURLE_GOT_NOTHING, CURLE_RECV_ERROR, CURLE_PARTIAL_FILE, CURLE_OPERATION_TIMEDOUT, CURLE_HTTP2,
        CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY,
    ])
    func `After the request its outcome is unknown`(_ code: CURLcode) {
        let failure = HTTPFailure(code, after: Self.sent)
        #expect(failure.phase == .receive)
        #expect(failure.mayHaveBeenReceived)
        #expect(failure.code == Int32(code.rawValue))
    }

    @Test
    func `An address that libcurl refuses is malformed`() {
        #expect(HTTPFailure(CURLE_URL_MALFORMAT, after: TransferProgress()).reason == .malformedRequest)
        #expect(
            HTTPFailure(CURLE_UNSUPPORTED_PROTOCOL, after: TransferProgress()).reason == .malformedRequest
        )
    }
}
