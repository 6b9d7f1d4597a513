import FHIR
import Testing

struct JSONReaderTests {
    @Test(
        arguments: [
            ("", "1:1", "", "expected a JSON object"),
            ("[]", "1:1", "", "expected a JSON object"),
            ("{}", "1:1", "", "resourceType is missing"),
            (#"{"resourceType":"Patiente"}"#, "1:17", "", "resourceType names no resource"),
            (#"{"resourceType":"Resource"}"#, "1:17", "", "resourceType names no resource"),
            (#"{"resourceType":"Patient"} x"#, "1:28", "Patient", "nothing may follow the resource"),
            (#"{"resourceType":"Patient""#, "1:26", "Patient", "expected `,` or `}`"),
            (#"{"resourceType":"Patient",}"#, "1:27", "Patient", "expected a member's name"),
            (
                #"{"resourceType":"Patient","name":[{"family":"#, "1:45", "Patient.name[0]",
                "the input ends too early"
            ),
            (
                "{\"resourceType\":\"Patient\",\n  \"birthDate\":\"1970-13\"}", "2:15",
                "Patient.birthDate", "the value is not a valid date"
            ),
            (
                #"{"resourceType":"Patient","birthDate":1970}"#, "1:39",
                "Patient.birthDate", "a JSON string was expected"
            ),
            (
                #"{"resourceType":"Patient","active":"true"}"#, "1:36",
                "Patient.active", "a JSON boolean was expected"
            ),
            (
                #"{"resourceType":"Patient","active":null}"#, "1:36",
                "Patient.active", "a JSON boolean was expected"
            ),
            (
                #"{"resourceType":"Patient","id":"a","id":"b"}"#, "1:36",
                "Patient", "the element stands here twice"
            ),
            (
                #"{"resourceType":"Patient","active":true,"id":"a","active":true}"#, "1:50",
                "Patient", "the element stands here twice"
            ),
            (
                #"{"resourceType":"Patient","deceasedBoolean":true,"deceasedDateTime":"2000"}"#, "1:50",
                "Patient", "the element stands here in two types"
            ),
            (
                #"{"resourceType":"Patient","resourceType":"Patient"}"#, "1:27",
                "Patient", "resourceType stands here twice"
            ),
            (
                #"{"resourceType":"Patient","birthdate":"1970"}"#, "1:27",
                "Patient", "Patient has no element of this name; did you mean birthDate?"
            ),
            (
                #"{"resourceType":"Patient","xyz":{"a":[1,"b",null,true]}}"#, "1:27",
                "Patient", "Patient has no element of this name"
            ),
            (
                #"{"resourceType":"Patient","name":{"family":"x"}}"#, "1:34",
                "Patient.name[0]", "a list was expected"
            ),
            (
                #"{"resourceType":"Patient","birthDate":["1970"]}"#, "1:39",
                "Patient.birthDate", "no list was expected"
            ),
            (
                #"{"resourceType":"Patient","name":[{"family":"x"},{"given":[]}]}"#, "1:59",
                "Patient.name[1].given[0]", "a list must have content"
            ),
            (
                #"{"resourceType":"Patient","name":[{}]}"#, "1:35",
                "Patient.name[0]", "an object must have content"
            ),
            (
                #"{"resourceType":"Patient","name":[{"given":["a",null]}]}"#, "1:49",
                "Patient.name[0].given[1]", "a null needs an extension in the list with the underscore"
            ),
            (
                #"{"resourceType":"Patient","_id":{"id":"x"},"name":[{"given":["a"],"_given":[null,{"id":"b"}]}]}"#,
                "1:77", "Patient.name[0].given[1]",
                "as many values as in the list with the underscore expected"
            ),
            (
                #"{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Patient","name":[{"_family":1}]}}]}"#,
                "1:92", "Bundle.entry[0].resource.name[0].family", "an object was expected"
            ),
            (
                #"{"resourceType":"Patient","extension":[{"_url":{"id":"a"}}]}"#, "1:41",
                "Patient.extension[0]", "Extension has no element of this name; did you mean url?"
            ),
            (#"{"resourceType":"Patient","active":truely}"#, "1:40", "Patient", "expected `,` or `}`"),
            (
                #"{"resourceType":"Patient","multipleBirthInteger":01}"#, "1:52",
                "Patient", "malformed number"
            ),
            (#"{"resourceType":"Patient","id":"\x"}"#, "1:35", "Patient", "malformed escape in a string"),
            (
                "{\"resourceType\":\"Patient\",\"id\":\"a\nb\"}", "1:34",
                "Patient", "a control character stands unescaped in a string"
            ),
            (
                #"{"resourceType":"Patient","language":"\ud800"}"#, "1:45",
                "Patient", "malformed escape in a string"
            ),
        ]
    )
    func `what is wrong is told with line, column and path`(
        json: String,
        position: String,
        expression: String,
        text: String
    ) throws {
        let failure = #expect(throws: JSONReader.Failure.self) { try JSONReader.read(json) }
        let issue = try #require(failure?.issues.first)
        #expect(issue.text == text)
        #expect(issue.expression == expression)
        #expect(issue.position.map { "\($0.line):\($0.column)" } == position)
        #expect(failure?.issues.count == 1)
    }

    @Test func `everything that can be stepped over is told at once`() throws {
        let json = #"{"resourceType":"Patient","birthDate":"x","foo":[{}],"gender":"a  b","name":{}}"#
        let failure = #expect(throws: JSONReader.Failure.self) { try JSONReader.read(json) }
        #expect(
            failure?.issues.map(\.expression) == [
                "Patient.birthDate", "Patient", "Patient.gender", "Patient.name[0]",
            ]
        )
    }

    @Test func `columns count characters and lines count line feeds`() throws {
        let json = "{\"resourceType\":\"Patient\",\n\"id\":\"a\",\n\"language\":\"ä\",\"foo\":1}"
        let failure = #expect(throws: JSONReader.Failure.self) { try JSONReader.read(json) }
        #expect(failure?.issues.first?.position == .init(line: 3, column: 16))
    }

    @Test(
        arguments: [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xe2, 0x82]]
            as [[UInt8]]
    )
    func `malformed UTF-8 is refused`(bytes: [UInt8]) {
        let json = Array(#"{"resourceType":"Patient","language":""#.utf8) + bytes + Array(#""}"#.utf8)
        let failure = #expect(throws: JSONReader.Failure.self) { try JSONReader.read(json) }
        #expect(failure?.issues.map(\.text) == ["malformed UTF-8"])
    }

    @Test func `no issue shows a value or a name from the input`() {
        let json =
            #"{"resourceType":"Patient","birthDate":"Smithers","Smithers":"Smithers","gender":{"Smithers":1}}"#
        let failure = #expect(throws: JSONReader.Failure.self) { try JSONReader.read(json) }
        #expect(failure?.issues.count == 3)
        #expect(failure.map { !$0.description.contains("Smithers") } == true)
    }

    @Test func `nesting is allowed up to the limit and refused behind it`() throws {
        func nested(_ levels: Int) -> String {
            let open = String(repeating: #"{"url":"u","extension":["#, count: levels)
            let close = String(repeating: "]}", count: levels)
            return #"{"resourceType":"Patient","extension":["#
                + open + #"{"url":"u","valueBoolean":true}"# + close + "]}"
        }
        var limits = JSONReader.Limits()
        limits.depth = 3 + 2 * 10
        _ = try JSONReader.read(nested(10), limits: limits)
        let failure = #expect(throws: JSONReader.Failure.self) {
            try JSONReader.read(nested(11), limits: limits)
        }
        #expect(failure?.issues.map(\.code) == [.tooCostly])
        let bomb = #"{"resourceType":"Patient","foo":"# + String(repeating: "[", count: 100_000)
        #expect(throws: JSONReader.Failure.self) { try JSONReader.read(bomb) }
    }

    @Test func `input beyond the limits is refused`() {
        var limits = JSONReader.Limits()
        limits.byteCount = 10
        let large = #expect(throws: JSONReader.Failure.self) {
            try JSONReader.read(#"{"resourceType":"Patient"}"#, limits: limits)
        }
        #expect(large?.issues.map(\.code) == [.tooCostly])
        limits = JSONReader.Limits()
        limits.issueCount = 3
        let many = #expect(throws: JSONReader.Failure.self) {
            try JSONReader.read(#"{"resourceType":"Patient","a":1,"b":1,"c":1,"d":1}"#, limits: limits)
        }
        #expect(many?.issues.count == 3)
    }
}
