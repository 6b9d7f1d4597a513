// Listeners that check what they take: `validate: off | warn | reject`.

import HL7v2
import Routing
import Testing

struct ValidatingListenerTests {
    private static func judge(_ keys: String, _ message: [UInt8]) throws -> Judgment {
        let routes = SampleSite.routes.replacing("port: 2575", with: "port: 2575\n    \(keys)")
        let profile = "profile: acme\nsegments: {PID: {fields: {9: {required: true}}}}"
        let (site, problems) = SampleSite.compile(["routes/lab.yaml": routes, "profiles/acme.yaml": profile])
        #expect(problems == [])
        let compiled = try #require(site)
        let listener = try #require(compiled.listeners.first)
        let intake = try #require(Intake(site: compiled, listener: listener))
        return try #require(intake.judgment(on: message, acceptedAt: 1_795_343_400_000))
    }

    private static func answer(_ judgment: Judgment) -> String {
        judgment.answers.map { String(decoding: $0, as: UTF8.self) }.joined()
    }

    private static let good = SampleMessage.adt(more: "PV1|1|I\r")
    private static let bad = SampleMessage.adt(patient: "", more: "PV1|1|I\r")

    @Test func `without the key nobody looks`() throws {
        let judgment = try Self.judge("host: 0.0.0.0", Self.bad)
        #expect(judgment.status == .accepted)
        #expect(judgment.note == nil)
    }

    @Test func `warn takes the message with a note`() throws {
        let judgment = try Self.judge("validate: warn", Self.bad)
        #expect(judgment.status == .accepted)
        #expect(judgment.note == "does not conform: PID-3: Patient Identifier List is required")
        #expect(judgment.deliveries.count == 1)
        #expect(Self.answer(judgment).contains("MSA|AA|C1"))
        #expect(try Self.judge("validate: warn", Self.good).note == nil)
    }

    @Test func `reject answers AE with an ERR for each problem and delivers nothing`() throws {
        let judgment = try Self.judge("validate: reject\n    profile: acme", Self.bad)
        #expect(judgment.deliveries.isEmpty)
        let answer = Self.answer(judgment)
        #expect(answer.contains("MSA|AE|C1"))
        #expect(answer.contains("ERR||PID^1^3^1|101^"))
        #expect(answer.contains("ERR||PID^1^9^1|101^"))
        #expect(try Self.judge("validate: reject", Self.good).status == .accepted)
    }

    @Test func `reject answers AR to a version that is not known`() throws {
        let odd = String(decoding: Self.good, as: UTF8.self).replacing("|2.5.1\r", with: "|7.1\r")
        let answer = Self.answer(try Self.judge("validate: reject", Array(odd.utf8)))
        #expect(answer.contains("MSA|AR|C1"))
        #expect(answer.contains("203^"))
    }

    @Test func `an unknown profile is refused when the site is checked`() {
        let key = "port: 2575\n    validate: warn\n    profile: acmee"
        let (site, problems) = SampleSite.compile([
            "routes/lab.yaml": SampleSite.routes.replacing("port: 2575", with: key),
            "profiles/acme.yaml": "profile: acme\nsegments: {PV1: {required: true}}",
        ])
        #expect(site == nil)
        #expect(problems.contains { $0.hasSuffix("no profile is called `acmee`; did you mean `acme`?") })
    }
}
