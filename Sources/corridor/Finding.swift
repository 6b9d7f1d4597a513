// One problem of one message of a file, as `corridor validate` prints it.

import Foundation
import HL7v2

/// A problem with the file and message it was found in.
struct Finding: Encodable {
    let file: String
    /// The message's number in the file, from 1.
    let message: Int
    let severity: String
    /// The code of table 0357.
    let code: Int
    /// The place, such as `OBX[3]-5`; absent where no one place is to blame.
    let location: String?
    let text: String

    init(file: String, message: Int, _ problem: Acknowledgment.Problem) {
        self.file = file
        self.message = message
        severity = problem.severity == .warning ? "warning" : "error"
        code = problem.code.rawValue
        location = problem.location.map { "\($0)" }
        text = problem.text
    }

    /// The line for people.
    var line: String {
        let place = location.map { "\($0): " } ?? ""
        return "\(file): message \(message): \(place)\(severity) \(code): \(text)"
    }

    /// The line for programs: one JSON object.
    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
}
