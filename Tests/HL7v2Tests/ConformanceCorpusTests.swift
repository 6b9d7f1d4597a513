// Messages as they come: the project's fixtures, the corpora, and both with bytes changed at random.

import Foundation
import HL7v2
import Testing

struct ConformanceCorpusTests {
    private static let fixtures: [(name: String, bytes: [UInt8])] = {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Mappings/samples/hl7v2")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? []
        return names.sorted().filter { $0.hasSuffix(".hl7") }.compactMap { name in
            (try? Data(contentsOf: folder.appending(path: name))).map { (name, Array($0)) }
        }
    }()

    /// The errors of fixtures that show how senders stray from the standard; all others have none.
    private static let known: [String: Set<String>] = [
        "oru-r01-all-value-types.hl7": ["101 OBX[17]-2"],
        "oru-r01-chemistry.hl7": ["102 OBX[3]-5", "102 OBX[4]-5"],
        "oru-r01-no-patient-numbers.hl7": ["101 PID-3", "101 OBX-11"],
        "oru-r01-odd-dates.hl7": ["102 OBX[2]-5"],
        "oru-r01-version-2-3.hl7": ["101 ORC-7", "101 OBR-27"],
        "rde-o11-tablets.hl7": ["103 TQ1-3.2", "102 TQ1-3.3"],
    ]

    @Test func `fixtures have the errors that they were made to show`() throws {
        #expect(Self.fixtures.count > 20)
        let checker = ConformanceChecker()
        for (name, bytes) in Self.fixtures {
            let errors = checker.check(try Message(bytes)).errors.map {
                "\($0.code.rawValue) \($0.location.map { "\($0)" } ?? "-")"
            }
            #expect(Set(errors) == Self.known[name] ?? [], "\(name): \(errors)")
        }
    }

    @Test func `changed messages never trap, and their problems stay within the limit`() throws {
        var random = SeededGenerator(state: 4711)
        let checker = ConformanceChecker()
        let alphabet = Array("|^~\\&\r\"0AZ9 -.\u{0B}".utf8)
        for (_, bytes) in Self.fixtures + SharedCorpus.messages where bytes.count < 20_000 {
            for _ in 0..<10 {
                var changed = bytes
                for _ in 0..<Int.random(in: 1...20, using: &random) {
                    let place = Int.random(in: 0..<changed.count, using: &random)
                    changed[place] = alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
                }
                // What cannot be read is not checked.
                guard let message = try? Message(changed) else { continue }
                #expect(checker.check(message).problems.count <= ConformanceReport.limit)
            }
        }
    }
}
