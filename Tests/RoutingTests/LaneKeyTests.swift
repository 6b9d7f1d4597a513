import HL7v2
import Testing

@testable import Routing

struct LaneKeyTests {
    private func keys(_ patient: String, more: String = "") throws -> [LaneKey] {
        LaneKey.sorted(
            LaneName.patients(
                of: try Message(SampleMessage.adt(patient: patient, more: more)),
                listener: "lab"
            )
        )
    }

    @Test func `a key is the same on every machine and in every version`() {
        #expect(LaneKey(.patient, "NORTH", "4711").hash == LaneKey(.patient, "NORTH", "4711").hash)
        #expect(LaneKey(.patient, "NORTH", "4711").hash == -2_520_836_698_232_461_286)
    }

    @Test(arguments: [
        ("4711^^^NORTH^MR", " 4711 ^^^north^MR"),
        ("4711^^^NORTH^MR", "4711^^^NORTH&2.16.840.1&ISO^MR"),
        ("4711^^^&2.16.840.1&ISO^MR", "4711^^^&2.16.840.1&ISO"),
    ])
    func `one patient written in two ways has one lane`(left: String, right: String) throws {
        #expect(try keys(left) == keys(right))
    }

    @Test(arguments: [("4711^^^NORTH^MR", "4711^^^SOUTH^MR"), ("4711", "4712"), ("47^^^11", "471^^^1")])
    func `two patients have two lanes`(left: String, right: String) throws {
        #expect(try keys(left) != keys(right))
    }

    @Test func `medical record numbers win over other numbers`() throws {
        #expect(try keys("4711^^^NORTH^MR~999^^^SSA^SS") == keys("4711^^^NORTH^MR"))
        #expect(try keys("1^^^A^PI~2^^^B^PI").count == 2)
    }

    @Test func `a merge stands in the lanes of both patients`() throws {
        let merged = try keys("4711^^^NORTH^MR", more: "MRG|815^^^NORTH^MR\r")
        #expect(merged.count == 2)
        #expect(Set(merged).isSuperset(of: try keys("4711^^^NORTH^MR")))
        #expect(Set(merged).isSuperset(of: try keys("815^^^NORTH^MR")))
    }

    @Test func `messages that name no patient keep the order of their listener`() throws {
        let message = try Message(SampleMessage.adt(patient: ""))
        #expect(
            LaneName.patients(of: message, listener: "lab") == LaneName.patients(of: message, listener: "lab")
        )
        #expect(
            LaneName.patients(of: message, listener: "lab") != LaneName.patients(of: message, listener: "adt")
        )
    }
}
