import FHIR
import Foundation
import FoundationXML
import Testing

@Suite(.enabled(if: Corpus.isPresent, "the example files are not beside the project"))
struct XMLRoundTripTests {
    @Test func `every official example in XML is the published JSON`() throws {
        let examples = try Corpus.examples
        #expect(examples.count > 300)
        for example in examples {
            let name = example.lastPathComponent
            let json = try Self.normalised([UInt8](try Data(contentsOf: example)))
            do {
                let tree = try XMLReader.read(Self.xml(of: example))
                let found = try Self.normalised(JSONWriter.write(tree))
                #expect(Self.difference(found, json) == nil, "\(name)")
            } catch let failure as MalformedResource {
                Issue.record("\(name): \(failure)")
            }
        }
    }

    @Test func `from XML to JSON and back is the identity`() throws {
        for example in try Corpus.examples {
            let once = XMLWriter.write(try XMLReader.read(Self.xml(of: example)))
            let json = JSONWriter.write(try XMLReader.read(once))
            for layout in [JSONWriter.Layout.compact, .pretty] {
                let again = XMLWriter.write(try JSONReader.read(json), layout)
                #expect(
                    try JSONWriter.write(XMLReader.read(again)) == json,
                    "\(example.lastPathComponent)"
                )
                if layout == .compact { #expect(again == once, "\(example.lastPathComponent)") }
            }
        }
    }

    @Test func `a large bundle goes through XML unchanged`() throws {
        let tree = try JSONReader.read([UInt8](try Data(contentsOf: Corpus.synthea)))
        let json = JSONWriter.write(tree)
        #expect(try JSONWriter.write(XMLReader.read(XMLWriter.write(tree))) == json)
        #expect(try JSONWriter.write(XMLReader.read(XMLWriter.write(tree, .pretty))) == json)
    }

    /// Where two objects differ first, and how.
    private static func difference(_ left: Any?, _ right: Any?, _ path: String = "") -> String? {
        switch (left, right) {
        case (let left as [String: Any], let right as [String: Any]):
            let keys = Set(left.keys).union(right.keys).sorted()
            return keys.lazy.compactMap { difference(left[$0], right[$0], "\(path).\($0)") }.first
        case (let left as [Any], let right as [Any]) where left.count == right.count:
            return left.indices.lazy.compactMap { difference(left[$0], right[$0], "\(path)[\($0)]") }.first
        case (let left as NSObject, let right as NSObject) where left == right: return nil
        default: return "\(path): \(left ?? "nothing") instead of \(right ?? "nothing")"
        }
    }

    private static func xml(of example: URL) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: example.deletingPathExtension().appendingPathExtension("xml")))
    }

    /// The object without the tag that publishing adds to one form only, and with narratives made comparable.
    private static func normalised(_ json: [UInt8]) throws -> NSDictionary {
        let object = try JSONSerialization.jsonObject(with: Data(json))
        return try #require(normalised(object) as? NSDictionary)
    }

    private static func normalised(_ value: Any) -> Any {
        switch value {
        case let list as [Any]: return list.map(normalised)
        case let object as [String: Any]:
            var result: [String: Any] = [:]
            for (key, member) in object {
                switch key {
                case "div": result[key] = (member as? String).map(Narrative.normalised) ?? member
                case "meta": if let meta = withoutPublishersTag(member) { result[key] = normalised(meta) }
                default: result[key] = normalised(member)
                }
            }
            return result
        default: return value
        }
    }

    private static func withoutPublishersTag(_ meta: Any) -> Any? {
        guard var object = meta as? [String: Any] else { return meta }
        for name in ["tag", "security"] {
            guard let codings = object[name] as? [[String: Any]] else { continue }
            let kept = codings.filter { $0["code"] as? String != "HTEST" }
            object[name] = kept.isEmpty ? nil : kept
        }
        return object.isEmpty ? nil : object
    }
}

/// Narratives as another parser reads them: tags with sorted attributes, and texts without runs of blanks.
private final class Narrative: NSObject, XMLParserDelegate {
    private var pieces: [String] = []

    static func normalised(_ div: String) -> String {
        let narrative = Narrative()
        let parser = XMLParser(data: Data(div.utf8))
        parser.delegate = narrative
        return parser.parse() ? narrative.text : "not well-formed"
    }

    private var text: String {
        pieces.joined().split { $0.isWhitespace }.joined(separator: " ").replacing("> <", with: "><")
    }

    func parser(
        _ parser: XMLParser,
        didStartElement name: String,
        namespaceURI: String?,
        qualifiedName: String?,
        attributes: [String: String]
    ) {
        let sorted = attributes.sorted { $0.key < $1.key }.map { " \($0.key)='\($0.value)'" }
        pieces.append("<\(name)\(sorted.joined())>")
    }

    func parser(
        _ parser: XMLParser,
        didEndElement name: String,
        namespaceURI: String?,
        qualifiedName: String?
    ) {
        pieces.append("</\(name)>")
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
        pieces.append(string)
    }
}
