// The text file that remembers suspects: a line each, `suspect` or `once`, then the fingerprint in hexadecimal.

import Foundation

/// Which messages ended earlier processes, or may have.
struct SuspectRecord {
    private enum Standing: String { case once, suspect }

    private let path: String
    private var suspectsInOrder: [Fingerprint] = []
    private var onceBefore: Set<Fingerprint> = []
    private var onceNow: [Fingerprint] = []

    /// Reads the file; a first start has none, and one that cannot be read tells nothing.
    init(path: String) {
        self.path = path
        let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ")
            guard words.count == 3, let high = UInt64(words[1], radix: 16),
                let low = UInt64(words[2], radix: 16)
            else { continue }
            let fingerprint = Fingerprint(high: high, low: low)
            switch Standing(rawValue: String(words[0])) {
            case .suspect: suspectsInOrder.append(fingerprint)
            case .once: onceBefore.insert(fingerprint)
            case nil: continue
            }
        }
    }

    /// The fingerprints that are handled no more.
    var suspects: Set<Fingerprint> { Set(suspectsInOrder) }

    /// Notes that a message was under way when the last process ended.
    mutating func wasUnderWay(_ fingerprint: Fingerprint, crashed: Bool) {
        guard !suspectsInOrder.contains(fingerprint) else { return }
        if crashed || onceBefore.contains(fingerprint) {
            suspectsInOrder.append(fingerprint)
            suspectsInOrder.removeFirst(max(0, suspectsInOrder.count - CrashMarks.suspectLimit))
        } else {
            onceNow.append(fingerprint)
        }
    }

    /// Writes the file; where that fails the judgment holds for this process only.
    func save() {
        let lines =
            suspectsInOrder.map { Self.line(.suspect, $0) } + onceNow.map { Self.line(.once, $0) }
        // A full disk must not keep the engine from starting.
        try? lines.joined().write(toFile: path, atomically: true, encoding: .utf8)
    }

    private static func line(_ standing: Standing, _ fingerprint: Fingerprint) -> String {
        "\(standing.rawValue) \(String(fingerprint.high, radix: 16)) \(String(fingerprint.low, radix: 16))\n"
    }
}
