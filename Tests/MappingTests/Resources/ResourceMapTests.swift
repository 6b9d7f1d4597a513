import FHIR
import Mapping
import Testing

/// Messages made of resources.
struct ResourceMapTests {
    @Test func `a Bundle becomes a message`() throws {
        let (segments, problems) = try ResourceMapSamples.run(ResourceMapSamples.bundle())
        #expect(problems == [])
        try #require(segments.count == 4)
        #expect(segments[0].hasPrefix(#"MSH|^~\&|PORTAL||||20261122130000+0000||ADT^A01^ADT_A01|"#))
        #expect(segments[0].hasSuffix("|P|2.5.1||||||UNICODE UTF-8"))
        #expect(segments[1] == "EVN|A01|20261122130000+0000")
        #expect(
            segments[2]
                == #"PID|1||4711^^^&1.2.3&ISO^MR~0815||O'Neil \T\ Söhne^Jane^Q R^^^^L~Roe^^^^^^M||198002|O"#
        )
        #expect(segments[3] == "PV1|1|I" + String(repeating: "|", count: 42) + "20260301101500.25+0100")
    }

    @Test func `the same resource gives the same control id, another one another`() throws {
        let map = try #require(ResourceMapSamples.compile().library.resourceMap(named: "ADT_A01"))
        let tree = try JSONReader.read(ResourceMapSamples.bundle())
        func message(_ identity: String) -> [UInt8]? {
            map.run(tree, identity: Array(identity.utf8), in: MapContext(acceptedAt: 0)).message
        }
        #expect(message("a") == message("a"))
        #expect(message("a") != message("b"))
    }

    @Test func `the heading is the site's, where the map says nothing`() throws {
        var heading = MessageHeading()
        heading.sendingApplication = "CORRIDOR"
        heading.receivingApplication = "LAB^1.2.3^ISO"
        heading.processingID = "T"
        let (segments, _) = try ResourceMapSamples.run(ResourceMapSamples.bundle(), heading: heading)
        #expect(segments.first?.hasPrefix(#"MSH|^~\&|PORTAL||LAB^1.2.3^ISO|"#) == true)
        #expect(segments.first?.contains("|T|2.5.1|") == true)
    }

    @Test(arguments: [
        (#","multipleBirthBoolean":true"#, "|O||||||||||||||||Y"), (#","deceasedBoolean":false"#, "N"),
        (#","deceasedDateTime":"2026-03-01""#, "|Y"),
        (#","meta":{"lastUpdated":"2026-03-01T10:00:00Z"}"#, "|20260301100000+0000"),
    ])
    func `values take the form of their field`(more: String, end: String) throws {
        let (segments, problems) = try ResourceMapSamples.run(ResourceMapSamples.bundle(patient: more))
        #expect(problems == [])
        #expect(segments.count > 2 && segments[2].hasSuffix(end), "\(segments)")
    }

    @Test func `a segment stands once for each item, and constants alone make none`() throws {
        let more = #","contact":[{"name":{"family":"Doe"}},{"gender":"male"},{"name":{"given":["Max"]}}]"#
        let (segments, problems) = try ResourceMapSamples.run(ResourceMapSamples.bundle(patient: more))
        #expect(problems == [])
        #expect(segments.filter { $0.hasPrefix("NK1") } == ["NK1|1|Doe", "NK1|3|^Max"])
    }

    @Test(arguments: [
        (
            ResourceMapSamples.bundle(visit: ""),
            "PV1 is required in ADT_A01, and `entry.resource.ofType(Encounter).first()` yields nothing"
        ),
        (
            ResourceMapSamples.bundle(visit: ""),
            "`entry.resource.ofType(Encounter).first()` yields nothing (fhir-to-hl7v2/messages/ADT_A01.yaml:23:10)"
        ),
        (
            ResourceMapSamples.bundle(
                visit: #"{"resource":{"resourceType":"Encounter","status":"planned","class":{"code":"VR"}}}"#
            ),
            "Bundle.entry[1].resource: the code is not in the table `patient-class`"
        ),
        (
            #"{"resourceType":"Patient"}"#, "PV1 is required in ADT_A01"
        ),
    ])
    func `what cannot be mapped is said with its reason`(text: String, expected: String) throws {
        let text = text.replacing(",\n]", with: "]")
        let (segments, problems) = try ResourceMapSamples.run(text)
        #expect(segments == [])
        #expect(problems.contains { $0.contains(expected) }, "\(problems)")
    }
}
