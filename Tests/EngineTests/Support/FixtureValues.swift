// The values of a fixture that could only come from it.

import HL7v2

enum FixtureValues {
    /// Values of patients, orders and results that are long enough to be nobody else's.
    static func distinctive(in bytes: [UInt8]) -> Set<String> {
        guard let message = try? Message(bytes) else { return [] }
        var values: Set<String> = []
        for index in 1..<max(1, message.segmentCount) {
            let text = String(decoding: message.rawBytes(message.segment(index)), as: UTF8.self)
            for value in text.split(whereSeparator: { "|^~&\\".contains($0) }) {
                let isWord = value.count >= 5 && value.contains { $0.isLetter }
                let isNumber = value.count >= 7
                if isWord || isNumber { values.insert(String(value)) }
            }
        }
        return values
    }
}
