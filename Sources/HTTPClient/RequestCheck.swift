// What may be written into a request: nothing that could end a line early or be taken for another request.
// Addresses are only checked for what the wire cannot carry; their grammar is libcurl's business.

enum RequestCheck {
    /// The first reason why the request cannot be sent, without any of its values.
    static func problem(in request: HTTPRequest) -> String? {
        guard isAddress(request.url) else { return "the address is not a percent-encoded http or https one" }
        for header in request.headers {
            guard isToken(header.name) else {
                return "a header name has a character that HTTP does not allow"
            }
            guard isFieldValue(header.value) else { return "the value of a header has a control character" }
        }
        return nil
    }

    private static func isAddress(_ url: String) -> Bool {
        let schemes = ["http://", "https://"]
        let start = url.prefix(8).lowercased()
        return schemes.contains { start.hasPrefix($0) } && url.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    }

    /// RFC 9110 §5.6.2.
    private static func isToken(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.allSatisfy(isTokenCharacter)
    }

    private static func isTokenCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"):
            true
        default:
            "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }

    /// RFC 9110 §5.5: visible characters, space, tab and bytes above ASCII.
    private static func isFieldValue(_ value: String) -> Bool {
        value.utf8.allSatisfy { $0 == 0x09 || ($0 >= 0x20 && $0 != 0x7F) }
    }
}
