// A small HTTP client on a socket of its own for every request: nothing between a test and the bytes on the wire.

import NIOCore
import NIOPosix

/// An answer as it came over the wire.
struct WebAnswer: Sendable {
    let status: Int
    let headers: [String: String]
    let body: String

    /// Reads an answer; nil when it is not one.
    init?(_ text: String) {
        guard let blank = text.firstRange(of: "\r\n\r\n") else { return nil }
        let lines = text[..<blank.lowerBound].split(separator: "\r\n")
        let words = lines.first?.split(separator: " ") ?? []
        guard words.count > 1, let status = Int(words[1]) else { return nil }
        self.status = status
        headers = Dictionary(
            lines.dropFirst().compactMap { line in
                line.firstIndex(of: ":").map { colon in
                    (line[..<colon].lowercased(), line[line.index(colon, offsetBy: 2)...].description)
                }
            },
            uniquingKeysWith: { first, _ in first }
        )
        body = String(text[blank.upperBound...])
    }
}

/// Sends requests to one port of this machine.
struct WebClient: Sendable {
    let port: Int

    struct NoAnswer: Error {}

    func get(_ path: String, headers: [String: String] = [:]) async throws -> WebAnswer {
        try await send("GET", path, headers: headers, body: "")
    }

    /// Posts a form as a page of the console would.
    func post(
        _ path: String,
        form: [(String, String)],
        headers: [String: String] = [:]
    ) async throws -> WebAnswer {
        let body = form.map { "\($0.0)=\(Self.encode($0.1))" }.joined(separator: "&")
        let type = ["Content-Type": "application/x-www-form-urlencoded"]
        return try await send("POST", path, headers: type.merging(headers) { $1 }, body: body)
    }

    func post(_ path: String, json: String, headers: [String: String] = [:]) async throws -> WebAnswer {
        let type = ["Content-Type": "application/json"]
        return try await send("POST", path, headers: type.merging(headers) { $1 }, body: json)
    }

    /// The token that the forms of this console carry.
    func token() async throws -> String {
        let page = try await get("/destinations/ehr").body
        guard let begin = page.firstRange(of: "name=\"token\" value=\"") else { throw NoAnswer() }
        return String(page[begin.upperBound...].prefix(64))
    }

    /// Sends exactly this and reads until the other side closes; `answering` is called with the first bytes.
    func exchange(_ text: String, answering: @Sendable () -> Void = {}) async throws -> String {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            do {
                try await outbound.write(ByteBuffer(string: text))
            } catch ChannelError.ioOnClosedChannel {
                // The server was quicker to close than we to write; what it said before can still be read.
            }
            var received = ByteBuffer()
            for try await part in inbound {
                if received.readableBytes == 0 { answering() }
                received.writeImmutableBuffer(part)
            }
            return String(buffer: received)
        }
    }

    private func send(
        _ method: String,
        _ path: String,
        headers: [String: String],
        body: String
    ) async throws -> WebAnswer {
        let own = [
            "Host": "127.0.0.1:\(port)", "Connection": "close", "Content-Length": "\(body.utf8.count)",
        ]
        let lines = own.merging(headers) { $1 }.map { "\($0.key): \($0.value)\r\n" }.joined()
        let text = try await exchange("\(method) \(path) HTTP/1.1\r\n\(lines)\r\n\(body)")
        guard let answer = WebAnswer(text) else { throw NoAnswer() }
        return answer
    }

    static func encode(_ value: String) -> String {
        value.utf8.map { byte in "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }
}
