// Mutated messages: whatever arrives, nothing traps, everything read is written back, and time stays linear.
//
// Bounded and repeatable: the generator starts from a fixed seed.

import HL7v2
import Testing

/// SplitMix64, small and good enough to shuffle bytes with.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

struct FuzzTests {
    static let seeds = [
        bytes(
            "PID|1||7^^^H&1.2.3&ISO^MR~8||DOE^JANE",
            "OBR|1|a|b",
            #"OBX|1|FT|a^b||x\.br\y\X41\z\F\||||||F"#,
            "NTE|1||n"
        ),
        bytes("PID$1", header: "MSH$%*!@$A$B$C$D$2024$$ADT%A01$1$P$2.5"),
        Array("FHS|^~\\&|F\rBHS|^~\\&|X\rMSH|^~\\&|A\rPID|1\rBTS|1\rFTS|1\r".utf8),
        Array("M\0S\0H\0|\0^\0~\0\\\0&\0|\0A\0\r\0".utf8),
    ]
    static let interesting: [UInt8] =
        Array("|^~\\&\r\n\0\u{0B}\u{1C}MSHPIDOBX\"\"FSTREXH.brsp+-019CZ# ".utf8) + [0x80, 0xC3, 0xFF]

    @Test(arguments: 1...8)
    func `whatever arrives is read or refused, and never traps`(round: Int) throws {
        var generator = SeededGenerator(state: UInt64(round))
        let locations = try [
            "PID-3[.5=MR].1", "OBR[*]/OBX[*]-5[*]", "MSH-9.1", "PATIENT_RESULT[*]/PID-5.1.2",
        ].map { try Location($0) }
        for _ in 0..<250 {
            let bytes = mutated(
                Self.seeds[Int.random(in: 0..<Self.seeds.count, using: &generator)],
                &generator
            )
            exercise(bytes, locations)
        }
    }

    private func mutated(_ seed: [UInt8], _ generator: inout SeededGenerator) -> [UInt8] {
        var bytes = seed
        for _ in 0..<Int.random(in: 1...12, using: &generator) where !bytes.isEmpty {
            let place = Int.random(in: 0..<bytes.count, using: &generator)
            let byte = Self.interesting[Int.random(in: 0..<Self.interesting.count, using: &generator)]
            switch Int.random(in: 0..<5, using: &generator) {
            case 0: bytes[place] = byte
            case 1: bytes.insert(byte, at: place)
            case 2: bytes.remove(at: place)
            case 3: bytes.insert(contentsOf: bytes[place...].prefix(20), at: place)
            default: bytes.removeSubrange(place..<min(place + 9, bytes.count))
            }
        }
        return bytes
    }

    private func exercise(_ bytes: [UInt8], _ locations: [Location]) {
        do throws(ParseError) {
            let batch = try Batch(bytes)
            #expect(batch.messages.allSatisfy { $0.upperBound <= bytes.count })
        } catch {
            #expect(!error.description.isEmpty)
        }
        // Refusing is one of the two right answers.
        guard let message = try? Message(bytes) else { return }
        #expect(message.encoded == bytes)
        let outline = MessageOutline(describing: message)
        #expect(!outline.text.isEmpty && !outline.json.isEmpty)
        let tree = Structure.named("ORU_R01").map { message.groups(as: $0) }
        for location in locations {
            _ = message.text(at: location)
            let found = tree.map { message.elements(at: location, in: $0) } ?? []
            for element in found { _ = message.formattedText(element) + message.text(element) }
        }
        expectShortcuts(message)
        let answer = Acknowledgment(.accept).encoded(
            for: message,
            controlID: "1",
            date: DateTime(utcMilliseconds: 0)
        )
        // In the sender's characters, and readable as any message is.
        #expect((try? Message(answer)) != nil)
    }

    /// What is found in one pass is what is found step by step.
    private func expectShortcuts(_ message: Message) {
        for segment in 0..<message.segmentCount {
            for number in 1...6 {
                guard let field = message.field(number, ofSegment: segment) else { continue }
                for position in 1...3 {
                    let component = message.repetition(1, of: field)
                        .flatMap { message.component(position, of: $0) }
                    #expect(message.component(position, subcomponent: 0, ofField: field) == component)
                    let subcomponent = component.flatMap { message.subcomponent(2, of: $0) }
                    #expect(message.component(position, subcomponent: 2, ofField: field) == subcomponent)
                    expectPlain(component ?? field, of: message)
                }
                let all = message.repetitions(of: field)
                if let only = message.onlyRepetition(of: field) {
                    #expect(all == [only])
                } else {
                    #expect(message.repetitionCount(field) > 1)
                }
                expectPlain(field, of: message)
            }
        }
    }

    private func expectPlain(_ element: Element, of message: Message) {
        if let range = message.plainValue(of: element) {
            // By another way than `text`, which starts with the same look.
            let first = message.subcomponent(1, of: element).map(message.wholeText) ?? ""
            #expect(String(decoding: message.bytes[range], as: UTF8.self) == first)
            #expect(message.text(element) == first)
        }
        if let range = message.plainRange(of: element) {
            #expect(String(decoding: message.bytes[range], as: UTF8.self) == message.formattedText(element))
        }
    }

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
