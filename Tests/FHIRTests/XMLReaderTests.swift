import FHIR
import Testing

/// FHIR XML that is right in odd ways, and XML that is not FHIR.
struct XMLReaderTests {
    private static func patient(_ inside: String) -> String {
        "<Patient xmlns=\"http://hl7.org/fhir\">\(inside)</Patient>"
    }

    private static func problems(_ text: String) -> [String] {
        do {
            _ = try XMLReader.read(text)
            return []
        } catch {
            return error.issues.map(\.description)
        }
    }

    private static func json(_ text: String) throws -> String {
        String(decoding: JSONWriter.write(try XMLReader.read(text)), as: UTF8.self)
    }

    @Test func `values, extensions, ids and nested resources become the tree that JSON makes`() throws {
        let text = """
            <?xml version="1.0" encoding="UTF-8"?>
            <!-- a comment -->
            <f:Patient xmlns:f="http://hl7.org/fhir" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                xsi:schemaLocation="http://hl7.org/fhir patient.xsd">
              <f:id value="p1"/>
              <f:contained><f:Organization><f:name value="A &amp; B &lt;&#10;x"/></f:Organization></f:contained>
              <f:active id="a" value="true"/>
              <f:name><f:family value="Muster"/><f:given id="g1"/><f:given value="Erika"/></f:name>
              <f:birthDate value="1970-01">
                <f:extension url="http://example.org/x"><f:valueString value="y"/></f:extension>
              </f:birthDate>
            </f:Patient>
            """
        #expect(
            try Self.json(text) == """
                {"resourceType":"Patient","id":"p1","contained":[{"resourceType":"Organization",\
                "name":"A & B <\\nx"}],"active":true,"_active":{"id":"a"},"name":[{"family":"Muster",\
                "given":[null,"Erika"],"_given":[{"id":"g1"},null]}],"birthDate":"1970-01",\
                "_birthDate":{"extension":[{"url":"http://example.org/x","valueString":"y"}]}}
                """
        )
    }

    @Test func `an extension's url stands behind the extensions inside it`() throws {
        let inner = "<extension url=\"http://b\"><valueCode value=\"c\"/></extension>"
        let text = Self.patient("<extension url=\"http://a\" id=\"e\">\(inner)</extension>")
        let tree = try XMLReader.read(text)
        #expect(
            String(decoding: JSONWriter.write(tree), as: UTF8.self) == """
                {"resourceType":"Patient","extension":[{"id":"e","extension":[{"url":"http://b","valueCode":"c"}],\
                "url":"http://a"}]}
                """
        )
        let written = String(decoding: XMLWriter.write(tree), as: UTF8.self)
        #expect(written.contains("<extension id=\"e\" url=\"http://a\"><extension url=\"http://b\">"))
    }

    @Test func `a narrative keeps its bytes`() throws {
        let div =
            "<div xmlns=\"http://www.w3.org/1999/xhtml\"><!-- c --><p  title='a'>x &amp; <![CDATA[<y>]]></p>\n<br/></div>"
        let tree = try XMLReader.read(Self.patient("<text><status value=\"generated\"/>\(div)</text>"))
        #expect(tree.root.text(at: "text.div") == div)
        #expect(String(decoding: XMLWriter.write(tree), as: UTF8.self).contains(div))
    }

    @Test func `a value's line ends, tabs and quotes survive writing and reading`() throws {
        let value = "a\tb\nc\rd\"e'f<g>&h\u{A0}ü😀"
        let tree = try XMLReader.read(
            XMLWriter.write(
                try JSONReader.read(
                    #"{"resourceType":"Basic","code":{"text":"a\tb\nc\rd\"e'f<g>&h\u00A0ü😀"}}"#
                )
            )
        )
        #expect(tree.root.text(at: "code.text") == value)
    }

    @Test(arguments: [
        ("<Patient/>", "1:1: error: the element is not in the namespace http://hl7.org/fhir"),
        ("<Pet xmlns=\"http://hl7.org/fhir\"/>", "1:1: error: the element is no resource"),
        ("<Resource xmlns=\"http://hl7.org/fhir\"/>", "1:1: error: the element is no resource"),
        (
            patient("\n  <birthdate value=\"2000\"/>"),
            "2:3: error: Patient: Patient has no element of this name; did you mean birthDate?"
        ),
        (
            patient("<birthDate value=\"2000-13\"/>"),
            "1:38: error: Patient.birthDate: the value is not a valid date"
        ),
        (
            patient("<birthDate/>"),
            "1:38: error: Patient.birthDate: the element has neither a value nor elements inside"
        ),
        (patient("<birthDate value=\"\"/>"), "1:38: error: Patient.birthDate: the value is not a valid date"),
        (
            patient("<gender value=\"female\"/><active value=\"true\"/>"),
            "error: Patient.active: the element stands behind elements that it comes before"
        ),
        (
            patient("<gender value=\"female\"/><gender value=\"male\"/>"),
            "error: Patient.gender: the element stands here twice"
        ),
        (
            patient("<deceasedBoolean value=\"true\"/><deceasedDateTime value=\"2000\"/>"),
            "error: Patient.deceased: the element stands here in two types"
        ),
        (patient("text"), "error: Patient: text stands between the elements"),
        (patient("<name><family>Muster</family></name>"), "text stands between the elements"),
        (patient("<name family=\"Muster\"/>"), "the element has no attribute of this name"),
        (
            patient("<gender value=\"female\" x:y=\"1\" xmlns:x=\"urn:x\"/>"),
            "the element has no attribute of this name"
        ),
        (
            patient("<extension><url value=\"http://a\"/><valueCode value=\"c\"/></extension>"),
            "the element is written as an attribute"
        ),
        (patient("<contained/>"), "a resource was expected"),
        (
            patient(
                "<contained><Basic><id value=\"a\"/></Basic><Basic><id value=\"b\"/></Basic></contained>"
            ),
            "there may be only one resource"
        ),
        (patient("<x:gender xmlns:x=\"urn:x\" value=\"male\"/>"), "the element is not in the namespace"),
        (
            patient("<text><status value=\"empty\"/><div>x</div></text>"),
            "the element is not in the namespace http://www.w3.org/1999/xhtml"
        ),
        (
            patient(
                "<text><status value=\"empty\"/><h:div xmlns:h=\"http://www.w3.org/1999/xhtml\">x</h:div></text>"
            ),
            "the narrative's element is not written `<div>`"
        ),
    ])
    func `what XML can say and FHIR does not is told with its place`(text: String, expected: String) {
        let problems = Self.problems(text)
        #expect(problems.contains { $0.contains(expected) }, "\(problems)")
    }

    @Test(arguments: [
        ("", "the document is empty"),
        ("  ", "expected an element"),
        ("{}", "expected an element"),
        (patient("<name>"), "the end tag does not fit the start tag"),
        ("<Patient xmlns=\"http://hl7.org/fhir\"><name>", "an element has no end"),
        (patient("&nbsp;"), "XML knows no entity of this name"),
        (patient("<gender value=\"a<b\"/>"), "a `<` in an attribute's value"),
        (patient("<gender value=male/>"), "an attribute's value needs quotes"),
        (patient("<gender value=\"a\" value=\"b\"/>"), "an attribute stands here twice"),
        (patient("<x:gender value=\"a\"/>"), "the prefix names no namespace"),
        (patient("\u{1}"), "a character stands here that XML does not allow"),
        (patient("") + patient(""), "nothing may follow the resource"),
        (patient("") + "x", "nothing may follow the resource"),
        ("<!DOCTYPE Patient>" + patient(""), "a document type is not allowed"),
    ])
    func `what is no XML ends the reading`(text: String, expected: String) {
        let problems = Self.problems(text)
        #expect(problems.count == 1)
        #expect(problems.first?.contains("fatal") == true)
        #expect(problems.first?.contains(expected) == true, "\(problems)")
    }

    @Test(arguments: [
        "<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">",
        "<!ENTITY c SYSTEM \"file:///etc/hostname\">",
        "<!ENTITY % p SYSTEM \"http://127.0.0.1:1/x.dtd\"> %p;",
    ])
    func `entities are not even read`(declarations: String) {
        let text = "<!DOCTYPE Patient [\(declarations)]>" + Self.patient("<gender value=\"&c;\"/>")
        #expect(Self.problems(text) == ["1:1: fatal: a document type is not allowed"])
    }

    @Test func `malformed UTF-8 and other encodings are refused`() {
        let bad = Array(Self.patient("<gender value=\"").utf8) + [0xC3, 0x28] + Array("\"/>".utf8)
        for bytes in [bad, [0xFE, 0xFF, 0, 0x3C], [0xFF, 0xFE, 0x3C, 0], Array("<\0P".utf8)] {
            #expect(throws: MalformedResource.self) { try XMLReader.read(bytes) }
        }
        let declared =
            "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" + Self.patient("<gender value=\"male\"/>")
        #expect(Self.problems(declared).first?.contains("the text is not UTF-8") == true)
    }

    @Test func `depth, size and the number of issues are bounded`() {
        let deep = String(repeating: "<extension url=\"a\">", count: 100_000)
        #expect(
            Self.problems("<Patient xmlns=\"http://hl7.org/fhir\">\(deep)").last?.contains("nested too deep")
                == true
        )
        let div =
            "<text><div xmlns=\"http://www.w3.org/1999/xhtml\">" + String(repeating: "<p>", count: 100_000)
        #expect(
            Self.problems("<Patient xmlns=\"http://hl7.org/fhir\">\(div)").last?.contains("nested too deep")
                == true
        )
        let many = Self.patient(String(repeating: "<nothing/>", count: 10_000))
        #expect(Self.problems(many).count == ReadingLimits.standard.issueCount)
        var limits = ReadingLimits()
        limits.byteCount = 10
        #expect(throws: MalformedResource.self) { try XMLReader.read(Self.patient(""), limits: limits) }
    }

    @Test func `any cut of a resource is refused, and any changed byte is read or refused`() throws {
        let text = Self.patient(
            "<text><status value=\"generated\"/><div xmlns=\"http://www.w3.org/1999/xhtml\">x</div></text>"
                + "<name><given value=\"a&amp;b\"><extension url=\"u\"><valueCode value=\"c\"/></extension></given></name>"
        )
        let bytes = Array(text.utf8)
        for count in bytes.indices {
            #expect(throws: MalformedResource.self) { try XMLReader.read(Array(bytes[..<count])) }
        }
        for offset in bytes.indices {
            for byte: UInt8 in [0, 0x20, 0x22, 0x26, 0x3C, 0x3E, 0x61, 0x80, 0xFF] {
                var changed = bytes
                changed[offset] = byte
                // Reading is one of the two right answers; then it can be written and read again.
                guard let tree = try? XMLReader.read(changed) else { continue }
                #expect(try JSONWriter.write(XMLReader.read(XMLWriter.write(tree))) == JSONWriter.write(tree))
            }
        }
    }
}
