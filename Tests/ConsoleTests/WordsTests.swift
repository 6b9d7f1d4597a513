// Figures, moments and forms: small texts, both sides of every border.

import Testing

@testable import Console

struct `Figures` {
    @Test(
        arguments: [(0, "0"), (999, "999"), (1_000, "1,000"), (-1_234_567, "−1,234,567")] as [(Int64, String)]
    )
    func `counts in groups of three`(number: Int64, expected: String) {
        #expect(Words.count(number) == expected)
    }

    @Test(arguments: [
        (0, "0"), (0.04, "0"), (0.3, "0.3"), (2, "2"), (9.94, "9.9"), (9.96, "10"), (1_203.6, "1,204"),
    ])
    func `rounds rates`(rate: Double, expected: String) {
        #expect(Words.rate(rate) == expected)
    }

    @Test(arguments: [
        (-5, "0 s"), (59, "59 s"), (60, "1 min"), (61, "1 min 1 s"), (600, "10 min"), (3_599, "59 min"),
        (7_800, "2 h 10 min"), (86_400, "1 d"), (270_000, "3 d 3 h"),
    ])
    func `names the units that matter`(seconds: Int, expected: String) {
        #expect(Words.duration(.seconds(seconds)) == expected)
    }

    @Test(arguments: [(999, "999 B"), (1_870, "1.8 kB"), (5_040_000, "5.0 MB")])
    func `sizes`(bytes: Int, expected: String) {
        #expect(Words.size(bytes) == expected)
    }
}

struct `Moments` {
    @Test(
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"), (951_782_399_999, "2000-02-28T23:59:59.999Z"),
            (951_782_400_000, "2000-02-29T00:00:00.000Z"), (1_795_341_425_123, "2026-11-22T09:57:05.123Z"),
            (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
        ] as [(Int64, String)]
    )
    func `are written in UTC and read again`(milliseconds: Int64, text: String) {
        #expect(Moment(milliseconds: milliseconds).description == text)
        #expect(Moment(text)?.milliseconds == milliseconds)
    }

    @Test(arguments: [
        "", "2026-11-22", "2026-02-30T00:00:00.000Z", "2026-11-22T09:57:05.123+", "2026-11-22T0x:57:05.123Z",
    ])
    func `are not read from anything else`(text: String) {
        #expect(Moment(text) == nil)
    }

    @Test func `are shown in the zone that is named`() {
        let time = LocalTime { _ in (-12_600, "NST") }
        let moment = Moment(milliseconds: 1_795_341_425_123)
        #expect(time.full(moment) == "2026-11-22 06:27:05.123")
        #expect(time.zoneName(at: moment) == "NST, UTC−03:30")
        #expect(time.short(moment, at: moment) == "06:27:05")
        #expect(
            time.short(moment, at: Moment(milliseconds: moment.milliseconds + 86_400_000))
                == "2026-11-22 06:27:05"
        )
    }
}

struct `Form text` {
    @Test func `is taken apart and decoded`() {
        let form = FormText("a=1&b=x+y%2Bz%C3%A9&a=2&=&c&d=%4&e=%zz&f=%C3")
        #expect(form.values("a") == ["1", "2"])
        #expect(form.value("b", limit: 10) == "x y+zé")
        #expect(form.value("c", limit: 10) == nil)
        #expect(form.value("d", limit: 10) == "%4")
        #expect(form.value("e", limit: 10) == "%zz")
        #expect(form.value("f", limit: 10) == "\u{FFFD}")
    }

    @Test func `has limits`() {
        #expect(FormText("a=123456").value("a", limit: 3) == "123")
        let many = String(repeating: "a=1&", count: FormText.fieldLimit + 10)
        #expect(FormText(many).values("a").count == FormText.fieldLimit)
    }

    @Test func `trims values and keeps them on one line`() {
        #expect(FormText("a=%20x%0D%0Ay%20").value("a", limit: 10) == "x y")
        #expect(FormText("a=%20%0A").value("a", limit: 10) == nil)
    }

    @Test(arguments: ["a b+c&d=é/日%", "plain-._~"])
    func `encodes for addresses and decodes again`(value: String) {
        #expect(FormText("v=\(FormText.encode(value))").values("v") == [value])
        #expect(FormText.decodePath(FormText.encode(value)) == value)
    }
}

struct `Numbers` {
    @Test(arguments: ["", "-1", "12a", "１２", "12345678901234567890", "1 "])
    func `of messages are decimal and short`(text: String) {
        #expect(MessageNumber(text) == nil)
    }

    @Test(arguments: ["", "1", "1.2", "1.2.3.4", "1..3", "1.2.x", "a.2.3"])
    func `of deliveries have three parts`(text: String) {
        #expect(DeliveryNumber(text) == nil)
    }

    @Test func `of deliveries know their message`() {
        #expect(DeliveryNumber("42.1.0")?.message == MessageNumber("42"))
    }
}
