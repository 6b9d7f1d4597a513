// The vectors for the rules at the edges: parsing, escapes, dates, numbers, acknowledgment codes.

import Foundation
import HL7v2
import Testing

@Suite(.enabled(if: SharedCorpus.isPresent, "the corpora are not beside the repository"))
struct VectorTests {
    struct Vector: Sendable, CustomTestStringConvertible {
        let id: String
        let fields: [String: any Sendable]

        init(_ fields: [String: any Sendable]) {
            self.fields = fields
            id = fields["id"] as? String ?? ""
        }

        func text(_ key: String) -> String { fields[key] as? String ?? "" }

        /// Vectors spell bytes as the code points below 256, and characters beyond as themselves.
        func bytes(_ key: String) -> [UInt8] {
            text(key).unicodeScalars.flatMap { $0.value < 256 ? [UInt8($0.value)] : Array(String($0).utf8) }
        }

        var testDescription: String { id }
    }

    static func vectors(_ name: String) -> [Vector] { SharedCorpus.vectors(name).map(Vector.init) }

    @Test(arguments: [
        ("parse.jsonl", 41), ("escape.jsonl", 28), ("dtm.jsonl", 24), ("nm.jsonl", 11), ("ack.jsonl", 17),
    ])
    func `every line of a file of vectors is one`(name: String, count: Int) {
        #expect(Self.vectors(name).count == count)
    }

    @Test(arguments: vectors("parse.jsonl"))
    func `messages are read as the rules say`(vector: Vector) throws {
        var expect = try #require(vector.fields["expect"] as? [String: Any])
        let bytes = vector.bytes("in")
        if let error = expect.removeValue(forKey: "error") as? String {
            #expect(expect.isEmpty)
            let found = #expect(throws: ParseError.self) { try Message(bytes) }
            return #expect(found.map { matches($0, error) } == true, "\(String(describing: found))")
        }
        if let count = expect.removeValue(forKey: "messages") as? Int {
            return try check(Batch(bytes), count: count, expect)
        }
        let message = try Message(bytes)
        #expect(message.encoded == bytes)
        for (key, value) in expect { try check(message, key, value) }
    }

    private func check(_ message: Message, _ key: String, _ value: Any) throws {
        switch (key, value) {
        case ("segs", let count as Int): #expect(message.segmentCount == count)
        case ("warn", let warning as String):
            #expect(message.warnings.contains { matches($0, warning) }, "\(message.warnings)")
        case ("charset", let name as String):
            #expect(message.characterEncoding == CharacterEncoding(declared: name))
        // That the bytes are kept is looked at for every vector.
        case ("raw_kept", let isKept as Bool): #expect(isKept)
        case (_, let text as String) where key.contains("-"): try check(message, at: key, text)
        default: Issue.record("nothing is known of \(key)")
        }
    }

    private func check(_ batch: Batch, count: Int, _ expect: [String: Any]) throws {
        #expect(batch.messages.count == count)
        for index in batch.messages.indices { _ = try Message(Array(batch.message(index))) }
        for (key, value) in expect {
            let header = key.hasPrefix("FHS-") ? batch.fileHeader : batch.parts.first?.header
            #expect(key.hasPrefix("FHS-") || key.hasPrefix("BHS-"), "nothing is known of \(key)")
            #expect(header?.text(at: try Location(key)) == value as? String)
        }
    }

    private func matches(_ error: ParseError, _ name: String) -> Bool {
        switch (name, error) {
        case ("delimiters", .delimiters), ("MSH", .noHeader), ("empty", .empty): true
        default: false
        }
    }

    private func check(_ message: Message, at text: String, _ value: String) throws {
        let location = try Location(text)
        let element = message.elements(at: location).first
        switch value {
        case "<absent>": #expect(element == nil, "\(text)")
        case "<delete>": #expect(element.map { message.isNull($0) } == true, "\(text)")
        default: #expect(message.text(at: location) == value, "\(text)")
        }
    }

    private func matches(_ warning: MessageWarning, _ name: String) -> Bool {
        switch (name, warning) {
        case ("lf", .lineFeeds), ("leading", .leadingBytes), ("nul", .nulBytes): true
        case ("segment id", .segmentName), ("segment id case", .segmentName): true
        case ("charset", .undeclaredCharacters), ("charset", .invalidCharacters): true
        default: false
        }
    }

    @Test(arguments: vectors("escape.jsonl"))
    func `escape sequences are decoded as the rules say`(vector: Vector) throws {
        let delimiters = #"^~\&"# + (vector.id == "P" ? "#" : "")
        let header = "MSH|\(delimiters)|A|B|C|D|2026||ORU^R01|1|P|2.7||||||UNICODE UTF-8\r"
        let message = try Message(Array((header + "NTE|1||\(vector.text("in"))\r").utf8))
        let field = try #require(message.field(3, ofSegment: 1))
        // The lower-case hexadecimal code may be read or kept; it is kept.
        #expect(message.formattedText(field) == vector.text("out"))
    }

    @Test(arguments: vectors("dtm.jsonl"))
    func `dates and times keep their precision`(vector: Vector) throws {
        let isValid = try #require(vector.fields["valid"] as? Int) == 1
        let precision = vector.text("precision")
        guard precision != "delete" else {
            let message = try Message(Array("MSH|^~\\&|A\rPID|1||7||||\(vector.id)\r".utf8))
            let field = try #require(message.field(7, ofSegment: 1))
            return #expect(isValid && message.isNull(field))
        }
        // The notes say which of those that are not standard are read all the same.
        let isLenient = vector.text("note").contains("lenient")
        let value = try? DateTime(vector.id)  // Refused ones are compared as absent.
        #expect((value?.isStandard ?? false) == isValid)
        #expect((value != nil) == (isValid || isLenient))
        guard isValid, let value else { return }
        #expect(name(value) == precision)
    }

    private func name(_ value: DateTime) -> String {
        switch value.precision {
        case .year: "year"
        case .month: "month"
        case .day: "day"
        case .hour: "hour"
        case .minute: "minute"
        case .second: "second"
        case .fraction: "1/1\(String(repeating: "0", count: value.fraction.count)) s"
        }
    }

    @Test(arguments: vectors("nm.jsonl"))
    func `numbers are read as the rules say`(vector: Vector) throws {
        guard !vector.id.isEmpty else {
            let message = try Message(Array("MSH|^~\\&|A\rOBX|1|NM|a||\(vector.id)|\r".utf8))
            return #expect(message.field(5, ofSegment: 1) == nil)
        }
        let value = NumericValue(vector.id)
        #expect((value?.isStandard ?? false) == (vector.fields["valid"] as? Int == 1))
        #expect((value?.canonicalText ?? "") == vector.text("canon"))
    }

    @Test(arguments: vectors("ack.jsonl"))
    func `messages are answered as MSH-15 and MSH-16 say`(vector: Vector) throws {
        let outcomes: [String: Acknowledgment.Outcome] = [
            "ok": .accepted, "app_error": .processingError, "bad_version": .notAcceptable,
            "down": .systemProblem, "cannot_store": .systemProblem,
        ]
        let outcome = try #require(outcomes[vector.text("outcome")])
        let request = AcknowledgmentRequest(
            accept: vector.text("msh15"),
            application: vector.text("msh16")
        )
        let expected = try #require(vector.fields["expect"] as? [String])
        // "later" is the application's answer, a message of its own behind the accept acknowledgment.
        let answers = request.answers(to: outcome).enumerated().map { position, answer in
            (position > 0 ? "later:" : "") + answer.rawValue
        }
        #expect(answers == expected)
    }
}
