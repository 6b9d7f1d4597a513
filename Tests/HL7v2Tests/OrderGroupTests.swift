// Several orders in one OML_O21, whose orders end in prior results that look like orders themselves.

import HL7v2
import Testing

struct OrderGroupTests {
    static let versions = ["2.4", "2.5.1", "2.7"]

    private func groups(_ segments: String, _ version: String) throws -> (tree: String, problems: [String]) {
        let message = try message(segments, type: "OML^O21^OML_O21", version: version)
        let structure = try #require(StructureCatalog.shared.structure(for: message.header))
        let problems = ConformanceChecker().check(message).errors.filter { $0.code == .segmentSequence }
        return (sketch(message, message.groups(as: structure)), problems.map(\.text))
    }

    @Test(arguments: versions)
    func `each ORC begins an order`(version: String) throws {
        let found = try groups("PID ORC OBR NTE DG1 OBX ORC OBR ORC OBR OBX", version)
        #expect(
            found.tree == """
                MSH PATIENT(PID) ORDER(ORC OBSERVATION_REQUEST(OBR NTE DG1 OBSERVATION(OBX))) \
                ORDER(ORC OBSERVATION_REQUEST(OBR)) ORDER(ORC OBSERVATION_REQUEST(OBR OBSERVATION(OBX)))
                """
        )
        #expect(found.problems.isEmpty)
    }

    @Test(arguments: ["2.5.1", "2.7"])
    func `each order has its timings and specimens`(version: String) throws {
        let found = try groups("PID ORC TQ1 OBR SPM SAC ORC TQ1 OBR SPM", version)
        #expect(
            found.tree == """
                MSH PATIENT(PID) ORDER(ORC TIMING(TQ1) OBSERVATION_REQUEST(OBR SPECIMEN(SPM CONTAINER(SAC)))) \
                ORDER(ORC TIMING(TQ1) OBSERVATION_REQUEST(OBR SPECIMEN(SPM)))
                """
        )
        #expect(found.problems.isEmpty)
    }

    @Test(arguments: versions)
    func `a second OBR is an order whose ORC is missing, not a prior result`(version: String) throws {
        let found = try groups("PID ORC OBR OBX OBR OBX", version)
        #expect(
            found.tree == """
                MSH PATIENT(PID) ORDER(ORC OBSERVATION_REQUEST(OBR OBSERVATION(OBX))) \
                ORDER(OBSERVATION_REQUEST(OBR OBSERVATION(OBX)))
                """
        )
        #expect(found.problems == ["this segment is required in ORDER"])
    }

    @Test(arguments: versions)
    func `prior results begin with a patient, and end with what only an order has`(version: String) throws {
        let found = try groups("PID ORC OBR OBX PID ORC OBR OBX BLG ORC OBR", version)
        #expect(
            found.tree == """
                MSH PATIENT(PID) ORDER(ORC OBSERVATION_REQUEST(OBR OBSERVATION(OBX) PRIOR_RESULT(PATIENT_PRIOR(PID) \
                ORDER_PRIOR(ORC OBR OBSERVATION_PRIOR(OBX)))) BLG) ORDER(ORC OBSERVATION_REQUEST(OBR))
                """
        )
        #expect(found.problems.isEmpty)
    }

    @Test func `a second prescription without an ORC is an order too`() throws {
        let message = try message("PID ORC TQ1 RXE RXR TQ1 RXE RXR", type: "RDE^O11^RDE_O11")
        let structure = try #require(StructureCatalog.shared.structure(for: message.header))
        let tree = sketch(message, message.groups(as: structure))
        #expect(tree.hasPrefix("MSH PATIENT(PID) ORDER(ORC TIMING(TQ1) RXE RXR"))
    }
}
