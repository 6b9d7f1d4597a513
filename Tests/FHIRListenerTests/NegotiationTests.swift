import Testing

@testable import FHIRListener

/// Media types and preferences.
struct NegotiationTests {
    @Test(arguments: [
        ("application/fhir+json", MediaType.Form.json), ("application/json; charset=UTF-8", .json),
        ("text/json", .json), ("application/json+fhir", .json),
        ("APPLICATION/FHIR+XML;fhirVersion=4.0", .xml),
        ("application/xml", .xml), ("text/xml ; charset=\"utf-8\"", .xml), ("application/xml+fhir", .xml),
    ])
    func `a body comes in a type that is understood`(contentType: String, form: MediaType.Form) throws {
        #expect(try MediaType.ofBody(contentType).form == form)
    }

    @Test(arguments: [
        nil, "", "text/plain", "application/octet-stream", "application/fhir+json; charset=latin1",
        "application/fhir+json; fhirVersion=3.0", "multipart/form-data",
    ])
    func `any other type is refused with 415`(contentType: String?) {
        #expect { try MediaType.ofBody(contentType) } throws: { ($0 as? Problem)?.status == 415 }
    }

    @Test(arguments: [
        (nil, nil, nil, "application/fhir+json"),
        (nil, nil, MediaType.xml, "application/fhir+xml"),
        ("*/*", nil, .xml, "application/fhir+xml"),
        ("application/xml", nil, nil, "application/xml"),
        ("text/html, application/fhir+xml;q=0.9, application/json;q=0.8", nil, nil, "application/fhir+xml"),
        ("application/json;q=0.1, text/xml", nil, nil, "text/xml"),
        ("application/fhir+json;fhirVersion=3.0, application/fhir+xml", nil, nil, "application/fhir+xml"),
        ("application/fhir+json", "xml", nil, "application/fhir+xml"),
        ("text/html", "application/fhir+json", nil, "application/fhir+json"),
        (nil, "application/fhir json", nil, "application/fhir+json"),
    ])
    func `an answer goes in the type that is wanted`(
        accept: String?,
        format: String?,
        body: MediaType?,
        expected: String
    ) throws {
        #expect(try MediaType.ofAnswer(accept: accept, format: format, body: body).name == expected)
    }

    @Test(arguments: [
        ("text/html", nil), ("application/fhir+json;q=0", nil),
        ("application/fhir+json;fhirVersion=5.0", nil),
        ("application/fhir+json", "ttl"), ("application/fhir+json", ""),
    ])
    func `a wish for something else is refused with 406`(accept: String, format: String?) {
        #expect { try MediaType.ofAnswer(accept: accept, format: format, body: nil) } throws: {
            ($0 as? Problem)?.status == 406
        }
    }

    @Test(arguments: [
        (nil, Preference.representation), ("return=minimal", .minimal),
        ("handling=strict, return=\"OperationOutcome\"", .operationOutcome),
        ("respond-async; return=representation", .representation), ("return=everything", .representation),
    ])
    func `the client says what it wants to see`(header: String?, expected: Preference) {
        #expect(Preference(header) == expected)
    }

    @Test(arguments: [
        (0, "1970-01-01T00:00:00.000Z", "Thu, 01 Jan 1970 00:00:00 GMT"),
        (951_782_400_001, "2000-02-29T00:00:00.001Z", "Tue, 29 Feb 2000 00:00:00 GMT"),
        (1_795_365_005_123, "2026-11-22T16:30:05.123Z", "Sun, 22 Nov 2026 16:30:05 GMT"),
        (-1, "1969-12-31T23:59:59.999Z", "Wed, 31 Dec 1969 23:59:59 GMT"),
    ])
    func `a moment is written as FHIR and HTTP write it`(milliseconds: Int64, instant: String, date: String) {
        #expect(UTCTime(milliseconds: milliseconds).instant == instant)
        #expect(UTCTime(milliseconds: milliseconds).httpDate == date)
    }
}
