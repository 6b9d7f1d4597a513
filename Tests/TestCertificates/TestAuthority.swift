// Certificates of the test's own, made by `openssl` in a temporary folder: an authority, a server, a client, and a
// client of another authority.

import Foundation

/// A folder of certificates that goes away with it.
public final class TestAuthority {
    /// What `openssl` could not do, in its words.
    struct Failed: Error {
        let output: String
    }

    /// Whether there is an `openssl` to make certificates with.
    public static let isAvailable = FileManager.default.isExecutableFile(atPath: openssl)
    /// The program.
    public static let openssl = "/usr/bin/openssl"

    /// Where the files lie: `NAME.pem` and `NAME.key`.
    public let folder: String

    /// Makes the certificates.
    public init() throws {
        folder =
            FileManager.default.temporaryDirectory.appendingPathComponent("tls-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try authority("ca")
        try authority("other")
        try issue("server", by: "ca", names: "DNS:lab.example.org,IP:127.0.0.1")
        try issue("elsewhere", by: "ca", names: "DNS:elsewhere.example.org")
        try issue("client", by: "ca", names: "DNS:client.example.org")
        try issue("stranger", by: "other", names: "DNS:client.example.org")
    }

    deinit {
        // A folder that stays behind is the system's to clear.
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// The path of a file in the folder.
    public func path(_ name: String) -> String { "\(folder)/\(name)" }

    /// Runs `openssl`, with this on its standard input.
    @discardableResult
    public func openssl(_ arguments: [String], input: [UInt8] = []) throws -> (status: Int32, output: String)
    {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Self.openssl)
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        let (standardInput, output) = (Pipe(), Pipe())
        process.standardInput = standardInput
        process.standardOutput = output
        process.standardError = output
        try process.run()
        try standardInput.fileHandleForWriting.write(contentsOf: Data(input))
        try standardInput.fileHandleForWriting.close()
        let text = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: text, as: UTF8.self))
    }

    private func authority(_ name: String) throws {
        let made = try openssl([
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
            "-subj", "/CN=Test \(name)", "-keyout", "\(name).key", "-out", "\(name).pem",
        ])
        guard made.status == 0 else { throw Failed(output: made.output) }
    }

    private func issue(_ name: String, by authority: String, names: String) throws {
        let made = try openssl([
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
            "-subj", "/CN=\(name)", "-addext", "subjectAltName=\(names)",
            "-addext", "basicConstraints=critical,CA:FALSE", "-CA", "\(authority).pem",
            "-CAkey", "\(authority).key", "-keyout", "\(name).key", "-out", "\(name).pem",
        ])
        guard made.status == 0 else { throw Failed(output: made.output) }
    }
}
