import FHIR
import Testing

struct TreeBuilderTests {
    @Test func `elements set in any order come out in definition order`() throws {
        var builder = Sketch()
        let patient = try builder.resource("Patient")
        try builder.set("birthDate", "1970-01-02", in: patient)
        let name = try builder.append("name", to: patient)
        try builder.set("given", "Ann", in: name)
        try builder.set("given", "Bea", in: name)
        try builder.set("family", "Doe", in: name)
        try builder.set("id", "p1", in: patient)
        let json =
            #"{"resourceType":"Patient","id":"p1","name":[{"family":"Doe","given":["Ann","Bea"]}],"#
            + #""birthDate":"1970-01-02"}"#
        #expect(builder.json(patient) == json)
    }

    @Test(arguments: 0..<50 as Range<UInt64>)
    func `every order of setting and removing gives the same tree`(seed: UInt64) throws {
        var random = SeededGenerator(state: seed)
        let values = [
            ("id", "p1"), ("active", "true"), ("gender", "other"), ("birthDate", "1970"),
            ("deceasedBoolean", "false"), ("multipleBirthInteger", "2"), ("language", "de"),
        ]
        var builder = Sketch()
        let patient = try builder.resource("Patient")
        for (name, value) in values.shuffled(using: &random) {
            let passing = try builder.set(name, value, in: patient)
            if Bool.random(using: &random) {
                builder.tree.remove(passing)
                try builder.set(name, value, in: patient)
            }
        }
        let json =
            #"{"resourceType":"Patient","id":"p1","language":"de","active":true,"gender":"other","#
            + #""birthDate":"1970","deceasedBoolean":false,"multipleBirthInteger":2}"#
        #expect(builder.json(patient) == json)
    }

    @Test func `elements without content leave no trace`() throws {
        var builder = Sketch()
        let patient = try builder.resource("Patient")
        let contact = try builder.append("contact", to: patient)
        _ = try builder.append("name", to: contact)
        #expect(builder.tree.isEmpty(contact))
        #expect(!builder.tree.isEmpty(patient))
        #expect(builder.json(patient) == #"{"resourceType":"Patient"}"#)
    }

    @Test(arguments: 1...20)
    func `every character comes back from JSON, wherever it stands`(length: Int) throws {
        for place in 0..<length {
            for scalar in (0x09...0xFF).compactMap(Unicode.Scalar.init)
            where scalar.value > 31 || scalar == "\t" {
                var letters = [Character](repeating: "x", count: length)
                letters[place] = Character(scalar)
                var builder = Sketch()
                let patient = try builder.resource("Patient")
                let name = try builder.append("name", to: patient)
                try builder.set("text", String(letters), in: name)
                let tree = try JSONReader.read(Array(builder.json(patient).utf8))
                #expect(tree.root.text(at: "name.text") == String(letters))
            }
        }
    }

    @Test(arguments: 1...20)
    func `a blank makes no address, wherever it stands`(length: Int) throws {
        #expect(PrimitiveFormat.uri.accepts(String(repeating: "x", count: length)))
        for place in 0..<length {
            var letters = [Character](repeating: "x", count: length)
            letters[place] = " "
            #expect(!PrimitiveFormat.uri.accepts(String(letters)))
            letters[place] = "ä"
            #expect(PrimitiveFormat.uri.accepts(String(letters)))
        }
    }

    @Test func `a malformed value changes nothing`() throws {
        var builder = Sketch()
        let patient = try builder.resource("Patient")
        let error = #expect(throws: MalformedValue.self) {
            try builder.set("birthDate", "02.01.1970", in: patient)
        }
        #expect(error?.format == .date)
        #expect(builder.json(patient) == #"{"resourceType":"Patient"}"#)
    }

    @Test func `a nested path reuses what is there`() throws {
        var builder = Sketch()
        let medication = try builder.resource("Medication")
        for (part, value) in [("numerator", "5"), ("denominator", "1.0")] {
            let amount = builder.tree.existingOrNew(
                try builder.member("amount", of: medication),
                in: medication
            )
            let quantity = builder.tree.existingOrNew(try builder.member(part, of: amount), in: amount)
            try builder.set("value", value, in: quantity)
        }
        let json =
            #"{"resourceType":"Medication","amount":{"numerator":{"value":5},"#
            + #""denominator":{"value":1.0}}}"#
        #expect(builder.json(medication) == json)
    }

    @Test func `a resource built apart moves into a bundle entry`() throws {
        var builder = Sketch()
        let patient = try builder.resource("Patient")
        try builder.set("id", "p1", in: patient)
        let bundle = try builder.resource("Bundle")
        let entry = try builder.append("entry", to: bundle)
        builder.tree.attach(patient, as: try builder.member("resource", of: entry), to: entry)
        try builder.set("type", "transaction", in: bundle)
        let json =
            #"{"resourceType":"Bundle","type":"transaction","#
            + #""entry":[{"resource":{"resourceType":"Patient","id":"p1"}}]}"#
        #expect(builder.json(bundle) == json)
    }

    @Test func `references are patched when their target is known`() throws {
        var builder = Sketch()
        let observation = try builder.resource("Observation")
        let subject = try builder.append("subject", to: observation)
        let reference = try builder.set("reference", "urn:pending", in: subject)
        try builder.tree.setText("Patient/1", of: reference)
        #expect(builder.tree.text(of: reference) == "Patient/1")
        #expect(
            builder.json(observation)
                == #"{"resourceType":"Observation","subject":{"reference":"Patient/1"}}"#
        )
    }

    @Test func `removed elements are gone, from the front, the middle and the end`() throws {
        var builder = Sketch()
        let patient = try builder.resource("Patient")
        let names = try (0..<5).map { number in
            let name = try builder.append("name", to: patient)
            try builder.set("family", "N\(number)", in: name)
            return name
        }
        for position in [0, 2, 4] { builder.tree.remove(names[position]) }
        #expect(builder.tree.count(of: try builder.member("name", of: patient), in: patient) == 2)
        let tree = builder.tree.freeze(patient)
        #expect(tree.root.texts(at: "name.family") == ["N1", "N3"])
        builder.tree.removeAll(try builder.member("name", of: patient), in: patient)
        #expect(builder.json(patient) == #"{"resourceType":"Patient"}"#)
    }

    @Test func `primitives carry extensions, with and without a value`() throws {
        var builder = Sketch()
        let patient = try builder.resource("Patient")
        let name = try builder.append("name", to: patient)
        try builder.set("given", "Ann", in: name)
        let unknown = try builder.append("given", to: name)
        let reason = try builder.append("extension", to: unknown)
        try builder.set("url", "http://example.org/reason", in: reason)
        try builder.set("valueCode", "unknown", in: reason)
        let json =
            #"{"resourceType":"Patient","name":[{"given":["Ann",null],"#
            + #""_given":[null,{"extension":[{"url":"http://example.org/reason","valueCode":"unknown"}]}]}]}"#
        #expect(builder.json(patient) == json)
    }

    @Test func `a tree grafted into another builder is the same`() throws {
        var first = Sketch()
        let patient = try first.resource("Patient")
        try first.set("birthDate", "1970", in: patient)
        let tree = first.tree.freeze(patient)
        var second = Sketch()
        let copy = second.tree.graft(tree)
        #expect(second.json(copy) == first.json(patient))
    }

    @Test func `a builder starts anew after a reset`() throws {
        var builder = Sketch()
        _ = try builder.resource("Patient")
        builder.tree.reset()
        let group = try builder.resource("Group")
        #expect(builder.json(group) == #"{"resourceType":"Group"}"#)
    }
}

/// A builder that takes names, for tests.
struct Sketch {
    var tree = TreeBuilder()

    mutating func resource(_ name: String) throws -> TreeBuilder.Node {
        tree.resource(try #require(tree.definitions.type(named: name)))
    }

    func member(_ name: String, of node: TreeBuilder.Node) throws -> Member {
        try #require(tree.definitions.member(named: name, in: tree.type(of: node)))
    }

    mutating func append(_ name: String, to node: TreeBuilder.Node) throws -> TreeBuilder.Node {
        tree.append(try member(name, of: node), to: node)
    }

    @discardableResult
    mutating func set(_ name: String, _ value: String, in node: TreeBuilder.Node) throws -> TreeBuilder.Node {
        try tree.primitive(try member(name, of: node), value, in: node)
    }

    func json(_ node: TreeBuilder.Node) -> String {
        String(decoding: JSONWriter.write(tree.freeze(node)), as: UTF8.self)
    }
}
