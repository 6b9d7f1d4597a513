// The messages that tests send: the project's fixtures, and small ones written on the spot.

import Foundation
import HL7v2
import Testing

@testable import Engine

enum Samples {
    /// The project's folder.
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// A well-formed fixture.
    static func fixture(_ name: String) throws -> [UInt8] {
        try #require(EmbeddedFiles.fixtures.first { $0.path == name }).bytes
    }

    /// A malformed fixture.
    static func malformed(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: root.appendingPathComponent("Fixtures/malformed/\(name)")))
    }

    /// A laboratory result of one observation.
    static func result(
        _ controlID: String,
        patient: String = "P1",
        sex: String = "F",
        type: String = "ORU^R01^ORU_R01",
        note: String = ""
    ) -> [UInt8] {
        let text = """
            MSH|^~\\&|LABSYS|NORTHLAB|EHR|NORTH|20261122103000+0100||\(type)|\(controlID)|P|2.5.1\r\
            PID|1||\(patient)^^^NORTH^MR||Testperson^Ada||19700101|\(sex)\r\
            OBR|1||F1^NORTHLAB|2345-7^Glucose^LN|||20261122101500+0100||||||||||||||||||F\r\
            OBX|1|NM|2345-7^Glucose^LN||91|mg/dL^mg/dL^UCUM|70-99|N|||F\r\(note)
            """
        return Array(text.utf8)
    }
}

/// What an acknowledgment says.
struct Answer {
    /// MSA-1.
    let code: String?
    /// MSA-2.
    let controlID: String?
    /// ERR-2.
    let errorLocation: String?
    /// The whole ERR segment, or nothing.
    let error: String

    init(_ bytes: [UInt8]) throws {
        let message = try Message(bytes)
        code = message.text(at: try Location("MSA-1"))
        controlID = message.text(at: try Location("MSA-2"))
        let segments = String(decoding: bytes, as: UTF8.self).split(separator: "\r")
        let error = segments.first { $0.hasPrefix("ERR") } ?? ""
        let fields = error.split(separator: "|", omittingEmptySubsequences: false)
        errorLocation = fields.count > 2 ? String(fields[2]) : nil
        self.error = String(error)
    }
}
