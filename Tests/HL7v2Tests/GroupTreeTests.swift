// Which group each segment of a message belongs to.

import HL7v2
import Testing

/// Sketches of messages: names of segments, one after the other.
func message(_ segments: String, type: String, version: String = "2.5.1") throws -> Message {
    let header = "MSH|^~\\&|A|B|C|D|20260105||\(type)|1|P|\(version)"
    let names = segments.split(separator: " ").map { "\($0)|1" }
    return try Message(Array(([header] + names).joined(separator: "\r").utf8))
}

/// The tree as text: `PATIENT(PID PV1)`.
func sketch(_ message: Message, _ tree: GroupTree, _ occurrence: GroupTree.Occurrence = .root) -> String {
    var parts = tree.segments(of: occurrence).map { (Int($0), message.segmentName(Int($0)).description) }
    for child in tree.children(of: occurrence) {
        let first =
            (0..<message.segmentCount).first { isInside(tree.occurrence(ofSegment: $0), child, tree) } ?? 0
        parts.append((first, sketch(message, tree, child)))
    }
    let inner = parts.sorted { $0.0 < $1.0 }.map(\.1).joined(separator: " ")
    let name = tree.structure[tree.group(of: occurrence)].name
    return name.isEmpty ? inner : "\(name)(\(inner))"
}

private func isInside(_ inner: GroupTree.Occurrence, _ outer: GroupTree.Occurrence, _ tree: GroupTree) -> Bool
{
    var current: GroupTree.Occurrence? = inner
    while let occurrence = current, occurrence != outer { current = tree.parent(of: occurrence) }
    return current != nil
}

struct GroupTreeTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let name: String
        let type: String
        var version = "2.5.1"
        let segments: String
        let groups: String

        var testDescription: String { name }
    }

    static let cases = [
        Case(
            name: "two patients, each with orders",
            type: "ORU^R01^ORU_R01",
            segments: "PID PV1 ORC OBR OBX OBX NTE OBR OBX PID OBR OBX",
            groups: """
                MSH PATIENT_RESULT(PATIENT(PID VISIT(PV1)) ORDER_OBSERVATION(COMMON_ORDER(ORC) OBR OBSERVATION(OBX) \
                OBSERVATION(OBX NTE)) ORDER_OBSERVATION(OBR OBSERVATION(OBX))) PATIENT_RESULT(PATIENT(PID) \
                ORDER_OBSERVATION(OBR OBSERVATION(OBX)))
                """
        ),
        Case(
            name: "insurances of a visit of which everything is optional",
            type: "BAR^P01^BAR_P01",
            segments: "EVN PID PV1 DG1 GT1 IN1 IN2 IN1 ACC PV1 IN1",
            groups: """
                MSH EVN PID VISIT(PV1 DG1 GT1 INSURANCE(IN1 IN2) INSURANCE(IN1) ACC) VISIT(PV1 INSURANCE(IN1))
                """
        ),
        Case(
            name: "version 2.3 calls PATIENT_RESULT RESPONSE",
            type: "ORU^R01",
            version: "2.3",
            segments: "PID OBR NTE OBX NTE",
            groups:
                "MSH PATIENT_RESULT(PATIENT(PID) ORDER_OBSERVATION(OBR NTE OBSERVATION(OBX NTE)))"
        ),
        Case(
            name: "a specimen's observations are not the order's",
            type: "ORU^R01^ORU_R01",
            version: "2.8.2",
            segments: "PID OBX PRT OBR OBX SPM OBX OBX",
            groups: """
                MSH PATIENT_RESULT(PATIENT(PID PATIENT_OBSERVATION(OBX PRT)) ORDER_OBSERVATION(OBR OBSERVATION(OBX) \
                SPECIMEN(SPM SPECIMEN_OBSERVATION(OBX) SPECIMEN_OBSERVATION(OBX))))
                """
        ),
        Case(
            name: "bare observations of older versions get the newer group",
            type: "ORU^R01",
            version: "2.5",
            segments: "PID OBR SPM OBX",
            groups:
                "MSH PATIENT_RESULT(PATIENT(PID) ORDER_OBSERVATION(OBR SPECIMEN(SPM SPECIMEN_OBSERVATION(OBX))))"
        ),
        Case(
            name: "a second order repeats the open group",
            type: "OML^O21^OML_O21",
            segments: "PID ORC OBR OBX ORC OBR OBX",
            groups: """
                MSH PATIENT(PID) ORDER(ORC OBSERVATION_REQUEST(OBR OBSERVATION(OBX))) \
                ORDER(ORC OBSERVATION_REQUEST(OBR OBSERVATION(OBX)))
                """
        ),
        Case(
            name: "version 2.4 wraps orders once more",
            type: "OML^O21",
            version: "2.4",
            segments: "PID ORC OBR OBX ORC OBR",
            groups: """
                MSH PATIENT(PID) ORDER(ORC OBSERVATION_REQUEST(OBR OBSERVATION(OBX))) ORDER(ORC OBSERVATION_REQUEST(OBR))
                """
        ),
        Case(
            name: "an encoded order",
            type: "RDE^O11^RDE_O11",
            segments: "PID AL1 ORC RXO RXR RXC RXC RXE TQ1 RXR RXC OBX NTE ORC RXE",
            groups: """
                MSH PATIENT(PID AL1) ORDER(ORC ORDER_DETAIL(RXO RXR COMPONENT(RXC) COMPONENT(RXC)) RXE \
                TIMING_ENCODED(TQ1) RXR RXC OBSERVATION(OBX NTE)) ORDER(ORC RXE)
                """
        ),
        Case(
            name: "version 2.8 calls COMPONENT COMPONENTS",
            type: "RDE^O11^RDE_O11",
            version: "2.8",
            segments: "ORC RXO RXR RXC NTE RXE",
            groups: "MSH ORDER(ORC ORDER_DETAIL(RXO RXR COMPONENT(RXC NTE)) RXE)"
        ),
        Case(
            name: "required segments that are missing are stepped over",
            type: "RDE^O11^RDE_O11",
            segments: "PID ORC RXE RXR OBX",
            groups: "MSH PATIENT(PID) ORDER(ORC RXE RXR OBSERVATION(OBX))"
        ),
        Case(
            name: "local segments go with the segment before",
            type: "ORU^R01^ORU_R01",
            segments: "ZMH PID ZPI OBR OBX ZOB OBX",
            groups: """
                MSH ZMH PATIENT_RESULT(PATIENT(PID ZPI) ORDER_OBSERVATION(OBR OBSERVATION(OBX ZOB) OBSERVATION(OBX)))
                """
        ),
        Case(
            name: "a segment out of its place goes to the group that knows it",
            type: "ORU^R01^ORU_R01",
            segments: "PID PV1 PD1 XYZ OBR OBX",
            groups: """
                MSH PATIENT_RESULT(PATIENT(PID VISIT(PV1 XYZ) PD1) ORDER_OBSERVATION(OBR OBSERVATION(OBX)))
                """
        ),
        Case(
            name: "a note without a group to open stays in place",
            type: "ORU^R01^ORU_R01",
            segments: "PID PV1 NTE OBR",
            groups: "MSH PATIENT_RESULT(PATIENT(PID VISIT(PV1) NTE) ORDER_OBSERVATION(OBR))"
        ),
        Case(
            name: "insurances and procedures in any order",
            type: "ADT^A04^ADT_A01",
            segments: "EVN PID PV1 IN1 IN2 IN1 PR1 ROL GT1",
            groups: "MSH EVN PID PV1 INSURANCE(IN1 IN2) INSURANCE(IN1) PROCEDURE(PR1 ROL) GT1"
        ),
        Case(
            name: "a wrong MSH-9.3 gives way to the event",
            type: "ADT^A08^ADT_A08",
            segments: "EVN PID PV1 IN1",
            groups: "MSH EVN PID PV1 INSURANCE(IN1)"
        ),
        Case(
            name: "a choice of order details",
            type: "ORM^O01",
            version: "2.3",
            segments: "PID PV1 ORC OBR NTE OBX ORC RXO",
            groups: """
                MSH PATIENT(PID PATIENT_VISIT(PV1)) ORDER(ORC ORDER_DETAIL(CHOICE(OBR) NTE OBSERVATION(OBX))) \
                ORDER(ORC ORDER_DETAIL(CHOICE(RXO)))
                """
        ),
        Case(
            name: "merges",
            type: "ADT^A40",
            version: "2.4",
            segments: "EVN PID MRG PID MRG PV1",
            groups: "MSH EVN PATIENT(PID MRG) PATIENT(PID MRG PV1)"
        ),
    ]

    @Test(arguments: cases)
    func `segments are sorted into groups`(_ example: Case) throws {
        let message = try message(example.segments, type: example.type, version: example.version)
        let structure = try #require(StructureCatalog.shared.structure(for: message.header))
        #expect(sketch(message, message.groups(as: structure)) == example.groups)
    }

    @Test func `unexpected segments are named, local ones are not`() throws {
        let message = try message("PID ZPI PV1 PD1 OBR", type: "ORU^R01")
        let tree = message.groups(as: try #require(Structure.named("ORU_R01")))
        #expect(tree.unexpectedSegments == [4])
    }

    @Test(
        arguments: [
            ("ORDER_OBSERVATION[2]/OBX-1", []),
            ("ORDER_OBSERVATION[*]/OBSERVATION[*]/OBX-1", ["a", "b", "c", "d"]),
            ("ORDER_OBSERVATION[2]/OBSERVATION[last]/OBX-1", ["c"]), ("OBSERVATION[2]/OBX-1", ["b"]),
            ("OBX[*]-1", ["a", "b", "c", "d"]), ("OBX-1", ["a"]), ("PATIENT_RESULT[2]/OBX-1", []),
            ("PATIENT_RESULT[2]/OBSERVATION/OBX-1", ["d"]), ("RESPONSE[2]/PID-1", ["q"]),
            ("OBR[2]/OBX[*]-1", ["b", "c"]),
            ("NOWHERE/OBX-1", []), ("PATIENT_RESULT[3]/PID-1", []), ("ORDER_OBSERVATION[2]/ORC-1", ["o"]),
        ]
    )
    func `locations follow groups`(location: String, values: [String]) throws {
        let text = "PID|p\rOBR|1\rOBX|a\rORC|o\rOBR|2\rOBX|b\rOBX|c\rPID|q\rOBR|3\rOBX|d\r"
        let message = try Message(Array(("MSH|^~\\&|A|B|C|D|2026||ORU^R01|1|P|2.5\r" + text).utf8))
        let tree = message.groups(as: try #require(Structure.named("ORU_R01")))
        #expect(message.elements(at: try Location(location), in: tree).map { message.text($0) } == values)
    }

    @Test func `every structure compiles and reads a message of its own lead segments`() throws {
        for name in StructureCatalog.shared.names {
            let structure = try #require(StructureCatalog.shared.structure(named: name))
            let leads = structure.groups.flatMap { $0.segments.map(\.segment.description) }.joined(
                separator: " "
            )
            for version in structure.versions {
                let message = try message(leads, type: "XXX", version: version.text)
                let tree = message.groups(as: structure)
                #expect(tree.occurrenceCount >= 1)
                #expect(
                    (0..<message.segmentCount).allSatisfy {
                        tree.occurrence(ofSegment: $0).index < tree.occurrenceCount
                    }
                )
            }
        }
    }
}
