// `Retry-After` in all its forms.

import Testing

@testable import HTTPClient

struct RetryAfterTests {
    /// 6 November 1994, 08:49:37 UTC.
    private static let date = 784_111_777

    @Test(arguments: [
        ("0", Duration.zero), ("120", .seconds(120)), ("007", .seconds(7)),
        ("604800", RetryAfter.longest), ("604801", RetryAfter.longest),
        ("99999999999999999999", RetryAfter.longest),
    ])
    func `Seconds are a wait, up to the longest believed`(_ text: String, _ wait: Duration) {
        #expect(RetryAfter.parse(text, now: Self.date) == wait)
    }

    @Test(arguments: [
        "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994",
    ])
    func `A date is a wait until then`(_ text: String) {
        #expect(RetryAfter.parse(text, now: Self.date - 90) == .seconds(90))
        #expect(RetryAfter.parse(text, now: Self.date + 1) == .zero)
    }

    @Test(arguments: ["", "soon", "-1", "1.5", "\u{0}"])
    func `Anything else is no wait`(_ text: String) {
        #expect(RetryAfter.parse(text, now: Self.date) == nil)
    }
}
