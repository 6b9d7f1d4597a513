import FHIR
import Testing

/// Lines and columns of what is wrong with a tree, in the text that it was read from.
struct SourceTextTests {
    private static let json = """
        {
          "resourceType": "Bundle",
          "type": "collection",
          "entry": [
            {"resource": {"resourceType": "Basic", "code": {"text": "x"}}},
            {
              "resource": {
                "resourceType": "Patient",
                "name": [{"given": ["A", "B"], "_given": [null, {"extension": [{"url": "u", "valueCode": "c"}]}]}],
                "birthDate": "1970",
                "_deceasedBoolean": {"extension": [{"url": "u", "valueCode": "c"}]}
              }
            }
          ]
        }
        """

    private static let xml = """
        <Bundle xmlns="http://hl7.org/fhir">
          <type value="collection"/>
          <entry><resource><Basic><code><text value="x"/></code></Basic></resource></entry>
          <entry>
            <resource>
              <Patient>
                <text><status value="generated"/><div xmlns="http://www.w3.org/1999/xhtml">x</div></text>
                <name><given value="A"/><given value="B"><extension url="u"><valueCode value="c"/></extension></given></name>
                <birthDate value="1970"/>
              </Patient>
            </resource>
          </entry>
        </Bundle>
        """

    private static func place(_ expression: String, _ text: String, _ tree: Tree) -> String {
        let issue = OutcomeIssue(.error, .value, at: expression, "wrong")
        let placed = SourceText(Array(text.utf8), of: tree).placing([issue])
        return placed[0].position.map { "\($0.line):\($0.column)" } ?? "none"
    }

    @Test(arguments: [
        ("Bundle", "1:1"), ("Bundle.type", "3:3"), ("Bundle.entry[1]", "6:5"),
        ("Bundle.entry[0].resource.code", "5:44"),
        ("Bundle.entry[1].resource", "7:7"), ("Bundle.entry[1].resource.birthDate", "10:9"),
        ("Bundle.entry[1].resource.name[0].given[1]", "9:34"),
        ("Bundle.entry[1].resource.name[0].given[1].extension[0].value", "9:85"),
        ("Bundle.entry[1].resource.deceased", "11:9"), ("Bundle.entry[7]", "none"),
        ("Bundle.nothing", "none"),
    ])
    func `an element of JSON is found by its path`(expression: String, place: String) throws {
        #expect(Self.place(expression, Self.json, try JSONReader.read(Self.json)) == place)
    }

    @Test(arguments: [
        ("Bundle", "1:1"), ("Bundle.type", "2:3"), ("Bundle.entry[1]", "4:3"),
        ("Bundle.entry[1].resource", "6:7"), ("Bundle.entry[1].resource.text.div", "7:42"),
        ("Bundle.entry[1].resource.name[0].given[1].extension[0].value", "8:69"),
        ("Bundle.entry[1].resource.name[0].given[1].extension[0].url", "8:50"),
        ("Bundle.entry[1].resource.birthDate", "9:9"), ("Bundle.entry[2]", "none"),
    ])
    func `an element of XML is found by its path`(expression: String, place: String) throws {
        #expect(Self.place(expression, Self.xml, try XMLReader.read(Self.xml)) == place)
    }
}
