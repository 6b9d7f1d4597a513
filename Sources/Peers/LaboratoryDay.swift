// A laboratory's day in messages: patients on wards, a few reports each, tests that come again and values that differ.
//
// For benchmarks of work that may remember: what repeats here repeats as it does in a hospital, and what is a message's
// own (numbers, times, values) never does. The same seed makes the same day.

/// Laboratory results of about 2 KB with eight observations each, and a note on those out of range.
public struct LaboratoryDay: Sendable {
    /// The messages, in the order in which the laboratory sends them.
    public let messages: [[UInt8]]

    /// Reports that a patient gets on a day.
    private static let reportsPerPatient = 3

    /// Makes a day.
    ///
    /// - Parameters:
    ///   - reports: how many messages it has.
    ///   - seed: what makes it another day.
    public init(reports: Int, seed: UInt64 = 1) {
        var chance = Chance(state: seed)
        let patients = (0..<max(1, reports / Self.reportsPerPatient)).map { Patient($0, &chance) }
        messages = (0..<reports).map { number in
            Self.report(number, of: patients[chance.number(below: patients.count)], &chance)
        }
    }

    private static func report(_ number: Int, of patient: Patient, _ chance: inout Chance) -> [UInt8] {
        let doctor = person(1000 + chance.number(below: 60), "Ordering")
        let technician = person(2000 + chance.number(below: 12), "Technician")
        let hour = "20261122" + twoDigits(6 + number * 12 / 1000 % 12)
        let drawn = "\(hour)\(twoDigits(chance.number(below: 30)))00+0100"
        let reported =
            "\(hour)\(twoDigits(30 + chance.number(below: 30)))\(twoDigits(chance.number(below: 60)))+0100"
        let order = "\(700_000 + number)"
        var segments = [
            "MSH|^~\\&|LABSYS|NORTHLAB|EHR|NORTH|\(reported)||ORU^R01^ORU_R01|D\(number)|P|2.5.1",
            "PID|1||\(patient.number)^^^NORTH^MR||\(patient.name)|\(patient.born)|\(patient.sex)|||"
                + "Ringstrasse \(patient.house)^^Musterstadt^^12345^DE",
            "PV1|1|I|\(patient.bed)||||\(doctor)|||MED||||||||I|V\(patient.number)",
            "ORC|RE|P\(order)^EHR|F\(order)^NORTHLAB|||||||||\(doctor)",
            "OBR|1|P\(order)^EHR|F\(order)^NORTHLAB|24323-8^Comprehensive metabolic panel^LN|||\(drawn)|||"
                + "||||||\(doctor)||||||\(reported)||CH|F",
        ]
        for (index, test) in tests.enumerated() {
            let value = test.low * 8 / 10 + chance.number(below: max(2, (test.high - test.low) * 15 / 10))
            let flag = value < test.low ? "L" : value > test.high ? "H" : "N"
            segments += [
                "OBX|\(index + 1)|NM|\(test.code)^\(test.name)^LN||\(decimal(value))|\(test.unit)^\(test.unit)^UCUM|"
                    + "\(decimal(test.low))-\(decimal(test.high))|\(flag)|||F|||\(drawn)||\(technician)|||\(reported)"
            ]
            // What is out of range was measured again.
            if flag != "N" {
                segments.append("NTE|1|L|Measured twice; both values agree within the limits of the method.")
            }
        }
        return Array((segments.joined(separator: "\r") + "\r").utf8)
    }

    /// Someone who stays on a ward.
    private struct Patient {
        let number: String
        let name: String
        let born: String
        let sex: String
        let house: Int
        let bed: String

        init(_ index: Int, _ chance: inout Chance) {
            number = "\(100_000 + index)"
            name = "\(chance.pick(LaboratoryDay.families))\(index)^\(chance.pick(LaboratoryDay.given))^B"
            let month = twoDigits(1 + chance.number(below: 12))
            born = "\(1930 + chance.number(below: 90))\(month)\(twoDigits(1 + chance.number(below: 28)))"
            sex = chance.pick(["F", "M"])
            house = 1 + chance.number(below: 200)
            let ward = 1 + chance.number(below: 20)
            bed = "W\(ward)^R\(1 + chance.number(below: 15))^B\(1 + chance.number(below: 3))^NORTH"
        }
    }

    private static let families = ["Testperson", "Muster", "Beispiel", "Probe", "Sample", "Example"]
    private static let given = ["Ada", "Bea", "Carl", "Dora", "Emil", "Fritz", "Gina", "Hans", "Ida", "Jan"]

    private static func person(_ number: Int, _ family: String) -> String {
        "\(number)^\(family)\(number)^Otto^^^Dr"
    }

    /// Bounds in tenths.
    private static let tests: [(code: String, name: String, low: Int, high: Int, unit: String)] = [
        ("2345-7", "Glucose [Mass/volume] in Serum or Plasma", 700, 990, "mg/dL"),
        ("3094-0", "Urea nitrogen [Mass/volume] in Serum or Plasma", 70, 200, "mg/dL"),
        ("2160-0", "Creatinine [Mass/volume] in Serum or Plasma", 6, 12, "mg/dL"),
        ("2951-2", "Sodium [Moles/volume] in Serum or Plasma", 1350, 1450, "mmol/L"),
        ("2823-3", "Potassium [Moles/volume] in Serum or Plasma", 35, 51, "mmol/L"),
        ("2075-0", "Chloride [Moles/volume] in Serum or Plasma", 980, 1070, "mmol/L"),
        ("1742-6", "Alanine aminotransferase in Serum or Plasma", 70, 560, "U/L"),
        ("1920-8", "Aspartate aminotransferase in Serum or Plasma", 100, 400, "U/L"),
    ]

    private static func decimal(_ tenths: Int) -> String { "\(tenths / 10).\(tenths % 10)" }
}

private func twoDigits(_ number: Int) -> String {
    number < 10 ? "0\(number)" : "\(number)"
}

/// Numbers that a seed repeats (SplitMix64).
private struct Chance {
    var state: UInt64

    mutating func number(below limit: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(max(1, limit)))
    }

    mutating func pick(_ choices: [String]) -> String {
        choices[number(below: choices.count)]
    }
}
