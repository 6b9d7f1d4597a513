// Character sets in site files: what listeners assume, and what destinations are sent.

import HL7v2
import Routing
import Testing

struct CharacterSetTests {
    private static let sender = Array("MSH|^~\\&|A|B|C|D|2026||ADT^A01|1|P|2.5\rPID|1||7||M".utf8)
    private static let sent = sender + [0xE4] + Array("\r".utf8)

    private func intake(_ listener: String, _ destination: String) throws -> Intake {
        let text = SampleSite.routes
            .replacing("port: 2575", with: "port: 2575\n    charset: {\(listener)}")
            .replacing("type: http", with: "type: http\(destination)")
        let (site, problems) = SampleSite.compile(["routes/lab.yaml": text])
        try #require(problems.isEmpty, "\(problems)")
        let compiled = try #require(site)
        let listener = try #require(compiled.listeners.first)
        return try #require(Intake(site: compiled, listener: listener))
    }

    private func bytes(_ payload: Payload?) -> [UInt8]? {
        if case .bytes(let bytes, .hl7v2)? = payload { return bytes }
        return nil
    }

    @Test(arguments: [("default: 8859/7", "δ"), ("fallback: 8859/5", "ф"), ("default: 8859/1", "ä")])
    func `a listener's set is assumed, and a destination gets its own`(setting: String, letter: String) throws
    {
        let intake = try intake(setting, "\n    charset: utf-8")
        let delivery = try #require(intake.judgment(on: Self.sent, acceptedAt: 0)?.deliveries.first)
        let message = try Message(try #require(bytes(delivery.payload)))
        #expect(message.header.characterSet == "UNICODE UTF-8")
        #expect(message.text(at: try Location("PID-5")) == "M" + letter)
        let again = intake.render(Self.sent, route: delivery.route, part: delivery.part, acceptedAt: 0)
        #expect(bytes(again) == message.encoded)
    }

    @Test func `characters that a destination's set does not have are noted with the message`() throws {
        let intake = try intake("default: 8859/7", "\n    charset: 8859/1")
        let judgment = try #require(intake.judgment(on: Self.sent, acceptedAt: 0))
        #expect(judgment.note == "1 character is not in the character set of `archive`")
        #expect(!judgment.isNonconforming)
    }

    @Test func `a destination without a set gets the bytes as received`() throws {
        let intake = try intake("default: BIG-5", "")
        let delivery = try #require(intake.judgment(on: Self.sent, acceptedAt: 0)?.deliveries.first)
        #expect(bytes(delivery.payload) == Self.sent)
    }

    @Test(arguments: [
        (
            "port: 2575\n    charset: {default: latin-11}",
            "listeners.lab.charset.default: `latin-11` is not a known"
        ),
        (
            "port: 2575\n    charset: {fallback: utf-8}",
            "listeners.lab.charset.fallback: expected an 8-bit set"
        ),
        ("port: 2575\n    charset: {else: utf-8}", "listeners.lab.charset.else: unknown key"),
    ])
    func `a mistaken set of a listener is named`(replacement: String, expected: String) {
        let (_, problems) = SampleSite.compile(replacing: "port: 2575", with: replacement)
        #expect(problems.contains { $0.contains(expected) }, "\(problems)")
    }

    @Test func `a FHIR destination has no choice of its set`() {
        let (_, problems) = SampleSite.compile(
            replacing: "type: http",
            with: "type: fhir\n    charset: 8859/1"
        )
        #expect(problems.contains { $0.contains("FHIR is always in UTF-8") }, "\(problems)")
    }
}
