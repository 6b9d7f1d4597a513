import FHIR
import FHIRPath
import LocatedYAML
import Testing

/// Conditions and keys over resources, as routes have them.
struct ResourceConditionTests {
    private static let here = SourceLocation(file: "routes/x.yaml", line: 3, column: 11)

    private static func problems(_ text: String) -> [String] {
        var diagnostics = Diagnostics()
        _ = ResourceCondition.compile(text, at: here, key: "when", into: &diagnostics)
        return diagnostics.items.map(\.description)
    }

    private static let patient = """
        {"resourceType":"Patient","id":"p","active":true,"gender":"female","name":[{"family":"Doe","given":["Jane","Q"]}],
        "identifier":[{"system":"urn:x","value":"4711"},{"system":"urn:y","value":"0815"}]}
        """
    private static let bundle = """
        {"resourceType":"Bundle","type":"transaction","entry":[{"resource":\(patient)},
        {"resource":{"resourceType":"Observation","status":"final","code":{"coding":[{"code":"718-7"},{"code":"HB"}]}}}]}
        """

    @Test(arguments: [
        (patient, "Patient.gender = 'female'", true),
        (patient, "gender = 'female'", true),
        (patient, "Patient.gender = 'male'", false),
        (patient, "Patient.active", true),
        (patient, "Patient.identifier.exists(system = 'urn:y')", true),
        (patient, "'0815' in Patient.identifier.value", true),
        (patient, "$this is Patient", true),
        (patient, "%resource.id = 'p'", true),
        (patient, "Observation.status = 'final'", false),
        (patient, "Observation.status != 'final'", false),
        (patient, "Observation.exists()", false),
        (patient, "Patient.birthDate < @2000-01-01", false),
        (patient, "Bundle.entry.resource.ofType(Observation).exists()", false),
        (bundle, "Bundle.entry.resource.ofType(Observation).exists()", true),
        (bundle, "Bundle.entry.resource.ofType(Observation).code.coding.exists(code = '718-7')", true),
        (bundle, "Bundle.entry.resource.ofType(Patient).all(gender = 'female')", true),
        (bundle, "Patient.gender = 'female'", false),
        (bundle, "Bundle.type = 'transaction'", true),
        (bundle, "Bundle.entry[0].resource is Patient", true),
        // Several where one is wanted, and steps without end: it does not hold.
        (patient, "coalesce(Patient.name.given) & 'x' = 'Janex'", false),
        (bundle, "(1|2|3|4|5|6|7|8|9).repeatAll($this).exists()", false),
    ])
    func `a condition holds or not`(resource: String, expression: String, expected: Bool) throws {
        var diagnostics = Diagnostics()
        let tree = try JSONReader.read(resource)
        let condition = ResourceCondition.compile(expression, at: Self.here, into: &diagnostics)
        #expect(diagnostics.items.map(\.description) == [])
        #expect(condition?.holds(for: tree) == expected)
    }

    @Test(arguments: [
        (
            "Patient.birthdate = @2000",
            "3:19: error: when: Patient has no element `birthdate`; did you mean `birthDate`?"
        ),
        ("Patient.gendre = 'x'", "Patient has no element `gendre`; did you mean `gender`?"),
        (
            "Patient.name",
            "a condition is true or false, and this yields HumanName; compare it, or end it with `.exists()`"
        ),
        (
            "Patient.name.given = 'x'",
            "3:30: error: when: `=` compares single values, and one side may be a list"
        ),
        ("Patient.name.family & 'x' = 'y'", "`&` takes single values, and one side may be a list"),
        ("Patient.name.family.startsWith('x')", "`startsWith` takes one item, and this may be a list"),
        ("Patient.birthDate < today()", "a rule reads no clock"),
        (
            "Bundle.entry.resource.ofType(Patient).active",
            "a condition is one truth value, and this may be a list"
        ),
        ("HumanName.family = 'x'", "what is at hand is never a HumanName; it is a Resource"),
        ("PID-8 = 'F'", "a location means something in HL7 v2 messages only"),
        ("Patient.gender == 'x'", "one `=` compares, and there is no `==`"),
        ("Patient.value.valueQuantity.exists()", "Patient has no element `value`"),
        ("%listener = 'apps'", "there is no `%listener` here"),
        ("subject.refrence.exists()", "no type has an element `refrence`"),
    ])
    func `a mistake is named with its place`(expression: String, expected: String) {
        let problems = Self.problems(expression)
        #expect(problems.count == 1)
        #expect(problems.first?.contains(expected) == true, "\(problems)")
    }

    @Test func `keys are the texts of all items`() throws {
        var diagnostics = Diagnostics()
        let text = "Patient.identifier.value | Bundle.entry.resource.ofType(Patient).identifier.value"
        let key = try #require(ResourceKeyExpression.compile(text, at: Self.here, into: &diagnostics))
        #expect(key.keys(of: try JSONReader.read(Self.patient)) == ["4711", "0815"])
        #expect(key.keys(of: try JSONReader.read(Self.bundle)) == ["4711", "0815"])
        #expect(ResourceKeyExpression.compile("Patient.identifier", at: Self.here, into: &diagnostics) == nil)
        #expect(
            diagnostics.items.map(\.description) == [
                "routes/x.yaml:3:11: error: a key is a text, and this yields Identifier; name an element of it, as in `Patient.identifier.value`"
            ]
        )
    }
}
