// Resources that were cut. What else may arrive is the subject of the fuzz target for JSON.

import FHIR
import Testing

struct JSONBeginningTests {
    static let seeds = [
        #"{"resourceType":"Patient","id":"p","name":[{"given":["Ann",null],"_given":[null,{"id":"x"}]}],"active":true}"#,
        #"{"resourceType":"Bundle","type":"batch","entry":[{"resource":{"resourceType":"Basic","code":{"text":"ä\n"}}}]}"#,
        #"{"resourceType":"Observation","status":"final","code":{"text":"x"},"valueQuantity":{"value":-1.20e+3}}"#,
        #"{"resourceType":"Questionnaire","status":"draft","item":[{"linkId":"1","type":"group","item":[{"linkId":"2"}]}]}"#,
    ]

    @Test func `every beginning of a resource is refused`() {
        for seed in Self.seeds {
            let bytes = Array(seed.utf8)
            for length in bytes.indices {
                #expect(throws: JSONReader.Failure.self) { try JSONReader.read(Array(bytes[..<length])) }
            }
        }
    }
}
