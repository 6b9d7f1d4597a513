import FHIR
import Mapping
import Testing

/// Texts that have names: of a map, of a fragment, of the site.
struct ConstantTests {
    private static let message = """
        MSH|^~\\&|LAB|NORTH|EHR|MAIN|20260301101500+0100||ADT^A01^ADT_A01|M1|P|2.5.1
        PID|1||4711^^^NORTH^MR||Doe^Jane
        """

    private static func map(_ head: String, value: String) -> String {
        "map: ADT_A01\nfrom: hl7v2 ADT_A01\nto: fhir Bundle\n\(head)"
            + "emit:\n  - resource: Patient\n    identity: PID-3.1\n    set:\n      language: \(value)\n"
    }

    private func language(_ files: [String: String]) throws -> String? {
        let trial = try MapTrial(files)
        #expect(trial.problems == [])
        return try trial.resource("Patient", of: "ADT_A01", Self.message).text(at: "language")
    }

    @Test func `a map's constants come before the site's variables`() throws {
        let site = "variables: {tongue: de, other: fr}\n"
        let path = "hl7v2-to-fhir/a.yaml"
        let own = Self.map("constants: {tongue: en}\n", value: "\"%tongue\"")
        #expect(try language([path: own, "corridor.yaml": site]) == "en")
        let shared = Self.map("", value: "coalesce({}, %other)")
        #expect(try language([path: shared, "corridor.yaml": site]) == "fr")
    }

    @Test func `an heir's constant holds in what it inherits`() throws {
        let base = Self.map("constants: {tongue: en}\n", value: "\"%tongue\"").replacing("A01", with: "A03")
        let heir = "map: ADT_A01\nfrom: hl7v2 ADT_A01\nextends: ADT_A03\nconstants: {tongue: nl}\n"
        #expect(try language(["hl7v2-to-fhir/a.yaml": base, "hl7v2-to-fhir/b.yaml": heir]) == "nl")
    }

    @Test func `a fragment brings its own`() throws {
        let fragment =
            "fragment: f\nconstants: {tongue: it}\nemit:\n  - resource: Patient\n    set: {language: \"%tongue\", birthDate: PID-7.toDate()}\n    identity: PID-3.1\n"
        let map = "map: ADT_A01\nfrom: hl7v2 ADT_A01\nto: fhir Bundle\nemit:\n  - include: f\n"
        // Constants alone make no resource.
        let set = fragment.replacing("birthDate: PID-7.toDate()", with: "name.text: PID-5.1")
        #expect(try language(["hl7v2-to-fhir/a.yaml": map, "hl7v2-to-fhir/f.yaml": set]) == "it")
    }

    @Test func `an unknown name is answered with the known`() throws {
        let text = Self.map("constants: {tongue: en}\n", value: "\"%tonge\"")
        let expected = "set.language: there is no constant `%tonge`; did you mean `%tongue`?"
        #expect(try MapTrial.problems(of: text).contains { $0.hasSuffix(expected) })
        let odd = Self.map("constants: {a b: en, c: [d]}\n", value: "\"%tonge\"")
        let found = try MapTrial.problems(of: odd)
        #expect(found.count == 3 && found[0].contains("a name begins with a letter"), "\(found)")
    }

    @Test func `maps from FHIR have them, too`() throws {
        let text = """
            map: NAME
            from: fhir HumanName
            to: hl7v2 XPN
            constants: {kind: L}
            set:
              .1: family
              .7: "%kind"
              .2: "%kint"
            """
        let found = try MapTrial.problems(of: text, path: "fhir-to-hl7v2/a.yaml")
        #expect(found == ["8:7: error: set..2: there is no `%kint` here; did you mean `%kind`?"])
    }
}

/// Segments that senders add to a structure.
struct ExtraSegmentTests {
    private static func map(_ head: String) -> String {
        """
        map: ORM_O01
        from: hl7v2 ORM_O01
        to: fhir Bundle
        \(head)
        emit:
          - for: ORDER
            emit:
              - resource: Basic
                identity: [ORC-2.1]
                set:
                  code.text: RXR-1.2
        """
    }

    private static let message = """
        MSH|^~\\&|LAB|NORTH|EHR|MAIN|20260301101500+0100||ORM^O01^ORM_O01|M1|P|2.3
        PID|1||4711^^^NORTH^MR||Doe^Jane
        ORC|NW|P1
        RXO|A^Aspirin
        RXR|PO^by mouth
        ORC|NW|P2
        RXO|B^Heparin
        RXR|SC^under the skin
        """

    @Test func `they are read where they stand`() throws {
        let trial = try MapTrial(["hl7v2-to-fhir/a.yaml": Self.map("extra_segments: [RXR, RXC]")])
        #expect(trial.problems == [])
        let routes = try trial.resources("ORM_O01", Self.message).map { $0.text(at: "code.text") }
        #expect(routes == ["by mouth", "under the skin"])
    }

    @Test(arguments: [
        ("RXX", "4:17: error: extra_segments: HL7 v2 has no segment `RXX`; did you mean `RX1`?"),
        ("OBR", "4:17: error: extra_segments: ORM_O01 has OBR at"),
    ])
    func `what the structure has or nobody knows is an error`(name: String, expected: String) throws {
        let found = try MapTrial.problems(of: Self.map("extra_segments: \(name)"))
        #expect(found.contains { $0.hasPrefix(expected) }, "\(found)")
    }
}
