// `corridor bench parse`: how fast HL7 v2 messages are read, on one core and without an engine.

import ArgumentParser
import HL7v2
import Peers

struct BenchParse: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "parse",
        abstract: "Read HL7 v2 messages on one core: messages a second."
    )

    func run() throws {
        let result = SyntheticMessages(run: "B", patients: 1).result(connection: 0, number: 0)
        let long = Self.manyObservations(200)
        let document = Self.document(5 << 20)
        let index = try CoreBench.measure { try Message(result).segmentCount }
        Terminal.say("index an ORU^R01 of \(result.count) bytes                 \(index.text)")
        let read = try CoreBench.measure { try Self.read(result) }
        Terminal.say("the same, with PID-3.1, PID-5.1 and every OBX-5 read  \(read.text)")
        let checker = ConformanceChecker()
        let check = try CoreBench.measure { checker.check(try Message(result)).problems.count }
        Terminal.say("the same, checked against the standard                \(check.text)")
        let many = try CoreBench.measure { try Self.read(long) }
        Terminal.say("\(long.count) bytes with 200 OBX, the same read           \(many.text)")
        let large = try CoreBench.measure { try Self.documentLength(document) }
        let rate = Double(document.count) / large.median / 1e9
        Terminal.say(
            "a document of 5 MB in OBX-5, its bytes found          \(large.text), \(rate.oneDigit) GB/s"
        )
    }

    /// Reads what a router reads, as texts; gives their length.
    private static func read(_ bytes: [UInt8]) throws -> Int {
        let message = try Message(bytes)
        var length = 0
        for segment in 0..<message.segmentCount {
            switch message.segmentName(segment) {
            case "PID":
                length += text(of: message, segment, field: 3) + text(of: message, segment, field: 5)
            case "OBX": length += text(of: message, segment, field: 5)
            default: break
            }
        }
        return length
    }

    private static func text(of message: Message, _ segment: Int, field: Int) -> Int {
        let element = message.part(component: 1, subcomponent: 0, ofField: field, inSegment: segment)
        return element.map { message.text($0).utf8.count } ?? 0
    }

    private static func documentLength(_ bytes: [UInt8]) throws -> Int {
        let message = try Message(bytes)
        guard let field = message.field(5, ofSegment: 1), let part = message.component(5, of: field) else {
            return 0
        }
        return message.rawBytes(part).count
    }

    private static let header = "MSH|^~\\&|LAB|NORTH|EHR|NORTH|20261122103000||ORU^R01^ORU_R01|1|P|2.5.1\r"

    private static func manyObservations(_ count: Int) -> [UInt8] {
        let lines = (1...count).map { number in
            "OBX|\(number)|NM|2823-3^Potassium [Moles/volume] in Serum or Plasma^LN||4.\(number % 10)|mmol/L"
                + "|3.5-5.1|N|||F|||20261122101500\r"
        }
        let patient = "PID|1||4711^^^NORTH^MR||Testperson^Ada\rOBR|1|||24323-8^Panel^LN\r"
        return Array((header + patient + lines.joined()).utf8)
    }

    private static func document(_ size: Int) -> [UInt8] {
        let text = header + "OBX|1|ED|18842-5^Discharge summary^LN||^application^pdf^Base64^"
        return Array(text.utf8) + [UInt8](repeating: UInt8(ascii: "A"), count: size) + Array("||||||F\r".utf8)
    }
}

extension Double {
    fileprivate var oneDigit: String { "\((self * 10).rounded() / 10)" }
}
