// Real-looking and nasty messages: each is read and written back byte for byte, or refused with a typed error.

import HL7v2
import Testing

@Suite(.enabled(if: SharedCorpus.isPresent, "the corpora are not beside the repository"))
struct CorpusTests {
    static let names = SharedCorpus.messages.map(\.name)

    @Test(arguments: names)
    func `every message is written back byte for byte`(name: String) throws {
        let bytes = try #require(SharedCorpus.messages.first { $0.name == name }?.bytes)
        let pieces = try messages(in: bytes)
        for piece in pieces {
            let message: Message
            do throws(ParseError) {
                message = try Message(piece)
            } catch {
                #expect(!error.description.isEmpty)
                continue
            }
            #expect(message.encoded == piece)
            #expect(message.segmentCount > 0)
            let outline = MessageOutline(describing: message)
            #expect(!outline.text.isEmpty)
            #expect(!outline.json.isEmpty)
        }
    }

    private func messages(in bytes: [UInt8]) throws -> [[UInt8]] {
        do throws(ParseError) {
            let batch = try Batch(bytes)
            return batch.messages.indices.map { Array(batch.message($0)) }
        } catch {
            return [bytes]
        }
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
