import Testing

@testable import FHIRListener

/// What of a request may be repeated in headers.
struct PlainTextTests {
    @Test(arguments: ["a", "ehr.example.org:8443", "[::1]:80", "a_b-c"])
    func `names, addresses and ports are plain`(text: String) {
        #expect(text.isPlain(orOneOf: ".:[]_-"))
    }

    @Test(arguments: ["", "a b", "a/b", "a\r\nSet-Cookie: x", "a@b", "\u{E4}", "a\0"])
    func `everything else is not`(text: String) {
        #expect(!text.isPlain(orOneOf: ".:[]_-"))
    }
}
