import Console
import Foundation
import Mapping
import Testing

@testable import Engine

/// MLLP destinations that are not ours: the servers of the packages `hl7` and `hl7apy`.
@Suite(.enabled(if: ForeignPython.executable != nil, ForeignPython.absence))
struct ForeignServerTests {
    /// What the script of the `hl7` package's server says of a message.
    private struct Taken: Decodable, Equatable {
        let controlID: String
        let set: String
        let family: String
    }

    private static func site(port: Int, _ more: [String] = []) -> [SiteFile] {
        let text = """
            listeners:
              lab: {type: mllp, port: 0}
            destinations:
              receiver:
                type: mllp
                url: mllp://127.0.0.1:\(port)
                order_by: listener
                retry: {first: 50ms, max: 200ms}
                \(more.joined(separator: "\n    "))
            routes:
              everything: {from: lab, to: receiver}
            """
        return [SiteFile(path: "routes/lab.yaml", text: text)]
    }

    /// Runs a body with an engine that sends to a script's server, and gives the lines that the script wrote.
    private static func lines(
        of script: String,
        _ arguments: [String],
        _ more: [String] = [],
        _ body: (EngineHarness) async throws -> Void
    ) async throws -> [String] {
        let port = try await FreePort.find()
        let server = Task { try await ForeignPython.run(script: script, ["\(port)"] + arguments) }
        return try await withEngine(site(port: port, more)) { engine in
            try await body(engine)
            return try await server.value.split(separator: "\n").map(String.init)
        }
    }

    private static func send(_ names: [String], to engine: EngineHarness) async throws {
        for name in names {
            let answer = try await engine.send(Samples.result(name))
            #expect(answer.code == "AA")
        }
    }

    private static func decoded(_ lines: [String]) throws -> [Taken] {
        try lines.map { try JSONDecoder().decode(Taken.self, from: Data($0.utf8)) }
    }

    @Test func `the hl7 package's server gets every message in order`() async throws {
        let names = (0..<10).map { "F-\($0)" }
        let lines = try await Self.lines(of: "foreign_server.py", ["\(names.count)"]) { engine in
            try await Self.send(names, to: engine)
        }
        let taken = try Self.decoded(lines).map(\.controlID)
        #expect(taken == names)
    }

    @Test(arguments: [
        ("8859/15", "iso8859_15", "Þórsdóttir-Žák €", "8859/15"),
        ("ISO IR87", "iso2022_jp", "山田滯", "~ISO IR87"),
    ])
    func `it reads names in the set that the site sends in`(
        set: String,
        codec: String,
        family: String,
        declared: String
    ) async throws {
        let text = String(decoding: Samples.result("C-1"), as: UTF8.self)
            .replacing("Testperson", with: family)
            .replacing("|P|2.5.1\r", with: "|P|2.5.1||||||UNICODE UTF-8\r")
        let lines = try await Self.lines(of: "foreign_server.py", ["1", codec], ["charset: \(set)"]) {
            engine in
            let answer = try await engine.send(Array(text.utf8))
            #expect(answer.code == "AA")
        }
        let taken = try Self.decoded(lines)
        #expect(taken == [Taken(controlID: "C-1", set: declared, family: family)])
    }

    @Test func `hl7apy's server gets every message in order, though it closes after each`() async throws {
        let names = (0..<10).map { "H-\($0)" }
        let lines = try await Self.lines(of: "hl7apy_server.py", ["\(names.count)"]) { engine in
            try await Self.send(names, to: engine)
        }
        #expect(lines == names)
    }

    @Test func `what hl7apy refuses is tried again, or parked where that cannot help`() async throws {
        let names = ["H-1", "LATE-2", "BAD-3", "H-4"]
        let lines = try await Self.lines(of: "hl7apy_server.py", ["5"]) { engine in
            try await Self.send(names, to: engine)
            try await until("the park") {
                try await engine.console.parked().map(\.reason) == ["mllp-AE-101"]
            }
        }
        #expect(lines == ["H-1", "LATE-2", "LATE-2", "BAD-3", "H-4"])
    }
}
