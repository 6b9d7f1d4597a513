import Testing

@testable import FHIR

/// The few types that have a face of their own.
struct FacesTests {
    @Test func `a transaction is seen entry by entry`() throws {
        let tree = try JSONReader.read(
            #"""
            {"resourceType":"Bundle","type":"transaction","identifier":{"system":"urn:s","value":"7"},"entry":[
            {"fullUrl":"urn:uuid:1","resource":{"resourceType":"Patient"},
             "request":{"method":"POST","url":"Patient","ifNoneExist":"a=b"}},
            {"request":{"method":"PUT","url":"Patient/1","ifMatch":"W/\"3\""}},{"fullUrl":"urn:uuid:2"}]}
            """#
        )
        let bundle = try #require(BundleView(tree.root))
        #expect(bundle.type == "transaction")
        #expect(bundle.identifier?.system == "urn:s")
        #expect(bundle.identifier?.value == "7")
        #expect(bundle.entries.map(\.fullURL) == ["urn:uuid:1", nil, "urn:uuid:2"])
        #expect(bundle.entries.map { $0.resource?.type.name } == ["Patient", nil, nil])
        let requests = bundle.entries.compactMap(\.request)
        #expect(requests.map(\.method) == ["POST", "PUT"])
        #expect(requests.map(\.url) == ["Patient", "Patient/1"])
        #expect(requests.map(\.ifNoneExist) == ["a=b", nil])
        #expect(requests.map(\.ifMatch) == [nil, #"W/"3""#])
        #expect(bundle.messageHeader == nil)
        #expect(BundleView(try #require(bundle.entries[0].resource)) == nil)
    }

    @Test func `a message is known by its header`() throws {
        let tree = try JSONReader.read(
            #"""
            {"resourceType":"Bundle","type":"message","entry":[{"resource":{"resourceType":"MessageHeader","id":"m",
            "eventUri":"urn:event","source":{"endpoint":"urn:from"},"destination":[{"endpoint":"urn:to"}]}}]}
            """#
        )
        let header = try #require(BundleView(tree.root)?.messageHeader)
        #expect(header.id == "m")
        #expect(header.eventURI == "urn:event")
        #expect(header.eventCoding == nil)
        #expect(header.sourceEndpoint == "urn:from")
        #expect(header.destinationEndpoint == "urn:to")
    }

    @Test(arguments: [
        ("Patient/123", "123"), ("https://ehr.example.org/fhir/Patient/123", "123"),
        ("Patient/123/_history/2", "123"), ("Practitioner/1", nil), ("Patient", nil), ("#p", nil),
        ("urn:uuid:1", nil),
    ])
    func `a reference tells the id of what it means`(address: String, id: String?) throws {
        let tree = try JSONReader.read(
            #"{"resourceType":"Appointment","status":"booked","participant":[{"actor":{"reference":"\#(address)"},"#
                + #""status":"accepted"}]}"#
        )
        let actor = try #require(tree.root.nodes(at: "participant.actor").first)
        #expect(ReferenceView(actor)?.id(ofType: "Patient") == id)
        #expect(ReferenceView(actor)?.condition == nil)
    }

    @Test(arguments: [
        ("Patient?identifier=1", "Patient identifier=1"), ("Patient?", "Patient "), ("HumanName?a=b", nil),
        ("https://ehr.example.org/Patient?a=b", nil), ("Resource?a=b", nil),
    ])
    func `a reference may be a condition`(address: String, condition: String?) throws {
        let tree = try JSONReader.read(
            #"{"resourceType":"Account","status":"active","subject":[{"reference":"\#(address)"}]}"#
        )
        let subject = try #require(tree.root["subject"].flatMap(ReferenceView.init))
        #expect(subject.condition.map { "\($0.type) \($0.query)" } == condition)
    }
}
