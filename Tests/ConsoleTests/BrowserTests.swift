// The overview in a real browser: the stylesheet and the script are admitted by our own policy, and the page
// refreshes itself. Skipped where there is no Chromium.

import Console
import Foundation
import Testing

struct `Browser` {
    private static let chromium = [
        "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome",
    ]
    .first { FileManager.default.isExecutableFile(atPath: $0) }

    @Test(.enabled(if: chromium != nil, "Chromium is not installed"), .timeLimit(.minutes(2)))
    func `shows the overview, styles it and lets it refresh itself`() async throws {
        let program = try #require(Self.chromium)
        let dump = try await withConsole { client in
            try await Self.dump("http://127.0.0.1:\(client.port)/", with: program)
        }
        #expect(dump.page.contains("Latest messages"))
        #expect(!dump.complaints.contains("Content Security Policy"))
        #expect(!dump.complaints.contains("Uncaught"))
        // The fixture's feed grows with every look at it: by at least two refreshes it has grown beyond the first page.
        let received = try #require(dump.page.firstMatch(of: /data-label="received">([0-9,]+)</)).1
        let count = try #require(Int64(received.replacing(",", with: "")))
        #expect(count > Fixtures.overview.feeds[0].received + 4)
    }

    /// What a page is after some virtual seconds, and what the browser complained of.
    private static func dump(
        _ address: String,
        with program: String
    ) async throws -> (page: String, complaints: String) {
        let profile = FileManager.default.temporaryDirectory.appending(
            path: "corridor-browser-\(UUID().uuidString)"
        )
        defer { try? FileManager.default.removeItem(at: profile) }
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr",
            "--virtual-time-budget=15000",
            "--user-data-dir=\(profile.path)", "--dump-dom", address,
        ]
        let output = Pipe()
        let errors = Pipe()
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        async let page = read(output)
        async let complaints = read(errors)
        return (await page, await complaints)
    }

    /// Everything that comes out of a pipe, on a thread of its own: reading blocks.
    private static func read(_ pipe: Pipe) async -> String {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                let data = pipe.fileHandleForReading.readDataToEndOfFile()
                continuation.resume(returning: String(decoding: data, as: UTF8.self))
            }
        }
    }
}
