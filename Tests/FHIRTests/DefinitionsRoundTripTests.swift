import FHIR
import Testing

/// What must hold for every type of every release: resources made at random go through both forms unchanged.
struct DefinitionsRoundTripTests {
    private static let perType: UInt64 = 2

    @Test(arguments: FHIRVersion.allCases)
    func `a resource of any type goes through JSON and XML unchanged`(version: FHIRVersion) throws {
        let definitions = version.definitions
        for type in definitions.resources {
            for seed in 0..<Self.perType {
                var maker = RandomResource(definitions, seed: seed)
                let tree = try maker.tree(of: type.id)
                let json = JSONWriter.write(tree)
                let xml = XMLWriter.write(tree)
                let place = "\(version.name) \(type.name) \(seed)"
                do {
                    let fromJSON = try JSONReader.read(json, definitions: definitions)
                    let fromXML = try XMLReader.read(xml, definitions: definitions)
                    #expect(JSONWriter.write(fromJSON) == json, "\(place)")
                    #expect(JSONWriter.write(fromXML) == json, "\(place)")
                    #expect(XMLWriter.write(fromJSON, .compact) == xml, "\(place)")
                    let pretty = try XMLReader.read(XMLWriter.write(tree, .pretty), definitions: definitions)
                    #expect(XMLWriter.write(pretty) == xml, "\(place)")
                } catch {
                    Issue.record("\(place): \(error)")
                }
            }
        }
    }

    @Test(arguments: FHIRVersion.allCases)
    func `a resource of any type that has what it must have is valid`(version: FHIRVersion) throws {
        let definitions = version.definitions
        for type in definitions.resources {
            for seed in 0..<Self.perType {
                var maker = RandomResource(definitions, seed: seed)
                let issues = Validator.issues(in: try maker.tree(of: type.id))
                #expect(issues.isEmpty, "\(version.name) \(type.name) \(seed): \(issues)")
            }
        }
    }

    @Test(arguments: FHIRVersion.allCases)
    func `a resource of any type without what it must have is not valid`(version: FHIRVersion) {
        let definitions = version.definitions
        for type in definitions.resources {
            var builder = TreeBuilder(definitions: definitions)
            let root = builder.resource(type.id)
            let issues = Validator.issues(in: builder.freeze(root))
            let required = definitions.elements(of: type.id).filter { $0.minimum > 0 }
            #expect(issues.map(\.text) == required.map { "\($0.name) is required" }, "\(type.name)")
        }
    }
}
