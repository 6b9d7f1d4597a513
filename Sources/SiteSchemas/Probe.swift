// Small sites that make every reader of site files ask for all its keys.
//
// A kind of listener, destination or route that is missing here is missing in the schemas; a test that validates the
// shipped site and the reference's examples shows it.

import LocatedYAML
import MapTesting
import Mapping
import Routing

/// What readers ask for when they read these files.
enum Probe {
    static let settings = SiteFile(
        path: "corridor.yaml",
        text: """
            database: postgresql://database.example.org/corridor
            console: {host: 127.0.0.1}
            """
    )

    static let routes = SiteFile(
        path: "routes/probe.yaml",
        text: """
            listeners:
              mllp: {type: mllp, port: 1, charset: {default: ASCII}, tls: {certificate: a.pem, key: b.pem}}
              fhir:
                type: fhir
                port: 2
                tls: {certificate: a.pem, key: b.pem}
                tokens: {issuer: https://a.example.org, audience: a, keys: a.json}
            destinations:
              http:
                type: http
                url: https://a.example.org
                headers: {X-Source: a}
                header: {processing_id: P}
                auth: {type: bearer, token: a}
                retry: {first: 1s}
              basic: {type: http, url: https://a.example.org, auth: {type: basic, user: a, password: a}}
              fhir: {type: fhir, url: https://a.example.org, auth: {type: bearer, token: a}, retry: {first: 1s}}
              mllp:
                type: mllp
                url: mllp://a.example.org:1
                tls: {ca: a.pem}
                header: {processing_id: P}
                retry: {first: 1s}
              mllp-address: {type: mllp, host: a.example.org, port: 1}
            routes:
              single: {from: mllp, to: http}
              dropping: {from: mllp, drop: a reason}
              group:
                from: mllp
                routes: {member: {to: http}, dropping: {drop: a reason}}
                otherwise: {to: http}
            """
    )

    static let map = SiteFile(
        path: "hl7v2-to-fhir/messages/probe.yaml",
        text: """
            map: probe
            from: hl7v2 ADT_A01
            to: fhir Bundle
            emit:
              - resource: Patient
                set:
                  birthDate: {value: PID-7.toDate()}
            """
    )

    static let resourceMap = SiteFile(
        path: "fhir-to-hl7v2/messages/probe.yaml",
        text: """
            map: probe
            from: fhir Patient
            to: hl7v2 ADT_A31
            emit:
              - segment: PID
                set:
                  PID-7: {value: birthDate}
            """
    )

    static let change = SiteFile(
        path: "fhir-to-fhir/probe.yaml",
        text: """
            map: probe
            from: fhir Bundle
            to: fhir Bundle
            set: {type: {value: type}}
            emit:
              - change: Patient
                set:
                  birthDate: {value: birthDate}
            """
    )

    static let edits = SiteFile(
        path: "hl7v2-to-hl7v2/probe.yaml",
        text: """
            map: probe
            from: hl7v2 ADT_A01
            to: hl7v2 ADT_A01
            edit:
              - {set: PID-8, constant: F}
              - {clear: PID-19}
              - {"null": PID-20}
              - {drop: NTE}
              - {add: ZLR, after: PID, set: {ZLR-1: {constant: a}}}
              - {move: PV1, after: PID}
              - {renumber: NK1-1}
              - {for: NK1, edit: [{clear: NK1-2}]}
            """
    )

    static let editMap = SiteFile(
        path: "hl7v2-to-hl7v2/probe.yaml",
        text: """
            map: probe
            from: hl7v2 ORU_R01
            to: hl7v2 ORU_R01
            split: ORDER_OBSERVATION
            edit:
              - {set: MSH-5, constant: A}
              - {set: MSH-6, to: MSH-4}
              - {clear: PID-19}
              - {"null": PID-20}
              - {drop: SPM}
              - {add: ZLR, after: OBR, set: {ZLR-1: ORC-21.1}}
              - {move: PV1, after: PID}
              - {for: OBX, edit: [{clear: OBX-8}]}
              - {renumber: OBX-1}
            """
    )

    static let table = SiteFile(path: "tables/probe.yaml", text: "table: probe\ncodes: {A: {code: a}}")

    static let profile = SiteFile(
        path: "profiles/probe.yaml",
        text: "profile: probe\nsegments: {PID: {fields: {3: {required: true}}}}"
    )

    static let test = SiteFile(
        path: "routes/probe.test.yaml",
        text: """
            tests:
              - name: probe
                given: {file: a.hl7}
                expect: {file: a.json}
            """
    )

    /// What the readers of a file ask for, by the dotted path of each mapping.
    static func mappings(of file: SiteFile) -> [String: [KeyRecorder.Mapping]] {
        let mappings = KeyRecorder.mappings {
            var diagnostics = Diagnostics()
            if file.isTest {
                _ = TestFiles.tests(in: [file], into: &diagnostics)
            } else {
                _ = Site.compile([file], secrets: Secrets { _ in "a" }, into: &diagnostics)
            }
        }
        return Dictionary(grouping: mappings.filter { $0.location.file == file.path }, by: \.path)
    }
}
