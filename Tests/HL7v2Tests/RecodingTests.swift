// Messages rewritten in a receiver's character set.

import HL7v2
import Testing

struct RecodingTests {
    private func sent(_ set: String, _ name: String, _ encoding: CharacterEncoding) -> [UInt8] {
        let bytes = encoding.encode(name, substitute: "?").bytes
        return MessageCharacterTests.message(set, bytes)
    }

    @Test(arguments: CharacterEncoding.allCases.filter { $0 != .unknown })
    func `a message can be said in any set that has its characters`(target: CharacterEncoding) throws {
        let name = target.encode("山") != nil ? "山" : "A"
        let message = try Message(sent("UNICODE UTF-8", name, .utf8))
        let recoded = message.recoded(in: target)
        let read = try Message(recoded.bytes)
        #expect(recoded.substitutions == 0)
        #expect(read.text(at: try Location("PID-5")) == name)
        #expect(read.text(at: try Location("PID-5.2")) == "TARO")
        #expect(read.text(at: try Location("NTE-3")) == "end")
        #expect(read.characterEncoding == (target.isShifted ? .ascii : target))
    }

    @Test func `only MSH-18 and the encoding change`() throws {
        let message = try Message(sent("8859/1", #"Müller\XFC\\.br\"#, .latin1))
        let recoded = message.recoded(in: .utf8)
        #expect(recoded.bytes == sent("UNICODE UTF-8", #"Müller\XC3BC\\.br\"#, .utf8))
    }

    @Test func `sets of ISO 2022 are named after the default one, with MSH-20`() throws {
        let message = try Message(sent("UNICODE UTF-8", "山", .utf8))
        let recoded = message.recoded(in: .jisX0208)
        let read = try Message(recoded.bytes)
        #expect(read.rawText(try #require(read.field(18, ofSegment: 0))) == "~ISO IR87")
        #expect(read.rawText(try #require(read.field(20, ofSegment: 0))) == "ISO 2022-1994")
        let again = read.recoded(in: .utf8)
        #expect(try Message(again.bytes).field(20, ofSegment: 0) == nil)
    }

    @Test func `what the set cannot say becomes a question mark and is counted`() throws {
        let message = try Message(sent("UNICODE UTF-8", #"山€ü\XE282AC\"#, .utf8))
        let recoded = message.recoded(in: .latin1)
        #expect(recoded.substitutions == 3)
        #expect(try Message(recoded.bytes).text(at: try Location("PID-5")) == "??ü?")
    }

    @Test func `a message that is in the set already stays as it came`() throws {
        let bytes = sent("8859/1", "Müller", .latin1)
        #expect(try Message(bytes).recoded(in: .latin1).bytes == bytes)
    }

    @Test func `a header that ends before MSH-18 grows`() throws {
        let message = try Message(Array("MSH|^~\\&|A\rPID|1||7||M\u{FC}ller\r".utf8))
        let read = try Message(message.recoded(in: .latin1).bytes)
        #expect(read.header.characterSet == "8859/1")
        #expect(read.text(at: try Location("MSH-3")) == "A")
        #expect(read.text(at: try Location("PID-5")) == "Müller")
    }

    @Test func `what replaces a character is never a delimiter, and makes no segment`() throws {
        let header = "MSH?^~\\&?A?B?C?D?2026??ORU^R01?1?P?2.5??????UNICODE UTF-8\r"
        let message = try Message(Array((header + "PID?1\näöü?7??山\r").utf8))
        let read = try Message(message.recoded(in: .ascii).bytes)
        #expect(read.segmentCount == 2)
        #expect(read.fieldCount(ofSegment: 1) == message.fieldCount(ofSegment: 1))
        #expect(read.text(at: try Location("PID-4")) == "x")
    }

    @Test func `the set is named without the message's delimiters`() throws {
        let message = try Message(Array("MSH|/~\\&|A\rPID|1||7||Müller/Jörg\r".utf8))
        let recoded = message.recoded(in: .latin5)
        let read = try Message(recoded.bytes)
        #expect(read.characterEncoding == .latin5)
        #expect(read.text(at: try Location("PID-5.2")) == "Jörg")
    }

    @Test func `a set whose switches hold the message's delimiters is not used`() throws {
        let message = try Message(Array("MSH$^~\\&$A\rPID$1$$7$$山$田\r".utf8))
        let recoded = message.recoded(in: .jisX0208)
        #expect(recoded.substitutions == 2)
        let read = try Message(recoded.bytes)
        #expect(read.characterEncoding == .ascii)
        #expect(read.text(at: try Location("PID-5")) == "?")
        #expect(read.text(at: try Location("PID-3")) == "7")
    }

    @Test(arguments: [("ﾔﾏﾀﾞ", "ヤマダ"), ("ﾊﾟﾝ､ｳﾞｧ", "パン、ヴァ"), ("ﾂﾞﾎﾟｱﾞ", "ヅポア゛")])
    func `katakana of half width are written at full width, and counted`(half: String, full: String) throws {
        let message = try Message(sent("UNICODE UTF-8", half, .utf8))
        let recoded = message.recoded(in: .jisX0208)
        #expect(recoded.substitutions == half.unicodeScalars.count)
        #expect(try Message(recoded.bytes).text(at: try Location("PID-5")) == full)
    }

    @Test(arguments: [CharacterEncoding.jisX0201, .jisX0208, .jisX0212])
    func `an escape character of the text is not written where it would switch sets`(
        target: CharacterEncoding
    ) throws {
        let message = try Message(sent("UNICODE UTF-8", "\u{1B}$B;3\u{1B}(B", .utf8))
        let recoded = message.recoded(in: target)
        #expect(recoded.substitutions == 2)
        #expect(try Message(recoded.bytes).text(at: try Location("PID-5")) == "?$B;3?(B")
    }
}
