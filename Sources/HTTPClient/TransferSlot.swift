// One reusable easy handle with everything that must outlive a transfer: libcurl keeps pointers to the body,
// the header list and the slot, so the slot owns all three. Lives on the loop's thread only.

import CLibCurl

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

final class TransferSlot {
    /// A body buffer above this is given back after its transfer.
    private static let keptBodyCapacity = 256 * 1024

    let easy: UnsafeMutableRawPointer
    private(set) var submission: Submission?
    private var answer: AnswerCollector
    private var body = UnsafeMutableRawBufferPointer(start: nil, count: 0)
    private var bodyCount = 0
    private var headers: UnsafeMutablePointer<curl_slist>?
    private let limits: HTTPLimits
    private let proxy: HTTPProxy

    init?(limits: HTTPLimits, proxy: HTTPProxy) {
        guard let easy = curl_easy_init() else { return nil }
        self.easy = easy
        self.limits = limits
        self.proxy = proxy
        answer = AnswerCollector(limits: limits)
    }

    deinit {
        curl_easy_cleanup(easy)
        curl_slist_free_all(headers)
        body.deallocate()
    }

    /// Sets the handle up for a request.
    ///
    /// Resetting and setting everything again costs 0.3 µs.
    func prepare(_ submission: Submission) {
        let request = submission.request
        self.submission = submission
        answer = AnswerCollector(limits: limits)
        curl_easy_reset(easy)
        setSafetyOptions()
        setCallbacks()
        setProxy()
        corridor_curl_set_text(easy, CURLOPT_URL, request.url)
        corridor_curl_set_long(easy, CURLOPT_CONNECTTIMEOUT_MS, request.connectTimeout.wholeMilliseconds)
        corridor_curl_set_long(easy, CURLOPT_TIMEOUT_MS, request.timeout.wholeMilliseconds)
        corridor_curl_set_long(easy, CURLOPT_FRESH_CONNECT, request.usesFreshConnection ? 1 : 0)
        setMethodAndBody(request)
        setHeaders(request)
    }

    /// Gives up what belonged to the request that ended.
    func clear() {
        submission = nil
        answer = AnswerCollector(limits: limits)
        curl_slist_free_all(headers)
        headers = nil
        bodyCount = 0
        if body.count > Self.keptBodyCapacity {
            body.deallocate()
            body = UnsafeMutableRawBufferPointer(start: nil, count: 0)
        }
    }

    /// What became of the request, from libcurl's result code.
    func outcome(_ code: CURLcode) -> Result<HTTPResponse, HTTPFailure> {
        let stoppedOverlongBody = code == CURLE_WRITE_ERROR && answer.bodyWasCut
        guard code == CURLE_OK || stoppedOverlongBody else {
            return .failure(HTTPFailure(code, after: progress))
        }
        return .success(response)
    }

    /// How far the transfer has come, for a failure.
    var progress: TransferProgress {
        TransferProgress(
            hasAddress: corridor_curl_get_size(easy, CURLINFO_NAMELOOKUP_TIME_T) > 0,
            // The connect time is set once TLS stands; the local port as soon as TCP does.
            isConnected: corridor_curl_get_long(easy, CURLINFO_LOCAL_PORT) > 0,
            usesTLS: submission?.request.url.prefix(6).lowercased() == "https:",
            headBytesSent: corridor_curl_get_long(easy, CURLINFO_REQUEST_SIZE),
            bodyBytesSent: Int(corridor_curl_get_size(easy, CURLINFO_SIZE_UPLOAD_T)),
            bodyBytes: bodyCount
        )
    }

    private var response: HTTPResponse {
        HTTPResponse(
            status: corridor_curl_get_long(easy, CURLINFO_RESPONSE_CODE),
            retryAfter: answer.wanted[.retryAfter].flatMap { RetryAfter.parse($0, now: time(nil)) },
            entityTag: answer.wanted[.entityTag],
            location: answer.wanted[.location],
            contentLocation: answer.wanted[.contentLocation],
            contentType: answer.wanted[.contentType],
            body: answer.body,
            bodyWasCut: answer.bodyWasCut,
            elapsed: .microseconds(corridor_curl_get_size(easy, CURLINFO_TOTAL_TIME_T))
        )
    }

    // MARK: Options.

    private func setSafetyOptions() {
        // Signals would hit any thread of the process.
        corridor_curl_set_long(easy, CURLOPT_NOSIGNAL, 1)
        corridor_curl_allow_http_only(easy)
        corridor_curl_set_long(easy, CURLOPT_SSL_VERIFYPEER, 1)
        corridor_curl_set_long(easy, CURLOPT_SSL_VERIFYHOST, 2)
        corridor_curl_set_long(easy, CURLOPT_FOLLOWLOCATION, 0)
        corridor_curl_set_long(easy, CURLOPT_TCP_KEEPALIVE, 1)
        corridor_curl_set_long(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    }

    private func setCallbacks() {
        // Unretained: the loop keeps the slot for as long as the handle is in the multi handle.
        let context = Unmanaged.passUnretained(self).toOpaque()
        corridor_curl_set_pointer(easy, CURLOPT_PRIVATE, context)
        corridor_curl_set_pointer(easy, CURLOPT_WRITEDATA, context)
        corridor_curl_set_pointer(easy, CURLOPT_HEADERDATA, context)
        corridor_curl_set_sink(easy, CURLOPT_WRITEFUNCTION) { bytes, one, count, context in
            guard let slot = TransferSlot.from(context) else { return 0 }
            let piece = UnsafeRawBufferPointer(start: bytes, count: one * count)
            return slot.answer.receiveBody(piece) ? piece.count : 0
        }
        corridor_curl_set_sink(easy, CURLOPT_HEADERFUNCTION) { bytes, one, count, context in
            guard let slot = TransferSlot.from(context) else { return 0 }
            let line = UnsafeRawBufferPointer(start: bytes, count: one * count)
            slot.answer.receiveHeader(line)
            return line.count
        }
    }

    /// The slot behind a pointer that libcurl hands back.
    static func from(_ context: UnsafeMutableRawPointer?) -> TransferSlot? {
        context.map { Unmanaged<TransferSlot>.fromOpaque($0).takeUnretainedValue() }
    }

    private func setProxy() {
        switch proxy {
        case .environment:
            break
        case .direct:
            corridor_curl_set_text(easy, CURLOPT_PROXY, "")
        case .address(let address):
            corridor_curl_set_text(easy, CURLOPT_PROXY, address)
        }
    }

    private func setMethodAndBody(_ request: HTTPRequest) {
        switch request.method {
        case .head:
            corridor_curl_set_long(easy, CURLOPT_NOBODY, 1)
        case .get where request.body.isEmpty, .delete where request.body.isEmpty:
            corridor_curl_set_text(easy, CURLOPT_CUSTOMREQUEST, request.method.rawValue)
        case .get, .delete, .post, .put, .patch:
            copyBody(request.body)
            corridor_curl_set_text(easy, CURLOPT_CUSTOMREQUEST, request.method.rawValue)
            corridor_curl_set_size(easy, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(bodyCount))
            corridor_curl_set_pointer(easy, CURLOPT_POSTFIELDS, body.baseAddress)
        }
    }

    /// Copies the body to memory that stays where it is: `CURLOPT_POSTFIELDS` is not copied by libcurl, and
    /// sends head and body with one system call where a read callback takes two.
    private func copyBody(_ bytes: [UInt8]) {
        bodyCount = bytes.count
        if body.count < max(bytes.count, 1) {
            body.deallocate()
            body = .allocate(byteCount: max(bytes.count, 4096), alignment: 1)
        }
        body.copyBytes(from: bytes)
    }

    private func setHeaders(_ request: HTTPRequest) {
        for header in request.headers {
            // libcurl takes "Name:" for "leave it out", and "Name;" for an empty value.
            headers = curl_slist_append(
                headers,
                header.value.isEmpty ? "\(header.name);" : "\(header.name): \(header.value)"
            )
        }
        // Waiting for 100 Continue costs a second with servers that do not know it.
        headers = curl_slist_append(headers, "Expect:")
        if !request.headers.contains(where: { $0.name.lowercased() == "content-type" }) {
            headers = curl_slist_append(headers, "Content-Type:")
        }
        corridor_curl_set_headers(easy, headers)
    }
}

extension Duration {
    /// At least one, because libcurl takes zero for "no limit", and within C's `long` on every platform.
    fileprivate var wholeMilliseconds: Int {
        let (seconds, attoseconds) = components
        guard seconds < Int64(Int32.max) / 1000 else { return Int(Int32.max) }
        return max(1, Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000))
    }
}
