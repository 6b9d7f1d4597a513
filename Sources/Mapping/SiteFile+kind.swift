// What a site's file is, by its path: a map, or a test beside it.

extension SiteFile {
    /// How the paths of test files end.
    public static let testEnding = ".test.yaml"

    /// Whether it holds tests and nothing that runs: `NAME.test.yaml`, in whatever folder.
    public var isTest: Bool { path.hasSuffix(Self.testEnding) }

    /// Whether it is a map.
    public var isMap: Bool {
        path.hasSuffix(".yaml") && !isTest
            && ["hl7v2-to-fhir/", "fhir-to-hl7v2/", "fhir-to-fhir/", "hl7v2-to-hl7v2/"].contains(
                where: path.hasPrefix
            )
    }
}
