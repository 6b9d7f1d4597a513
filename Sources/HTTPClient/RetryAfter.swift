// `Retry-After` (RFC 9110 §10.2.3): whole seconds or an HTTP date in one of its three forms (§5.6.7).

import CLibCurl

enum RetryAfter {
    /// The longest wait that is believed; a server that asks for more gets this.
    static let longest = Duration.seconds(7 * 24 * 3600)

    /// The wait that the header asks for, nil when it is not readable.
    ///
    /// A date in the past means no wait; `now` is in seconds since 1970.
    static func parse(_ text: String, now: Int) -> Duration? {
        guard !text.isEmpty else { return nil }
        if text.utf8.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }) {
            return Int(text).map { min(.seconds($0), longest) } ?? longest
        }
        let date = Int(curl_getdate(text, nil))
        return date < 0 ? nil : min(.seconds(max(0, date - now)), longest)
    }
}
