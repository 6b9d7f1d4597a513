// The way from the command line to a running engine: the JSON of its console.

import ArgumentParser
import Console
import Foundation
import HTTPClient

/// Where the engine's console is.
struct EngineAddress: ParsableArguments {
    @Option(help: ArgumentHelp("The running engine's console.", valueName: "url"))
    var console = "http://127.0.0.1:8080"

    @Flag(help: "Print the engine's JSON as it is, for programs.")
    var json = false
}

/// Asks a running engine.
struct EngineAPI {
    private let address: EngineAddress

    /// Addresses an engine.
    init(_ address: EngineAddress) { self.address = address }

    /// Fetches a value; with `--json` its text is printed in place of it, and `nil` comes back.
    func get<Value: Decodable>(_ path: String, as type: Value.Type = Value.self) async throws -> Value? {
        try await value(of: send(.get, path, body: []), as: type)
    }

    /// Sends a value and fetches the answer, as ``get(_:as:)`` does.
    func post<Value: Decodable>(
        _ path: String,
        _ body: some Encodable,
        as type: Value.Type = Value.self
    ) async throws -> Value? {
        try await value(of: send(.post, path, body: ConsoleJSON.encode(body)), as: type)
    }

    /// Fetches bytes as they are.
    func bytes(_ path: String) async throws -> [UInt8] {
        try await send(.get, path, body: [])
    }

    private func value<Value: Decodable>(of body: [UInt8], as type: Value.Type) throws -> Value? {
        if address.json {
            Terminal.say(String(decoding: body, as: UTF8.self))
            return nil
        }
        do {
            return try ConsoleJSON.decode(type, from: body)
        } catch {
            Terminal.complain(
                "corridor: the answer of \(address.console) is not that of an engine of this version"
            )
            throw ExitCode.outside
        }
    }

    private func send(_ method: HTTPRequest.Method, _ path: String, body: [UInt8]) async throws -> [UInt8] {
        let session = try HTTPSession(limits: HTTPLimits(responseBodyBytes: 256 << 20))
        defer { Task { await session.shutdown() } }  // Nothing waits for the connection to close.
        var request = HTTPRequest(method, address.console + path)
        if method == .post { request.headers = [.init("Content-Type", "application/json")] }
        request.body = body
        let response: HTTPResponse
        do {
            response = try await session.send(request)
        } catch {
            Terminal.complain(
                "corridor: no engine answers at \(address.console) (\(error)); name its console with --console"
            )
            throw ExitCode.outside
        }
        guard (200...299).contains(response.status) else { throw refusal(response) }
        return response.body
    }

    private func refusal(_ response: HTTPResponse) -> ExitCode {
        // An answer without our JSON is told by its status.
        let problem = try? ConsoleJSON.decode(APIProblem.self, from: response.body)
        Terminal.complain(
            "corridor: \(problem?.error ?? "the engine answers with status \(response.status)")"
        )
        for overtaken in problem?.overtaken ?? [] {
            let newer = overtaken.newer.map(\.description).joined(separator: ", ")
            Terminal.complain("  \(overtaken.delivery) would arrive after \(newer)")
        }
        return (500...599).contains(response.status) ? .outside : .problems
    }
}

extension String {
    /// The text as one piece of a URL's query or path.
    var urlPiece: String {
        var allowed = CharacterSet.alphanumerics
        allowed.insert(charactersIn: "-._~")
        return addingPercentEncoding(withAllowedCharacters: allowed) ?? ""
    }
}
