import FHIR
import Testing

struct TreeTests {
    let tree: Tree

    init() throws {
        tree = try JSONReader.read(
            #"""
            {"resourceType":"Bundle","type":"collection","entry":[
              {"resource":{"resourceType":"Patient","id":"p","name":[{"given":["Ann","Bea"]},{"family":"Doe"}]}},
              {"resource":{"resourceType":"Observation","id":"o","valueQuantity":{"value":1.50,"unit":"g"}}}
            ]}
            """#
        )
    }

    @Test func `texts are found by path, all or by number`() {
        #expect(tree.root.texts(at: "entry.resource.id") == ["p", "o"])
        #expect(tree.root.text(at: "entry[0].resource.name.given[1]") == "Bea")
        #expect(tree.root.text(at: "entry[0].resource.name[1].family") == "Doe")
        #expect(tree.root.text(at: "entry[2].resource.id") == nil)
    }

    @Test func `a choice is found by its base name and by its typed name`() {
        let observation = tree.root["entry", 1]?["resource"]
        #expect(observation?.type.name == "Observation")
        #expect(observation?.text(at: "value.value") == "1.50")
        #expect(observation?.text(at: "valueQuantity.unit") == "g")
        #expect(observation?["value"]?.name == "valueQuantity")
    }

    @Test func `children come in definition order with their names`() {
        #expect(tree.root.children.map(\.name) == ["type", "entry", "entry"])
        #expect(tree.root.name == "Bundle")
    }

    @Test func `a node knows where it stands`() throws {
        let given = try #require(tree.root.nodes(at: "entry.resource.name.given").last)
        #expect(tree.expression(at: given.index) == "Bundle.entry[0].resource.name[0].given[1]")
        let value = try #require(tree.root.nodes(at: "entry.resource.value.value").last)
        #expect(tree.expression(at: value.index) == "Bundle.entry[1].resource.value.value")
    }

    @Test func `descriptions show places and sizes, never values`() throws {
        #expect(tree.description.hasPrefix("Bundle of 16 nodes"))
        let given = try #require(tree.root.nodes(at: "entry.resource.name.given").first)
        #expect("\(given)" == "Bundle.entry[0].resource.name[0].given[0]")
        var builder = TreeBuilder()
        _ = builder.graft(tree)
        #expect(!"\(builder)".contains("["))
    }

    @Test func `bytes of a text are lent without a copy`() throws {
        let type = try #require(tree.root["type"])
        #expect(tree.withText(at: type.index) { $0.elementsEqual("collection".utf8) })
    }
}
