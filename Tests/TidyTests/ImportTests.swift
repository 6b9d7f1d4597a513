import Testing

/// What each module may import: the arrows of ARCHITECTURE.md.
struct ImportTests {
    /// What pure modules may use: nothing that reaches outside the process.
    private static let pure: Set<String> = ["Foundation", "Synchronization", "CSupport"]
    private static let io = pure.union([
        "Logging", "NIOCore", "NIOPosix", "Glibc", "Musl", "Darwin", "Dispatch", "ServiceLifecycle",
    ])

    private static let allowed: [String: Set<String>] = [
        "HL7v2": pure,
        "FHIR": pure.union(["CLibXML2"]),
        "LocatedYAML": pure.union(["Yams"]),
        "FHIRValidation": pure.union(["FHIR", "FHIRPath", "LocatedYAML"]),
        "FHIRPath": pure.union(["HL7v2", "FHIR", "LocatedYAML", "CLibPCRE2"]),
        "Mapping": pure.union(["HL7v2", "FHIR", "FHIRPath", "LocatedYAML", "Crypto"]),
        "Routing": pure.union([
            "HL7v2", "FHIR", "FHIRPath", "FHIRValidation", "LocatedYAML", "Mapping", "Crypto",
        ]),
        "MapTesting": pure.union(["HL7v2", "FHIR", "FHIRPath", "LocatedYAML", "Mapping", "Routing"]),
        "SiteSchemas": pure.union(["LocatedYAML", "MapTesting", "Mapping", "Routing"]),
        "PostgreSQL": io.union(["CLibPQ"]),
        "MessageStore": io.union(["PostgreSQL"]),
        "MLLP": io,
        "HTTPClient": io.union(["CLibCurl"]),
        "Delivery": io.union(["HL7v2", "MLLP", "MessageStore", "HTTPClient", "Crypto"]),
        "MLLPTLS": io.union(["MLLP", "NIOSSL", "NIOTLS"]),
        "Listeners": io.union(["HL7v2", "MLLP", "MessageStore", "Routing"]),
        "FHIRListener": io.union([
            "CLibZ", "FHIR", "Listeners", "MessageStore", "Routing", "Hummingbird", "HummingbirdCore",
            "HTTPTypes", "NIOHTTP1", "NIOHTTPTypes",
        ]),
        "FHIRAccess": io.union(["FHIRListener", "HTTPClient", "JWTKit"]),
        "Console": io.union(["Hummingbird", "HummingbirdCore", "HTTPTypes"]),
        "Peers": io.union(["CLibZ", "MLLP", "NIOHTTP1"]),
        "Engine": io.union([
            "HL7v2", "FHIR", "FHIRPath", "LocatedYAML", "Mapping", "Routing", "PostgreSQL", "MessageStore",
            "MLLP",
            "HTTPClient", "Delivery", "Listeners", "FHIRListener", "FHIRAccess", "Console", "Crypto",
            "MLLPTLS",
        ]),
        "FuzzTargets": pure.union(["HL7v2", "FHIR", "FHIRPath", "MLLP"]),
        "Fuzz": pure.union(["FuzzTargets"]),
        "corridor": io.union([
            "ArgumentParser", "Engine", "HL7v2", "FHIR", "FHIRPath", "FHIRValidation", "LocatedYAML",
            "MapTesting", "Mapping", "Routing", "SiteSchemas", "MLLP",
            "MLLPTLS", "HTTPClient", "MessageStore", "PostgreSQL", "Peers", "Console", "UnixSignals",
        ]),
    ]

    @Test(arguments: Repository.modules)
    func `a module imports only what its place allows`(module: String) throws {
        let allowed = try #require(Self.allowed[module], "\(module) has no line in the table above")
        for file in Repository.module(module) {
            for line in file.codeLines {
                let words = line.text.split(separator: " ")
                guard let index = words.firstIndex(of: "import"), index <= 1, index + 1 < words.count else {
                    continue
                }
                let name = String(words[index + 1].split(separator: ".").first ?? "")
                #expect(allowed.contains(name), "\(file.path):\(line.number) imports \(name)")
            }
        }
    }
}
