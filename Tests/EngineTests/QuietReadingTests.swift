import Foundation
import Testing

/// What a library would print by itself, and must not: it may be a patient's.
struct QuietReadingTests {
    @Test(arguments: ["EUC-JP", "Shift_JIS", "ISO-2022-JP", "UTF-7", "UTF-8", "HTML"])
    func `bytes that are not of their encoding are nowhere printed`(encoding: String) async throws {
        let folder = TemporaryFolder()
        let head =
            #"<?xml version="1.0" encoding="\#(encoding)"?><Patient xmlns="http://hl7.org/fhir"><name>"#
        let bytes =
            Array(#"\#(head)<family value="M"#.utf8) + [0xFC, 0xFF, 0xFE]
            + Array(#"r"/></name></Patient>"#.utf8)
        try folder.write("", to: "patient.xml")
        let file = URL(filePath: "\(folder.path)/patient.xml")
        try Data(bytes).write(to: file)
        let ending = try await EngineProcess.corridor(["validate", file.path], input: "").ending()
        #expect(ending.status == 1)
        let said = ending.output + ending.errors
        #expect(said.contains("patient.xml:1:"))
        for leak in ["0x", "encod", "I/O"] { #expect(!said.contains(leak), "\(said)") }
    }
}
