import FHIR
import Testing

struct JSONFuzzTests {
    /// Changes tried for each seed.
    static let rounds = 1500

    static let seeds = [
        #"{"resourceType":"Patient","id":"p","name":[{"given":["Ann",null],"_given":[null,{"id":"x"}]}],"active":true}"#,
        #"{"resourceType":"Bundle","type":"batch","entry":[{"resource":{"resourceType":"Basic","code":{"text":"ä\n"}}}]}"#,
        #"{"resourceType":"Observation","status":"final","code":{"text":"x"},"valueQuantity":{"value":-1.20e+3}}"#,
        #"{"resourceType":"Questionnaire","status":"draft","item":[{"linkId":"1","type":"group","item":[{"linkId":"2"}]}]}"#,
    ]

    @Test(arguments: seeds.indices)
    func `changed input is read or refused, and what is read comes back`(seed: Int) throws {
        var random = SeededGenerator(state: UInt64(seed) &+ 42)
        let original = Array(Self.seeds[seed].utf8)
        for _ in 0..<Self.rounds {
            let input = Self.changed(original, &random)
            let tree: Tree
            do {
                tree = try JSONReader.read(input)
            } catch {
                #expect(!error.issues.isEmpty)
                continue
            }
            let written = JSONWriter.write(tree)
            #expect(try JSONWriter.write(JSONReader.read(written)) == written)
        }
    }

    @Test func `every beginning of a resource is refused`() {
        for seed in Self.seeds {
            let bytes = Array(seed.utf8)
            for length in bytes.indices {
                #expect(throws: JSONReader.Failure.self) { try JSONReader.read(Array(bytes[..<length])) }
            }
        }
    }

    /// The input with one to four bytes replaced, removed, doubled or pieces swapped.
    private static func changed(_ original: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
        var bytes = original
        for _ in 0..<Int.random(in: 1...4, using: &random) where bytes.count > 8 {
            let position = Int.random(in: 0..<bytes.count, using: &random)
            switch Int.random(in: 0..<5, using: &random) {
            case 0: bytes[position] = UInt8.random(in: 0...255, using: &random)
            case 1: bytes[position] = Array(#"{}[]",:\0e-n_"#.utf8).randomElement(using: &random) ?? 0
            case 2: bytes.remove(at: position)
            case 3: bytes.insert(bytes[position], at: position)
            default:
                let end = min(bytes.count, position + 12)
                bytes.append(contentsOf: bytes[position..<end])
            }
        }
        return bytes
    }
}

/// Random numbers that are the same in every run (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
        return mixed ^ mixed >> 31
    }
}
