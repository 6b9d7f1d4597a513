// Fragments: what was built once stands again wherever it is pasted.

import Testing

@testable import FHIR

struct TreeFragmentTests {
    @Test func `what was added since is pasted in its place`() throws {
        var builder = Sketch()
        let patient = try builder.resource("Patient")
        try builder.set("id", "p1", in: patient)
        let count = builder.tree.nodeCount
        let name = try builder.append("name", to: patient)
        try builder.set("given", "Ann \"Q\"", in: name)
        try builder.set("family", "Doe", in: name)
        try builder.set("active", "true", in: patient)
        var fragments = TreeFragments()
        let fragment = fragments.keep(below: patient, of: builder.tree, since: count)

        let other = try builder.resource("Patient")
        try builder.set("birthDate", "1970", in: other)
        let first = try builder.append("name", to: other)
        try builder.set("family", "Roe", in: first)
        builder.tree.paste(fragment, of: fragments, below: other)
        let json =
            #"{"resourceType":"Patient","active":true,"name":[{"family":"Roe"},"#
            + #"{"family":"Doe","given":["Ann \"Q\""]}],"birthDate":"1970"}"#
        #expect(builder.json(other) == json)
    }

    @Test func `several fragments in several builders do not mix`() throws {
        var fragments = TreeFragments()
        var kept: [(String, TreeFragments.Fragment)] = []
        for family in ["Doe", "Roe", "Poe"] {
            var builder = Sketch()
            let patient = try builder.resource("Patient")
            let count = builder.tree.nodeCount
            try builder.set("family", family, in: try builder.append("name", to: patient))
            try builder.set("birthDate", "19\(70 + kept.count)", in: patient)
            kept.append(
                (builder.json(patient), fragments.keep(below: patient, of: builder.tree, since: count))
            )
        }
        for (json, fragment) in kept.reversed() {
            var builder = Sketch()
            _ = try builder.resource("Observation")
            let patient = try builder.resource("Patient")
            builder.tree.paste(fragment, of: fragments, below: patient)
            #expect(builder.json(patient) == json)
        }
    }

    @Test func `nothing added is nothing pasted`() throws {
        var builder = Sketch()
        let patient = try builder.resource("Patient")
        try builder.set("id", "p1", in: patient)
        var fragments = TreeFragments()
        let fragment = fragments.keep(below: patient, of: builder.tree, since: builder.tree.nodeCount)
        #expect(fragment.isEmpty)
        #expect(fragments.byteCount == 0)
        let before = builder.json(patient)
        builder.tree.paste(fragment, of: fragments, below: patient)
        #expect(builder.json(patient) == before)
    }
}
