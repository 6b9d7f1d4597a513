import Testing

@testable import FHIRListener

/// Moments as HTTP writes them.
struct UTCTimeTests {
    @Test(arguments: [
        ("Sun, 22 Nov 2026 16:30:05 GMT", true), ("Sun, 22 Nov 2026 16:30:06 GMT", true),
        ("Tue, 01 Dec 2026 00:00:00 GMT", true), ("Sun, 22 Nov 2026 16:30:04 GMT", false),
        ("Fri, 31 Dec 1999 23:59:59 GMT", false),
    ])
    func `a moment is covered by itself and by later ones`(text: String, isCovered: Bool) {
        let moment = UTCTime(milliseconds: 1_795_365_005_999)
        #expect(moment.httpDate == "Sun, 22 Nov 2026 16:30:05 GMT")
        #expect(moment.isCovered(by: text) == isCovered)
    }

    @Test(arguments: ["", "yesterday", "Sun, 22 Foo 2026 16:30:05 GMT", "Sun, 22 Nov 2026 16:30:05 CET"])
    func `what is no moment covers nothing`(text: String) {
        #expect(UTCTime(milliseconds: 0).isCovered(by: text) == nil)
    }

    @Test func `a moment is an instant`() {
        #expect(UTCTime(milliseconds: 951_825_600_000).instant == "2000-02-29T12:00:00.000Z")
        #expect(UTCTime(milliseconds: -1).instant == "1969-12-31T23:59:59.999Z")
    }
}
