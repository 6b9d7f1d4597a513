import FHIR
import Testing

struct DefinitionsTests {
    let r4 = Definitions.r4

    @Test func `the built-in table has every type of R4`() throws {
        #expect(r4.version == "4.0.1")
        #expect(r4.resources.count == 146)
        #expect(r4.types.filter(\.isPrimitive).count == 20)
        let patient = try #require(r4.type(named: "Patient"))
        #expect(r4.isResource(patient))
        #expect(!r4.isPrimitive(patient))
        #expect(r4.type(named: "Patien") == nil)
    }

    @Test func `inherited elements come first, in definition order`() throws {
        let patient = try #require(r4.type(named: "Patient"))
        let names = r4.elements(of: patient).map(\.name)
        #expect(
            Array(names.prefix(9)) == [
                "id", "meta", "implicitRules", "language", "text", "contained", "extension",
                "modifierExtension", "identifier",
            ]
        )
        #expect(r4.elements(of: patient).map(\.order) == Array(names.indices))
    }

    @Test func `a choice is found by its base name and by its typed name`() throws {
        let observation = try #require(r4.type(named: "Observation"))
        let element = try #require(r4.element(named: "value[x]", in: observation))
        #expect(element.isChoice && !element.isRepeating && element.onlyMember == nil)
        #expect(r4.element(named: "value", in: observation)?.name == "value[x]")
        #expect(r4.element(named: "valueQuantity", in: observation)?.name == "value[x]")
        let member = try #require(r4.member(named: "valueQuantity", in: observation))
        #expect(r4.name(of: member) == "valueQuantity")
        #expect(r4[r4.type(of: member)].name == "Quantity")
        #expect(element.member(as: r4.type(of: member)) == member)
        #expect(r4.member(named: "valueAddress", in: observation) == nil)
    }

    @Test func `nested elements are types, and content references lead to them`() throws {
        let entry = try #require(r4.type(named: "Bundle.entry"))
        #expect(r4[entry].kind == .nested)
        let link = try #require(r4.member(named: "link", in: entry))
        #expect(r4[r4.type(of: link)].name == "Bundle.link")
        #expect(r4.element(named: "modifierExtension", in: entry)?.isModifier == true)
    }

    @Test func `required bindings list their codes with their systems`() throws {
        let patient = try #require(r4.type(named: "Patient"))
        let gender = try #require(r4.element(named: "gender", in: patient)?.binding)
        #expect(gender.allCodes == ["female", "male", "other", "unknown"])
        #expect(gender.systems(of: "female") == ["http://hl7.org/fhir/administrative-gender"])
        #expect(!gender.contains("F"))
    }

    @Test func `references say what they may refer to`() throws {
        let report = try #require(r4.type(named: "DiagnosticReport"))
        let result = try #require(r4.element(named: "result", in: report))
        #expect(result.types.first?.targets.map { r4[$0].name } == ["Observation"])
    }

    @Test func `a type is its ancestors too`() throws {
        let patient = try #require(r4.type(named: "Patient"))
        let resource = try #require(r4.type(named: "Resource"))
        #expect(r4.type(patient, isA: resource))
        #expect(!r4.type(resource, isA: patient))
    }
}
