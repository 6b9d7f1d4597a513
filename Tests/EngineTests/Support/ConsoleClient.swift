// Asks a running engine what an operator would ask, by the JSON of its console.

import Console
import HTTPClient

/// A console as its users see it.
struct ConsoleClient {
    /// Such as `http://127.0.0.1:8080`.
    let address: String

    /// The state of everything.
    func overview() async throws -> Overview { try await get("/api/queue") }

    /// The latest messages, newest first.
    func messages() async throws -> [MessageRow] {
        let page: MessagePage = try await get("/api/messages?limit=200")
        return page.messages
    }

    /// The latest message with this control ID.
    func message(controlID: String) async throws -> MessageRow? {
        let page: MessagePage = try await get("/api/messages?control_id=\(controlID)")
        return page.messages.first
    }

    /// One message with everything about it.
    func details(_ number: MessageNumber) async throws -> MessageView {
        try await get("/api/messages/\(number)")
    }

    /// The bytes of a message as received.
    func payload(of number: MessageNumber) async throws -> [UInt8] {
        try await bytes("/api/messages/\(number)/raw")
    }

    /// What is parked.
    func parked() async throws -> [ParkedRow] {
        let page: ParkedPage = try await get("/api/parked")
        return page.deliveries
    }

    /// The value of a metric's sample, such as `corridor_frames_cut_total{feed="lab"}`.
    func metric(_ sample: String) async throws -> Double? {
        let text = String(decoding: try await bytes("/metrics"), as: UTF8.self)
        let line = text.split(separator: "\n").first { $0.hasPrefix("\(sample) ") }
        return line?.split(separator: " ").last.flatMap { Double($0) }
    }

    private func get<Value: Decodable>(_ path: String) async throws -> Value {
        try ConsoleJSON.decode(Value.self, from: try await bytes(path))
    }

    /// The body of any page.
    func bytes(_ path: String) async throws -> [UInt8] {
        let session = try HTTPSession()
        let response: HTTPResponse
        do {
            response = try await session.send(HTTPRequest(.get, address + path))
        } catch {
            await session.shutdown()
            throw error
        }
        await session.shutdown()
        guard response.status == 200 else { throw Refused(status: response.status, path: path) }
        return response.body
    }

    /// The console answered with another status than 200.
    struct Refused: Error {
        let status: Int
        let path: String
    }
}
