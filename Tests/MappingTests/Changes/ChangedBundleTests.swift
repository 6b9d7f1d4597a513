// Entries of a Bundle: left out, added, and the references between them.

import FHIR
import LocatedYAML
import Mapping
import Testing

struct ChangedBundleTests {
    @Test func `a reference to what was left out goes with it, where nobody else knows it`() throws {
        let (made, problems) = try ChangeSample.run("emit: [{drop: Provenance}]")
        #expect(made?.nodes(at: "entry").count == 2)
        let observation = try #require(made?.nodes(at: "entry[1].resource").first)
        #expect(observation["derivedFrom"] == nil)
        #expect(observation.text(at: "subject.reference") == "Patient/p1")
        #expect(problems.count == 1 && problems[0].contains("was left out"))
    }

    @Test func `resources are left out by a condition`() throws {
        let lines = "emit: [{drop: [Observation, Provenance], when: id = 'o1'}]"
        let (made, _) = try ChangeSample.run(lines)
        #expect(made?.nodes(at: "entry.resource").map(\.type.name) == ["Patient", "Provenance"])
    }

    @Test func `an added resource is referred to before it is made, and has the same id every time`() throws {
        let lines = """
            set: {type: {constant: transaction}}
            emit:
              - change: Patient
                set: {managingOrganization: reference(org)}
              - resource: Organization
                as: org
                identity: "'north'"
                set: {name: {constant: North}}
              - resource: Basic
                for: entry.resource.ofType(Observation)
                when: status = 'preliminary'
                set:
                  code.text: {constant: preliminary}
                  subject: $this
                  author: "%bundle.entry.resource.ofType(Patient).first()"
            """
        let (made, problems) = try ChangeSample.run(lines)
        #expect(problems == [])
        let bundle = try #require(made)
        let address = try #require(bundle.text(at: "entry[3].fullUrl"))
        #expect(bundle.text(at: "entry[0].resource.managingOrganization.reference") == address)
        #expect(address == "urn:uuid:\(try #require(bundle.text(at: "entry[3].resource.id")))")
        let basic = try #require(bundle.nodes(at: "entry[4].resource").first)
        #expect(basic.text(at: "subject.reference") == "urn:uuid:7a1e0b1c-0000-4000-8000-000000000002")
        #expect(basic.text(at: "author.reference") == "urn:uuid:7a1e0b1c-0000-4000-8000-000000000001")
        #expect(
            bundle.texts(at: "entry.request.url") == [
                "Patient/p1", "Observation/o1", "Provenance",
                "Organization/\(address.dropFirst(9))", "Basic/\(try #require(basic.text(at: "id")))",
            ]
        )
        #expect(bundle.texts(at: "entry.request.method") == ["PUT", "PUT", "POST", "PUT", "PUT"])
        let again = try ChangeSample.run(lines)
        #expect(again.made.map { JSONWriter.write($0.tree) } == JSONWriter.write(bundle.tree))
    }

    @Test func `references follow a resource that gets another id`() throws {
        let (made, _) = try ChangeSample.run(
            "emit: [{change: Patient, set: {id: identifier.last().value}}]",
            on: #"""
                {"resourceType":"Bundle","type":"transaction","entry":[
                {"fullUrl":"https://a.example.org/Patient/p1","resource":{"resourceType":"Patient","id":"p1",
                "identifier":[{"value":"1"},{"value":"4711"}]},"request":{"method":"PUT","url":"Patient/p1"}},
                {"resource":{"resourceType":"Observation","status":"final","code":{"text":"x"},
                "subject":{"reference":"Patient/p1"},"focus":[{"reference":"https://a.example.org/Patient/p1"}]},
                "request":{"method":"POST","url":"Observation"}}]}
                """#
        )
        let bundle = try #require(made)
        #expect(bundle.text(at: "entry[0].fullUrl") == "https://a.example.org/Patient/4711")
        #expect(bundle.text(at: "entry[0].request.url") == "Patient/4711")
        #expect(bundle.text(at: "entry[1].resource.subject.reference") == "Patient/4711")
        #expect(bundle.text(at: "entry[1].resource.focus.reference") == "https://a.example.org/Patient/4711")
    }

    @Test func `every reference goes through one rule`() throws {
        let (made, problems) = try ChangeSample.run(
            "references: reference.replace('https://old.example.org/fhir/', '')"
        )
        #expect(problems == [])
        #expect(
            made?.texts(at: "entry[1].resource.performer.reference") == ["Practitioner/7"]
        )
        #expect(made?.texts(at: "entry[1].resource.subject.reference") == ["Patient/p1"])
    }

    @Test func `a transaction becomes a collection, without what was to be done`() throws {
        let (made, problems) = try ChangeSample.run(
            "set: {type: {constant: collection}}",
            on: #"""
                {"resourceType":"Bundle","type":"transaction","entry":[{"resource":{"resourceType":"Patient"},
                "request":{"method":"POST","url":"Patient"}}]}
                """#
        )
        #expect(problems == [])
        #expect(made?.nodes(at: "entry.request").isEmpty == true)
    }

    @Test func `a single resource comes as a Bundle of it alone`() throws {
        let (made, problems) = try ChangeSample.run(
            "emit: [{change: Patient, drop: photo}]",
            on: #"{"resourceType":"Patient","photo":[{"url":"http://a.example.org"}],"gender":"male"}"#
        )
        #expect(problems == [])
        #expect(made?.texts(at: "entry.resource.gender") == ["male"])
        #expect(made?.nodes(at: "entry.resource.photo").isEmpty == true)
    }
}
