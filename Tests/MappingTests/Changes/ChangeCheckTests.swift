// What `corridor check` says of maps from FHIR to FHIR.

import Testing

struct ChangeCheckTests {
    /// What a list of entries says about Patient is wrong with.
    private static func problems(ofPatient lines: String) -> [String] {
        ChangeSample.problems(lines, from: "Patient", to: "Patient")
    }

    @Test(
        arguments: [
            ("set: {birthdate: birthDate}", "Patient has no element `birthdate`; did you mean `birthDate`?"),
            ("drop: [fotos]", "Patient has no element `fotos`"),
            ("set: {birthDate: name}", "this may be several"),
            ("set: {birthDate: name.first()}", "this yields HumanName, and `birthDate` is a date"),
            ("set: {name: birthDate}", "this yields date, and `name` is a HumanName"),
            ("set: {name.family: {constant: x}}", "write `name:` with `for: name` and `set:` to change each"),
            ("set: {gender: {constant: feminine}}", "`feminine` is no code of"),
            ("set: {active: {constant: maybe}}", "this is no boolean"),
            ("set: {name: {constant: Doe}}", "`name` is a HumanName, which has elements"),
            ("set:\n  deceased[x]:\n    set: {id: id}", "`deceased[x]` can be of several types"),
            ("set: {gender: gender.lookup('genders')}", "there is no table `genders`"),
            ("set: {managingOrganization: reference(org)}", "`reference` takes the name that `as:` gives"),
            ("set: {gender: {when: name, constant: male}}", "a condition is one truth value"),
            ("emit: [{drop: Basic}]", "`emit` is for maps to a Bundle"),
            ("split: name", "only a Bundle is split"),
            ("when: true", "the map changes nothing"),
        ]
    )
    func `a map of a resource is checked`(lines: String, problem: String) {
        let problems = Self.problems(ofPatient: lines)
        #expect(problems.contains { $0.contains(problem) }, "\(problems)")
    }

    @Test(
        arguments: [
            (
                "emit: [{change: Patent, drop: photo}]",
                "FHIR R4 has no resource `Patent`; did you mean `Patient`?"
            ),
            ("emit: [{change: Observation, drop: status}]", "Observation requires `status`"),
            ("emit: [{drop: Basic, for: entry}]", "narrow it by `when`"),
            ("emit: [{when: true}]", "expected `change`, `resource` or `drop`"),
            (
                "emit: [{resource: Observation, set: {status: {constant: final}}}]",
                "Observation requires `code`"
            ),
            ("emit: [{change: Patient, use: nobody}]", "there is no map `nobody` from Patient to Patient"),
            ("split: entry.fullUrl", "a Bundle is split by resources of it"),
            ("references: reference | id", "a reference becomes one text"),
        ]
    )
    func `a map of a Bundle is checked`(lines: String, problem: String) {
        let problems = ChangeSample.problems(lines)
        #expect(problems.contains { $0.contains(problem) }, "\(problems)")
    }

    @Test func `two maps of resources do not share a name`() {
        let map = "map: a\nfrom: fhir Patient\nto: fhir Patient\ndrop: photo"
        let problems = ChangeSample.compile(["a": map, "b": map]).problems
        #expect(problems.count == 1 && problems[0].contains("`fhir-to-fhir/a.yaml` has a map of this name"))
    }

    @Test func `a map that makes a new Bundle has nothing to change`() {
        let problems = ChangeSample.problems("emit: [{change: Patient, drop: photo}]", from: "Patient")
        #expect(problems.contains { $0.contains("nothing is received that could be changed") })
    }
}
