import Testing

@testable import FHIR

/// What a tolerant reading takes, and a strict one does not.
struct TolerantReadingTests {
    private static var tolerant: ReadingLimits {
        var limits = ReadingLimits()
        limits.isTolerant = true
        return limits
    }

    private static let unordered = """
        <Patient xmlns="http://hl7.org/fhir"><birthDate value="2000"/><name><given value="A"/><family value="B"/>
        <given value="C"/></name><active value="true"/></Patient>
        """

    @Test func `XML elements out of order are put in order`() throws {
        #expect(throws: MalformedResource.self) { try XMLReader.read(Self.unordered) }
        let tree = try XMLReader.read(Self.unordered, limits: Self.tolerant)
        let ordered = try JSONReader.read(
            #"{"resourceType":"Patient","active":true,"name":[{"family":"B","given":["A","C"]}],"birthDate":"2000"}"#
        )
        #expect(JSONWriter.write(tree) == JSONWriter.write(ordered))
    }

    @Test func `a short list of extensions is filled with nulls`() throws {
        let text = """
            {"resourceType": "Patient", "name": [{"given": [null, "B"],
             "_given": [{"extension": [{"url": "urn:x", "valueString": "y"}]}]}]}
            """
        #expect(throws: MalformedResource.self) { try JSONReader.read(text) }
        let tree = try JSONReader.read(text, limits: Self.tolerant)
        #expect(tree.root.nodes(at: "name.given").map(\.text) == [nil, "B"])
    }
}
