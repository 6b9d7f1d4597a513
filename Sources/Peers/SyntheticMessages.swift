// Synthetic HL7 v2 traffic for the benchmarks and crash tests: no real patient, every message tells itself apart.

/// Makes laboratory results of about 2 KB.
public struct SyntheticMessages: Sendable {
    /// How many patients the results are spread over.
    public let patients: Int
    /// Told apart from other runs by this name in MSH-10.
    public let run: String

    /// Plans a run.
    public init(run: String, patients: Int) {
        self.run = run
        self.patients = max(1, patients)
    }

    /// The number of the patient that message `number` of a connection is about: each connection has its own
    /// patients, so that one patient's messages have one order.
    public func patient(connection: Int, number: Int) -> String {
        "\(run)P\(connection)X\(number % patients)"
    }

    /// The message control ID of a message, `run-connection-number`.
    public func controlID(connection: Int, number: Int) -> String {
        "\(run)-\(connection)-\(number)"
    }

    /// An ORU^R01 of about 2 KB with eight observations.
    ///
    /// Put together from bytes that are made once, so that a load costs its sender little.
    public func result(connection: Int, number: Int) -> [UInt8] {
        let patient = Array(patient(connection: connection, number: number).utf8)
        let controlID = Array(controlID(connection: connection, number: number).utf8)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.template.reduce(0) { $0 + $1.text.count + 32 })
        for piece in Self.template {
            bytes += piece.text
            switch piece.mark {
            case .controlID: bytes += controlID
            case .patient: bytes += patient
            case nil: break
            }
        }
        return bytes
    }

    /// What stands in the place of a mark.
    private enum Mark: Character {
        case controlID = "#"
        case patient = "@"
    }

    /// The message cut at its marks.
    private static let template: [(text: [UInt8], mark: Mark?)] = {
        var pieces: [(text: [UInt8], mark: Mark?)] = []
        var text = ""
        for character in (segments + observations).joined(separator: "\r") + "\r" {
            if let mark = Mark(rawValue: character) {
                pieces.append((Array(text.utf8), mark))
                text = ""
            } else {
                text.append(character)
            }
        }
        return pieces + [(Array(text.utf8), nil)]
    }()

    private static let segments = [
        "MSH|^~\\&|LABSYS|NORTHLAB|EHR|NORTH|20261122103000+0100||ORU^R01^ORU_R01|#|P|2.5.1",
        "PID|1||@^^^NORTH^MR||Testperson^Ada^B||19700101|F|||Ringstrasse 1^^Musterstadt^^12345^DE",
        "PV1|1|I|W3^R12^B1^NORTH||||1001^Ordering^Otto^^^Dr|||MED||||||||I|V@",
        "ORC|RE|P#^EHR|#^NORTHLAB|||||||||1001^Ordering^Otto^^^Dr",
        "OBR|1|P#^EHR|#^NORTHLAB|24323-8^Comprehensive metabolic panel^LN|||20261122101500+0100|||"
            + "||||||1001^Ordering^Otto^^^Dr||||||20261122102900+0100||CH|F",
    ]

    private static let observations = tests.enumerated().flatMap { index, test in
        [
            "OBX|\(index + 1)|NM|\(test.code)^\(test.name)^LN||\(test.base)|"
                + "\(test.unit)^\(test.unit)^UCUM|\(test.range)|N|||F|||20261122101500+0100||"
                + "2002^Technician^Tina|||20261122102800+0100",
            "NTE|1|L|Measured twice; both values agree within the limits of the method.",
        ]
    }

    private static let tests: [(code: String, name: String, base: Int, unit: String, range: String)] = [
        ("2345-7", "Glucose [Mass/volume] in Serum or Plasma", 90, "mg/dL", "70-99"),
        ("3094-0", "Urea nitrogen [Mass/volume] in Serum or Plasma", 12, "mg/dL", "7-20"),
        ("2160-0", "Creatinine [Mass/volume] in Serum or Plasma", 1, "mg/dL", "0.6-1.2"),
        ("2951-2", "Sodium [Moles/volume] in Serum or Plasma", 138, "mmol/L", "135-145"),
        ("2823-3", "Potassium [Moles/volume] in Serum or Plasma", 4, "mmol/L", "3.5-5.1"),
        ("2075-0", "Chloride [Moles/volume] in Serum or Plasma", 101, "mmol/L", "98-107"),
        ("1742-6", "Alanine aminotransferase in Serum or Plasma", 22, "U/L", "7-56"),
        ("1920-8", "Aspartate aminotransferase in Serum or Plasma", 24, "U/L", "10-40"),
    ]
}
