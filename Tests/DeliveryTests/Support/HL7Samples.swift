// Messages and acknowledgments of the tests' own.

enum HL7Samples {
    /// An ADT^A01; `enhanced` fills MSH-15 and MSH-16.
    static func message(_ controlID: String, enhanced: (String, String)? = nil) -> [UInt8] {
        let modes = enhanced.map { "|||\($0.0)|\($0.1)" } ?? ""
        let header =
            "MSH|^~\\&|PAS|NORTH|LAB|NORTH|20261122103000||ADT^A01^ADT_A01|\(controlID)|P|2.5.1\(modes)"
        return Array("\(header)\rEVN||20261122103000\rPID|1||4711^^^NORTH^MR||Muster^Erika\r".utf8)
    }

    /// An acknowledgment, with further segments.
    static func reply(_ code: String, _ controlID: String, _ more: String...) -> [UInt8] {
        let header = "MSH|^~\\&|LAB|NORTH|PAS|NORTH|20261122103001||ACK^A01^ACK|R1|P|2.5.1"
        return Array(([header, "MSA|\(code)|\(controlID)"] + more).map { "\($0)\r" }.joined().utf8)
    }
}
