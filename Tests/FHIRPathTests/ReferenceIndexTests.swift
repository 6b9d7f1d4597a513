import FHIR
import FHIRPath
import Testing

/// An index of a Bundle finds what looking at every entry finds.
struct ReferenceIndexTests {
    private static func entry(_ address: String?, _ resource: String) -> String {
        (address.map { #"{"fullUrl":"\#($0)","resource":"# } ?? #"{"resource":"#) + resource + "}"
    }

    private static func patient(_ id: String, refers addresses: [String] = []) -> String {
        let links = addresses.map { #"{"reference":"\#($0)"}"# }.joined(separator: ",")
        let list = addresses.isEmpty ? "" : #","generalPractitioner":[\#(links)]"#
        return #"{"resourceType":"Patient","id":"\#(id)"\#(list)}"#
    }

    private static let addresses = [
        "Patient/1", "Patient/2", "Patient/3", "Patient/9", "http://a.org/Patient/1",
        "http://b.org/Patient/1",
        "http://b.org/Patient/1|5", "urn:uuid:0b5e6f0a-0000-4000-8000-000000000001", "#", "#x",
    ]

    private static let bundle =
        #"{"resourceType":"Bundle","type":"collection","entry":["#
        + [
            entry("http://a.org/Patient/1", patient("1", refers: addresses)),
            entry("http://b.org/Patient/1", patient("1", refers: addresses)),
            entry("urn:uuid:0b5e6f0a-0000-4000-8000-000000000001", patient("2", refers: addresses)),
            entry(nil, patient("1", refers: addresses)), entry(nil, patient("3")),
            entry("http://b.org/Patient/3", patient("3")), entry("http://b.org/Patient/1", patient("9")),
        ].joined(separator: ",") + "]}"

    @Test func `every reference means the same with an index`() throws {
        let tree = try JSONReader.read(Self.bundle)
        var environment = TreeEnvironment()
        environment.references = ReferenceIndex(tree)
        #expect(environment.references != nil)
        for position in 0..<4 {
            for number in Self.addresses.indices {
                let text = "Bundle.entry[\(position)].resource.generalPractitioner[\(number)].resolve()"
                let expression = try TreeExpression(text)
                let plain = try expression.evaluate(tree).map(Self.place)
                let indexed = try expression.evaluate(tree, in: environment).map(Self.place)
                #expect(plain == indexed, "\(Self.addresses[number]) of entry \(position)")
            }
        }
    }

    private static func place(_ value: TreeValue) -> Tree.Index? {
        if case .node(let index) = value { index } else { nil }
    }

    @Test func `only a Bundle has an index`() throws {
        #expect(ReferenceIndex(try JSONReader.read(Self.patient("1"))) == nil)
    }
}
