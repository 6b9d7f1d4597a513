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

    @Test(arguments: vectors("parse.jsonl"))
    func `messages are read as the rules say`(vector: Vector) throws {
        let expect = try #require(vector.fields["expect"] as? [String: Any])
        let bytes = vector.bytes("in")
        if expect["error"] != nil {
            #expect(throws: ParseError.self) { try Message(bytes) }
            return
        }
        if let count = expect["messages"] as? Int {
            try check(Batch(bytes), count: count, expect)
            return
        }
        let message = try Message(bytes)
        #expect(message.encoded == bytes)
        if let count = expect["segs"] as? Int { #expect(message.segmentCount == count) }
        if let warning = expect["warn"] as? String {
            #expect(message.warnings.contains { matches($0, warning) })
        }
        for (location, value) in expect where location.contains("-") {
            try check(message, at: location, value as? String ?? "")
        }
    }

    private func check(_ batch: Batch, count: Int, _ expect: [String: Any]) throws {
        #expect(batch.messages.count == count)
        if let value = expect["FHS-3"] as? String {
            #expect(batch.fileHeader?.text(at: try Location("FHS-3")) == value)
            #expect(batch.parts.first?.header?.text(at: try Location("BHS-3")) == expect["BHS-3"] as? String)
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
        let isValid = vector.fields["valid"] as? Int == 1
        let precision = vector.text("precision")
        guard precision != "delete" else { return }
        let value = try? DateTime(vector.id)  // Refused ones are compared as absent.
        #expect((value?.isStandard ?? false) == isValid)
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

    @Test(arguments: vectors("nm.jsonl").filter { !$0.id.isEmpty })
    func `numbers are read as the rules say`(vector: Vector) {
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
        // "later" is the application's answer after the accept acknowledgment.
        let expected = (vector.fields["expect"] as? [String])?.map { $0.replacing("later:", with: "") }
        #expect(request.answers(to: outcome).map(\.rawValue) == expected)
    }
}
