// The fields of the fixtures' message, as the engine hands them to the console.

import Console

extension Fixtures {
    static var parsed: [ParsedLine] {
        [
            .segment(
                segment(
                    "MSH",
                    "Message Header",
                    0,
                    [
                        ("MSH-3", "Sending Application", "LAB", []),
                        ("MSH-4", "Sending Facility", "NORTH", []),
                        ("MSH-7", "Date/Time of Message", "20261122094501", []),
                        (
                            "MSH-9", "Message Type", "",
                            [
                                ("MSH-9.1", "Message Code", "ORU"), ("MSH-9.2", "Trigger Event", "R01"),
                                ("MSH-9.3", "Message Structure", "ORU_R01"),
                            ]
                        ),
                        ("MSH-10", "Message Control ID", "LAB-00042", []),
                    ]
                )
            ),
            .group(name: "PATIENT_RESULT", depth: 0),
            .group(name: "PATIENT", depth: 1),
            .segment(
                segment(
                    "PID",
                    "Patient Identification",
                    2,
                    [
                        (
                            "PID-3", "Patient Identifier List", "",
                            [
                                ("PID-3.1", "ID Number", "900017"),
                                ("PID-3.4", "Assigning Authority", "NORTH"),
                                ("PID-3.5", "Identifier Type Code", "MR"),
                            ]
                        ),
                        (
                            "PID-5", "Patient Name", "",
                            [
                                ("PID-5.1", "Family Name", "Probe"), ("PID-5.2", "Given Name", "Paula"),
                            ]
                        ),
                        ("PID-7", "Date/Time of Birth", "19700102", []),
                    ]
                )
            ),
            .group(name: "ORDER_OBSERVATION", depth: 1),
            .segment(
                segment(
                    "OBR",
                    "Observation Request",
                    2,
                    [
                        ("OBR-3", "Filler Order Number", "L-99", [])
                    ]
                )
            ),
            .group(name: "OBSERVATION", depth: 2),
            .segment(
                segment(
                    "OBX",
                    "Observation/Result",
                    3,
                    [
                        ("OBX-2", "Value Type", "NM", []), ("OBX-5", "Observation Value", "13.4", []),
                        ("OBX-6", "Units", "g/dL", []),
                    ]
                )
            ),
        ]
    }

    private typealias Part = (String, String, String)

    private static func segment(
        _ name: String,
        _ title: String,
        _ depth: Int,
        _ fields: [(String, String, String, [Part])]
    ) -> ParsedSegment {
        ParsedSegment(
            name: name,
            title: title,
            depth: depth,
            fields: fields.map { location, name, value, parts in
                ParsedField(
                    location: location,
                    name: name,
                    value: value,
                    parts: parts.map { ParsedPart(location: $0.0, name: $0.1, value: $0.2) }
                )
            }
        )
    }
}
