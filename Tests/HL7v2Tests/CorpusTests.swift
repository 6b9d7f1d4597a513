// Real-looking and nasty messages: each is read and written back byte for byte, or refused with a typed error.

import HL7v2
import Testing

@Suite(.enabled(if: SharedCorpus.isPresent, "the corpora are not beside the repository"))
struct CorpusTests {
    static let names = SharedCorpus.messages.map(\.name)

    @Test func `every file of the corpus is here`() {
        #expect(Self.names.count == 137)
        #expect(Set(Self.names) == Set(SharedCorpus.manifest.keys))
    }

    @Test(arguments: names)
    func `every file is written back byte for byte`(name: String) throws {
        let bytes = try #require(SharedCorpus.messages.first { $0.name == name }?.bytes)
        #expect(bytes.count == SharedCorpus.manifest[name]?.bytes)
        for piece in try messages(in: bytes) {
            let message = try Message(piece)
            #expect(message.encoded == piece)
            #expect(message.segmentCount > 0)
            let outline = MessageOutline(describing: message)
            #expect(!outline.text.isEmpty)
            #expect(!outline.json.isEmpty)
        }
    }

    @Test(arguments: names)
    func `a file's first header says what the corpus says`(name: String) throws {
        let bytes = try #require(SharedCorpus.messages.first { $0.name == name }?.bytes)
        let entry = try #require(SharedCorpus.manifest[name])
        let message = try Message(try #require(messages(in: bytes).first))
        // The corpus's own list does not see a header behind other bytes.
        if message.warnings.contains(where: { if case .leadingBytes = $0 { true } else { false } }) { return }
        let header = message.header
        #expect(header.versionID == entry.version)
        #expect(header.characterSet == entry.msh18.split(separator: "~", omittingEmptySubsequences: false)[0])
        let event = header.triggerEvent.isEmpty ? "" : "_\(header.triggerEvent)"
        #expect("\(header.messageCode)\(event)" == entry.messageType)
    }

    /// The file itself where it is one message, else the messages in it; what stands between them is not changed.
    private func messages(in bytes: [UInt8]) throws -> [[UInt8]] {
        if let message = try? Message(bytes), !message.hasSecondHeader { return [bytes] }
        let batch = try Batch(bytes)
        #expect(!batch.messages.isEmpty)
        return batch.messages.indices.map { Array(batch.message($0)) }
    }

    @Test(arguments: names)
    func `most segments have a place in their structure`(name: String) throws {
        let bytes = try #require(SharedCorpus.messages.first { $0.name == name }?.bytes)
        guard let message = try? Message(bytes),  // Refusals are the other test's subject.
            let structure = StructureCatalog.shared.structure(for: message.header)
        else { return }
        let tree = message.groups(as: structure)
        #expect(tree.unexpectedSegments.count * 2 <= message.segmentCount)
        let listed = (0..<tree.occurrenceCount).count
        #expect(listed <= message.segmentCount * 8)
    }
}
