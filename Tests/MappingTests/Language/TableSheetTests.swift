import FHIR
import Mapping
import Testing

/// Code tables as sheets, and what becomes of codes that no row has.
struct TableSheetTests {
    private static let message = """
        MSH|^~\\&|LAB|NORTH|EHR|MAIN|20260301101500+0100||ADT^A01^ADT_A01|M1|P|2.5.1
        PID|1||4711^^^NORTH^MR||Doe^Jane|||Z
        """

    private static let map = """
        map: ADT_A01
        from: hl7v2 ADT_A01
        to: fhir Bundle
        emit:
          - resource: Patient
            identity: PID-3.1
            set:
              name.text: PID-5.1
              gender: PID-8.lookup('sex')
              maritalStatus: PID-8.lookup('sex')
        """

    private func patient(_ table: [String: String]) throws -> Tree.Node {
        let trial = try MapTrial(table.merging(["hl7v2-to-fhir/a.yaml": Self.map]) { $1 })
        #expect(trial.problems == [])
        return try trial.resource("Patient", of: "ADT_A01", Self.message)
    }

    @Test(arguments: [
        "code,target,display,system\nM,male,,\nZ,other,\"Other, or \"\"none\"\"\nof these\",http://north.example.org\n",
        "\u{FEFF}# the laboratory's\n# system: http://north.example.org\r\nCode;Remark;Target;Display\r\nZ;new;other;\"Other, or \"\"none\"\"\nof these\"",
    ])
    func `a sheet is a table`(sheet: String) throws {
        let patient = try patient(["tables/sex.csv": sheet])
        #expect(patient.text(at: "gender") == "other")
        #expect(patient.text(at: "maritalStatus.coding.display") == "Other, or \"none\"\nof these")
        #expect(patient.text(at: "maritalStatus.coding.system") == "http://north.example.org")
    }

    @Test func `what stands beside codes stands above the header`() throws {
        let patient = try patient(["tables/sex.csv": "# default: unknown\ncode,target\nM,male\n"])
        #expect(patient.text(at: "gender") == "unknown")
    }

    @Test(arguments: [
        ("code,meaning\nM,male\n", "1:1: error: the header has no column `target`"),
        ("code,target\nM,male\nM,female\n", "3:1: error: codes.M: the code stands in line 2, too"),
        ("code,target\nM,\n", "2:1: error: the row has no target"),
        (
            "# defalt: unknown\ncode,target\nM,male\n",
            "1:1: error: defalt: unknown key; did you mean `default`?"
        ),
        ("code,target\n\"M,male\n", "2:1: error: the quotation mark that begins here is never closed"),
        ("", "1:1: error: the sheet is empty"),
    ])
    func `a wrong sheet is named with its line`(sheet: String, expected: String) throws {
        let found = try MapTrial.problems(of: sheet, path: "tables/sex.csv")
        #expect(found.contains { $0.hasPrefix(expected) }, "\(found)")
    }

    @Test func `an unmapped code can become an absent value`() throws {
        let patient = try patient(["tables/sex.yaml": "table: sex\nunmapped: absent\ncodes: {M: male}\n"])
        #expect(patient.text(at: "gender") == nil)
        #expect(
            patient.text(at: "gender.extension.url")
                == "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
        )
        #expect(patient.text(at: "gender.extension.valueCode") == "unknown")
        #expect(
            patient.text(at: "maritalStatus.coding.system")
                == "http://terminology.hl7.org/CodeSystem/data-absent-reason"
        )
    }
}
