// Small maps from FHIR for the tests, and what they make of a resource.

import FHIR
import LocatedYAML
import Mapping

enum ResourceMapSamples {
    static let admission = """
        map: ADT_A01
        from: fhir Bundle
        to: hl7v2 ADT_A01
        version: 2.5.1
        emit:
          - segment: MSH
            set:
              MSH-3.1: {constant: PORTAL}
              MSH-9.2: iif(entry.resource.ofType(Encounter).exists(status = 'finished'), 'A03', 'A01')
          - segment: EVN
            set:
              EVN-2: now()
          - segment: PID
            for: entry.resource.ofType(Patient).first()
            as: patient
            use: PID
          - segment: NK1
            for: entry.resource.ofType(Patient).first().contact
            set:
              NK1-1: position()
              NK1-2: XPN(name)
          - segment: PV1
            for: entry.resource.ofType(Encounter).first()
            required: true
            set:
              PV1-2: class.code.lookup('patient-class')
              PV1-44: period.start
        """

    static let patient = """
        map: PID
        from: fhir Patient
        to: hl7v2 PID
        set:
          PID-1: {constant: '1'}
          PID-3: CX(identifier)
          PID-5: name
          PID-7: birthDate
          PID-8: gender.lookup('administrative-gender')
          PID-24: multipleBirth.ofType(boolean)
          PID-30:
            when: deceased.ofType(boolean).exists()
            value: deceased.ofType(boolean)
            otherwise:
              when: deceased.exists()
              value: {constant: Y}
          PID-33: meta.lastUpdated
        """

    static let name = """
        map: XPN
        from: fhir HumanName
        to: hl7v2 XPN
        when: family.exists() or given.exists()
        set:
          .1.1: family
          .2: given.first()
          .3: given.skip(1).join(' ')
          .7:
            switch: use
            cases:
              official: {constant: L}
              maiden: {constant: M}
        """

    static let identifier = """
        map: CX
        from: fhir Identifier
        to: hl7v2 CX
        set:
          .1: value
          .4:
            set:
              .2: iif(system.startsWith('urn:oid:'), system.substring(8))
              .3:
                when: system.startsWith('urn:oid:')
                value: {constant: ISO}
          .5: type.coding.where(system = 'http://terminology.hl7.org/CodeSystem/v2-0203').code.first()
        """

    static let tables = """
        table: administrative-gender
        default: unknown
        codes: {F: female, M: male, A: other, O: other, U: unknown}
        reverse: {other: O}
        """

    static let classes = """
        table: patient-class
        unmapped: error
        codes: {I: IMP, O: AMB}
        """

    /// Compiles maps by their paths, those above completed or replaced.
    static func compile(_ files: [String: String] = [:]) -> (library: MapLibrary, problems: [String]) {
        var all = [
            "fhir-to-hl7v2/messages/ADT_A01.yaml": admission, "fhir-to-hl7v2/segments/PID.yaml": patient,
            "fhir-to-hl7v2/datatypes/XPN.yaml": name, "fhir-to-hl7v2/datatypes/CX.yaml": identifier,
            "tables/administrative-gender.yaml": tables, "tables/patient-class.yaml": classes,
        ]
        all.merge(files) { $1 }
        var diagnostics = Diagnostics()
        let library = MapLibrary.compile(
            files: all.map { SiteFile(path: $0.key, text: $0.value) },
            into: &diagnostics
        )
        return (library, diagnostics.sorted.map(\.description))
    }

    /// The Bundle of a patient with a visit; entries may be added.
    static func bundle(_ more: String = "", patient: String = "", visit: String = visit) -> String {
        """
        {"resourceType":"Bundle","type":"transaction","entry":[
        {"fullUrl":"urn:uuid:7a1e0b1c-0000-4000-8000-000000000001","resource":{"resourceType":"Patient",
        "identifier":[{"system":"urn:oid:1.2.3","value":"4711","type":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v2-0203","code":"MR"}]}},
        {"value":"0815"}],
        "name":[{"use":"official","family":"O'Neil & Söhne","given":["Jane","Q","R"]},{"use":"maiden","family":"Roe"}],
        "birthDate":"1980-02","gender":"other"\(patient)}},
        \(visit)\(more)]}
        """
    }

    static let visit = """
        {"resource":{"resourceType":"Encounter","status":"in-progress",
        "class":{"code":"IMP"},"period":{"start":"2026-03-01T10:15:00.25+01:00"}}}
        """

    /// The segments of the message that a map makes.
    static func run(
        _ text: String,
        _ files: [String: String] = [:],
        heading: MessageHeading = MessageHeading()
    ) throws -> (segments: [String], problems: [String]) {
        let compiled = compile(files)
        guard let map = compiled.library.resourceMap(named: "ADT_A01") else { return ([], compiled.problems) }
        let outcome = map.run(
            try JSONReader.read(text),
            identity: Array("1".utf8),
            heading: heading,
            in: MapContext(acceptedAt: 1_795_352_400_123)
        )
        let message = String(decoding: outcome.message ?? [], as: UTF8.self)
        return (
            message.split(separator: "\r").map(String.init),
            compiled.problems + outcome.problems.map(\.description)
        )
    }
}
