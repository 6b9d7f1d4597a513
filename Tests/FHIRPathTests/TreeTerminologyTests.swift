import FHIR
import Testing

@testable import FHIRPath

/// `memberOf`, `subsumes` and `conformsTo`, with what the definitions know and what the caller does.
struct TreeTerminologyTests {
    private static let codings = "maritalStatus.coding"

    private func texts(_ text: String, knowing knowledge: TreeKnowledge = TreeKnowledge()) throws -> [String]
    {
        let tree = TreeSamples.patient
        var environment = TreeEnvironment()
        environment.knowledge = knowledge
        return try TreeExpression(text, context: tree.type(at: tree.rootIndex))
            .evaluate(tree, in: environment).map { $0.text(in: tree) ?? "" }
    }

    @Test(arguments: [
        ("\(codings)[0].subsumes(\(codings)[0])", ["true"]),
        ("\(codings)[0].subsumedBy(\(codings)[0])", ["true"]),
        ("\(codings)[0].subsumes(\(codings)[1])", []), ("\(codings)[0].subsumes(\(codings)[2])", []),
        ("maritalStatus.subsumes(\(codings)[1])", ["true"]), ("maritalStatus.subsumes({})", []),
        ("identifier.type.memberOf('http://example.org/unknown')", []),
        ("gender.memberOf('http://hl7.org/fhir/ValueSet/administrative-gender')", ["false"]),
        ("conformsTo('http://hl7.org/fhir/StructureDefinition/DomainResource')", ["true"]),
        ("conformsTo('http://hl7.org/fhir/StructureDefinition/Group')", ["false"]),
        ("{}.conformsTo('x')", []),
        ("{}.elementDefinition()", []), ("{}.slice('x', 'y')", []),
    ])
    func `the definitions answer what they know`(expression: String, expected: [String]) throws {
        #expect(try texts(expression) == expected)
    }

    @Test(arguments: [
        "name.first().subsumes(name.first())", "\(codings).subsumes(\(codings)[0])",
        "conformsTo('urn:example:profile')",
        "name.elementDefinition()", "name.slice('x', 'y')",
    ])
    func `what cannot be answered at all is a problem`(expression: String) {
        #expect(throws: TreeProblem.self) { try texts(expression) }
    }

    @Test func `the caller's knowledge comes first`() throws {
        var knowledge = TreeKnowledge()
        knowledge.subsumes = { general, special, system in
            system == "urn:example:codes" ? general == "a" && special == "b" : nil
        }
        knowledge.isMember = { code, system, valueSet in
            valueSet == "urn:example:set" ? code == "b" && system == "urn:example:codes" : nil
        }
        knowledge.conforms = { node, profile in profile == "urn:example:profile" ? node["id"] != nil : nil }
        #expect(try texts("\(Self.codings)[0].subsumes(\(Self.codings)[1])", knowing: knowledge) == ["true"])
        #expect(
            try texts("\(Self.codings)[0].subsumedBy(\(Self.codings)[1])", knowing: knowledge) == ["false"]
        )
        #expect(try texts("\(Self.codings)[2].subsumes(\(Self.codings)[1])", knowing: knowledge) == [])
        #expect(try texts("maritalStatus.memberOf('urn:example:set')", knowing: knowledge) == ["true"])
        #expect(try texts("\(Self.codings)[0].memberOf('urn:example:set')", knowing: knowledge) == ["false"])
        #expect(try texts("conformsTo('urn:example:profile')", knowing: knowledge) == ["true"])
        #expect(
            try texts("conformsTo('http://hl7.org/fhir/StructureDefinition/Patient')", knowing: knowledge)
                == ["true"]
        )
    }
}
