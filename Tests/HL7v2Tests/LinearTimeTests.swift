// Inputs that would take a careless reader quadratic time. What else may arrive is the fuzz targets' subject.

import HL7v2
import Testing

struct LinearTimeTests {
    /// Inputs that would take quadratic time in a careless reader; each is about 400 KB.
    static let hostile: [(name: String, bytes: [UInt8])] = {
        let header = Array("MSH|^~\\&|A|B|C|D|2026||ORU^R01|1|P|2.5\r".utf8)
        func repeated(_ text: String, _ start: String = "OBX|1|FT|a||") -> [UInt8] {
            header + Array((start + String(repeating: text, count: 400_000 / text.utf8.count)).utf8)
        }
        return [
            ("escape characters", repeated("\\")), ("unterminated escapes", repeated("\\X4")),
            ("repetitions", repeated("~")),
            ("components", repeated("^a")), ("subcomponents", repeated("&")), ("fields", repeated("|")),
            ("line feeds", repeated("\n")), ("line feeds and letters", repeated("\nOBX")),
            ("segments", repeated("OBX|1\r", "")),
            ("headers", repeated("MSH|^~\\&|A\r", "")), ("local segments", repeated("Z|\r", "")),
            ("hexadecimal", repeated("41", "OBX|1|FT|a||\\X")),
        ]
    }()

    @Test(.timeLimit(.minutes(1)), arguments: hostile.map(\.name))
    func `time stays linear`(name: String) throws {
        let bytes = try #require(Self.hostile.first { $0.name == name }?.bytes)
        let location = try Location("OBX[*]-5[*]")
        let start = ContinuousClock.now
        let message = try Message(bytes, limits: MessageLimits(segments: 500_000))
        for element in message.elements(at: location) { _ = message.formattedText(element).count }
        _ = message.groups(as: try #require(Structure.named("ORU_R01"))).occurrenceCount
        _ = try Batch(bytes).messages.count
        // Linear takes a fraction of a second in a debug build; quadratic would take many minutes.
        #expect(ContinuousClock.now - start < .seconds(20))
    }
}
