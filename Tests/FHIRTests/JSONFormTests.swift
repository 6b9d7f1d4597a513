import FHIR
import Testing

struct JSONFormTests {
    @Test(
        arguments: [
            // Members in any order, resourceType last.
            (
                #"{"birthDate":"1970","name":[{"given":["A"],"family":"B"}],"id":"x","resourceType":"Patient"}"#,
                #"{"resourceType":"Patient","id":"x","name":[{"family":"B","given":["A"]}],"birthDate":"1970"}"#
            ),
            // Ids and extensions of primitives, before and after their values, alone and in lists.
            (
                #"{"resourceType":"Patient","_birthDate":{"id":"b"},"birthDate":"1970"}"#,
                #"{"resourceType":"Patient","birthDate":"1970","_birthDate":{"id":"b"}}"#
            ),
            (
                #"{"resourceType":"Patient","name":[{"_given":[null,{"id":"b"},{"id":"c"}],"given":["a","b",null]}]}"#,
                #"{"resourceType":"Patient","name":[{"given":["a","b",null],"_given":[null,{"id":"b"},{"id":"c"}]}]}"#
            ),
            (
                #"{"resourceType":"Patient","_gender":{"extension":[{"valueCode":"x","url":"u"}]},"id":"p"}"#,
                #"{"resourceType":"Patient","id":"p","_gender":{"extension":[{"url":"u","valueCode":"x"}]}}"#
            ),
            // Resources inside resources.
            (
                #"{"contained":[{"id":"o","resourceType":"Organization"}],"resourceType":"Patient"}"#,
                #"{"resourceType":"Patient","contained":[{"resourceType":"Organization","id":"o"}]}"#
            ),
            // Names may have escapes.
            (
                #"{"resourceType":"Patient","l\u0061nguage":"de"}"#,
                #"{"resourceType":"Patient","language":"de"}"#
            ),
            // Decimals keep their text; blanks anywhere are allowed.
            (
                " { \"resourceType\" : \"Observation\" ,\r\n\t\"valueQuantity\" : { \"value\" : 1.00e0 } } ",
                #"{"resourceType":"Observation","valueQuantity":{"value":1.00e0}}"#
            ),
            // A byte order mark is stepped over.
            ("\u{feff}{\"resourceType\":\"Patient\"}", #"{"resourceType":"Patient"}"#),
        ]
    )
    func `what is read is written in its one form`(input: String, output: String) throws {
        #expect(String(decoding: JSONWriter.write(try JSONReader.read(input)), as: UTF8.self) == output)
    }

    @Test func `escapes are decoded when reading and made when writing`() throws {
        let json = #"{"resourceType":"Basic","code":{"text":"\u0041\/\u00e4\ud83d\ude00\"\\\n\t\r"}}"#
        let tree = try JSONReader.read(json)
        #expect(tree.root.text(at: "code.text") == "A/ä😀\"\\\n\t\r")
        let written = #"{"resourceType":"Basic","code":{"text":"A/ä😀\"\\\n\t\r"}}"#
        #expect(String(decoding: JSONWriter.write(tree), as: UTF8.self) == written)
    }

    @Test func `the pretty form has one member a line`() throws {
        let json = #"{"resourceType":"Patient","name":[{"family":"B","given":["A","C"]}],"active":true}"#
        let expected = """
            {
              "resourceType": "Patient",
              "active": true,
              "name": [
                {
                  "family": "B",
                  "given": [
                    "A",
                    "C"
                  ]
                }
              ]
            }
            """
        let written = JSONWriter.write(try JSONReader.read(json), .pretty)
        #expect(String(decoding: written, as: UTF8.self) == expected)
    }

    @Test func `one node is written alone`() throws {
        let tree = try JSONReader.read(#"{"resourceType":"Patient","name":[{"given":["A"]}],"active":true}"#)
        let name = try #require(tree.root["name"])
        #expect(String(decoding: JSONWriter.write(name), as: UTF8.self) == #"{"given":["A"]}"#)
        let active = try #require(tree.root["active"])
        #expect(String(decoding: JSONWriter.write(active), as: UTF8.self) == "true")
    }
}
