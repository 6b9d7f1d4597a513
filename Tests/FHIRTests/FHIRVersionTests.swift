import FHIR
import Testing

struct FHIRVersionTests {
    @Test(arguments: [
        ("R4", FHIRVersion.r4), ("r4", .r4), ("4", .r4), ("4.0", .r4), ("4.0.1", .r4), ("R4B", .r4b),
        ("r4b", .r4b),
        ("4.3", .r4b), ("4.3.0", .r4b), ("R5", .r5), ("5", .r5), ("5.0", .r5), ("5.0.0", .r5),
    ])
    func `a release is found by its name or number`(text: String, version: FHIRVersion) {
        #expect(FHIRVersion(text) == version)
    }

    @Test(arguments: ["", ".", "R3", "3.0.2", "4.", "4.1", "4.0.2", "5.0.0.0", "R6", "R4 "])
    func `other names mean none`(text: String) {
        #expect(FHIRVersion(text) == nil)
    }

    @Test(arguments: [(FHIRVersion.r4, 146, 20), (.r4b, 141, 20), (.r5, 158, 21)])
    func `the built-in table has every type of a release`(
        version: FHIRVersion,
        resources: Int,
        primitives: Int
    ) {
        let definitions = version.definitions
        #expect(definitions.version == version.number)
        #expect(definitions.release == version)
        #expect(definitions.resources.count == resources)
        #expect(definitions.types.filter(\.isPrimitive).count == primitives)
    }

    @Test func `definitions are the same as themselves only`() {
        #expect(Definitions.r5.isSame(as: FHIRVersion.r5.definitions))
        #expect(!Definitions.r5.isSame(as: .r4b))
    }

    @Test func `what R5 added is there`() throws {
        let r5 = Definitions.r5
        for name in [
            "integer64", "CodeableReference", "RatioRange", "Availability", "ActorDefinition", "Transport",
        ] {
            #expect(r5.type(named: name) != nil, "\(name)")
        }
        let attachment = try #require(r5.type(named: "Attachment"))
        let size = try #require(r5.member(named: "size", in: attachment))
        #expect(r5[r5.type(of: size)].format == .integer64)
        #expect(Definitions.r4.type(named: "CodeableReference") == nil)
        #expect(Definitions.r4b.type(named: "CodeableReference") != nil)
    }
}
