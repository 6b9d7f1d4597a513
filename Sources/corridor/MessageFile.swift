// Messages out of files: one message, a batch, or frames as they were on the wire; or a FHIR resource.

import FHIR
import Foundation
import HL7v2
import MLLP

/// A file of messages, or standard input.
struct MessageFile {
    /// Why nothing could be taken from it; never anything of its content.
    struct Problem: Error, CustomStringConvertible {
        let description: String
    }

    /// The largest file, in bytes.
    static let bytesLimit = 1 << 30

    private let path: String
    /// Its bytes.
    let bytes: [UInt8]

    /// Reads a file; `-` reads standard input.
    init(_ path: String) throws(Problem) {
        self.path = path
        let data: Data?
        do {
            if path == "-" {
                data = try FileHandle.standardInput.readToEnd() ?? Data()
            } else {
                data = FileManager.default.contents(atPath: path)
            }
        } catch {
            throw Problem(description: "cannot be read")
        }
        guard let data else {
            throw Problem(description: "\(path): there is no such file, or it cannot be read")
        }
        guard data.count <= Self.bytesLimit else {
            throw Problem(description: "\(path): larger than \(Self.bytesLimit) bytes")
        }
        bytes = Array(data)
    }

    /// Whether it holds JSON or XML: what follows a byte order mark and blanks says so.
    var isFHIR: Bool { firstLetter == UInt8(ascii: "{") || firstLetter == UInt8(ascii: "<") }

    /// The resource in it; a tolerant reading takes elements in any order.
    func resource(of version: FHIRVersion = .r4, isTolerant: Bool = false) throws(MalformedResource) -> Tree {
        var limits = ReadingLimits()
        limits.isTolerant = isTolerant
        let definitions = version.definitions
        return firstLetter == UInt8(ascii: "<")
            ? try XMLReader.read(bytes, definitions: definitions, limits: limits)
            : try JSONReader.read(bytes, definitions: definitions, limits: limits)
    }

    /// Issues with a tree that was read from it, with their lines and columns.
    func placing(_ issues: [OutcomeIssue], of tree: Tree) -> [OutcomeIssue] {
        SourceText(bytes, of: tree).placing(issues)
    }

    private var firstLetter: UInt8? {
        let blanks: Set<UInt8> = [0xEF, 0xBB, 0xBF, 0x20, 0x09, 0x0A, 0x0D]
        return bytes.first { !blanks.contains($0) }
    }

    /// The bytes of each message, in order.
    func messageBytes() throws(Problem) -> [[UInt8]] {
        // 0x0B begins a frame on the wire; a file captured there holds frames.
        if bytes.first == 0x0B { return frames() }
        do {
            _ = try Message(bytes)
            let batch = try? Batch(bytes)  // A message that is no batch is taken as one message.
            guard let batch, batch.messages.count > 1 else { return [bytes] }
            return batch.messages.indices.map { Array(batch.message($0)) }
        } catch ParseError.batch {
            return try batch()
        } catch {
            throw Problem(description: "\(error)")
        }
    }

    /// Each message, read.
    func messages() throws(Problem) -> [Message] {
        var messages: [Message] = []
        for bytes in try messageBytes() {
            do {
                messages.append(try Message(bytes))
            } catch {
                throw Problem(description: "\(error)")
            }
        }
        return messages
    }

    private func batch() throws(Problem) -> [[UInt8]] {
        do {
            let batch = try Batch(bytes)
            guard !batch.messages.isEmpty else { throw Problem(description: "the batch has no messages") }
            return batch.messages.indices.map { Array(batch.message($0)) }
        } catch let error as ParseError {
            throw Problem(description: "\(error)")
        } catch let problem as Problem {
            throw problem
        } catch {
            throw Problem(description: "cannot be read")
        }
    }

    private func frames() -> [[UInt8]] {
        var decoder = FrameDecoder(frameLimit: Self.bytesLimit)
        decoder.receive(bytes)
        var frames: [[UInt8]] = []
        while let event = decoder.next() {
            if case .frame(let content) = event { frames.append(content) }
        }
        return frames
    }
}
