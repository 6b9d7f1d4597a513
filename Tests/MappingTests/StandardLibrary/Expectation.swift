// What must come out of a fixture, read from `Fixtures/expectations/NAME.yaml`.
//
// An expectation names the clinical essentials by path and says nothing about the rest, so that a map may
// grow without every file here being rewritten.

import LocatedYAML

/// The expectations for one fixture.
struct Expectation {
    /// The fixture's name in `Mappings/samples/hl7v2`.
    let given: String
    let resources: [ExpectedResource]
}

/// What must hold for the resources of one type.
struct ExpectedResource {
    let type: String
    /// How many there must be in the Bundle.
    let count: Int?
    /// `update` or `create-if-absent`.
    let write: String?
    /// Which of them is meant: each path must lead to that text, among others.
    let with: [ExpectedValue]
    /// Exactly these texts at these paths.
    let values: [ExpectedValue]
    /// Paths of references, each with the type or an identifier of what every one of them must lead to.
    let refers: [ExpectedValue]
    /// Paths that must lead nowhere.
    let absent: [String]
}

/// A path and its texts.
struct ExpectedValue {
    let path: String
    let texts: [String]
}

extension Expectation {
    /// Reads an expectation file.
    init?(_ text: String, file: String, into diagnostics: inout Diagnostics) {
        guard let node = Node.parse(text, file: file, into: &diagnostics),
            var reader = MappingReader(node, into: &diagnostics),
            let given = reader.requiredText("given", into: &diagnostics),
            let expect = reader.required("expect", into: &diagnostics)
        else { return nil }
        reader.finish(into: &diagnostics)
        self.given = given.value
        resources = (expect.sequence ?? []).compactMap { ExpectedResource($0, into: &diagnostics) }
    }
}

extension ExpectedResource {
    init?(_ node: Node, into diagnostics: inout Diagnostics) {
        guard var reader = MappingReader(node, into: &diagnostics),
            let type = reader.requiredText("resource", into: &diagnostics)
        else { return nil }
        self.type = type.value
        count = reader.integer("count", in: 0...100, into: &diagnostics)
        write = reader.text("write", into: &diagnostics)?.value
        with = ExpectedValue.list(reader.optional("with"))
        values = ExpectedValue.list(reader.optional("values"))
        refers = ExpectedValue.list(reader.optional("refers"))
        absent = reader.texts("absent", into: &diagnostics)?.map(\.value) ?? []
        reader.finish(into: &diagnostics)
    }
}

extension ExpectedValue {
    static func list(_ node: Node?) -> [ExpectedValue] {
        (node?.mapping ?? []).map { entry in
            ExpectedValue(
                path: entry.key,
                texts: entry.value.scalar.map { [$0] } ?? entry.value.sequence?.compactMap(\.scalar) ?? []
            )
        }
    }
}
