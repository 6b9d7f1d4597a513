import FHIR
import Foundation
import Testing

@Suite(.enabled(if: Corpus.isPresent, "the example files are not beside the project"))
struct JSONRoundTripTests {
    @Test func `every official example comes back as it was`() throws {
        let examples = try Corpus.examples
        #expect(examples.count > 300)
        for example in examples {
            let bytes = [UInt8](try Data(contentsOf: example))
            do {
                let tree = try JSONReader.read(bytes)
                for layout in [JSONWriter.Layout.compact, .pretty] {
                    #expect(try isSame(bytes, JSONWriter.write(tree, layout)), "\(example.lastPathComponent)")
                }
            } catch let failure as JSONReader.Failure {
                Issue.record("\(example.lastPathComponent): \(failure)")
            }
        }
    }

    @Test func `a large bundle comes back as it was, however often`() throws {
        let bytes = [UInt8](try Data(contentsOf: Corpus.synthea))
        let once = JSONWriter.write(try JSONReader.read(bytes))
        #expect(try isSame(bytes, once))
        #expect(try JSONWriter.write(JSONReader.read(once)) == once)
    }

    /// Whether two JSON texts say the same, by another parser; numbers are compared as numbers.
    private func isSame(_ left: [UInt8], _ right: [UInt8]) throws -> Bool {
        let left = try #require(try JSONSerialization.jsonObject(with: Data(left)) as? NSDictionary)
        let right = try #require(try JSONSerialization.jsonObject(with: Data(right)) as? NSDictionary)
        return left == right
    }
}
