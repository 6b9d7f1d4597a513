// Which map takes a message: that of its event, and where the event says nothing that of its code.

import HL7v2
import Mapping
import Testing

struct MapChoiceTests {
    @Test(
        arguments: [
            ("ORU^R01^ORU_R01", "ORU_R01", false),
            ("ADT^A08", "ADT_A01", false),
            // An event of the sender's own with a structure that is known.
            ("ADT^Z99^ADT_A05", "ADT_A05", false),
            ("ORU", "ORU_R01", true),
            ("ORU^", "ORU_R01", true),
            ("ORU^W77", "ORU_R01", true),
            ("ADT^A99", "ADT_A01", true),
            ("SIU^S99", "SIU_S12", true),
        ]
    )
    func `is that of the event, else that of the code`(type: String, map: String, isByCodeAlone: Bool) throws
    {
        let (library, _) = try ShippedSite.compiled.get()
        let choice = try #require(library.choice(for: try header(type)))
        #expect(choice.map.name == map)
        #expect(choice.isByCodeAlone == isByCodeAlone)
    }

    @Test(arguments: ["", "XYZ^X01", "MFN^M99", "Z01"])
    func `is none where nothing is known`(type: String) throws {
        let (library, _) = try ShippedSite.compiled.get()
        #expect(library.choice(for: try header(type))?.map.name == nil)
    }

    private func header(_ type: String) throws -> MessageHeader {
        try Message(Array("MSH|^~\\&|A|B|||20260301||\(type)|1|P|2.5.1\r".utf8)).header
    }
}
