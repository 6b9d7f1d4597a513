// swift-tools-version: 6.2
import PackageDescription

// The module picture of ARCHITECTURE.md as targets: L0 and L1 are pure, heavy packages stay in leaf modules.

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
    // Maps run through five modules: without this a message cost 15 to 20 % more (medians 507 and 427 µs).
    .unsafeFlags(["-cross-module-optimization"], .when(configuration: .release)),
]

func module(
    _ name: String,
    _ dependencies: [Target.Dependency] = [],
    settings: [SwiftSetting] = []
) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict + settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .testTarget(
        name: "\(name)Tests",
        dependencies: [.byName(name: name)] + dependencies,
        swiftSettings: strict
    )
}

let nio: [Target.Dependency] = [
    .product(name: "NIOCore", package: "swift-nio"),
    .product(name: "NIOPosix", package: "swift-nio"),
]
let log: Target.Dependency = .product(name: "Logging", package: "swift-log")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")

let package = Package(
    name: "corridor",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "corridor", targets: ["corridor"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.4.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
    ],
    targets: [
        // C: the system's libraries, and what Swift cannot say.
        .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CLibCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CLibPCRE2", pkgConfig: "libpcre2-8", providers: [.apt(["libpcre2-dev"])]),
        .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(name: "CLibZ", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(name: "CSupport", exclude: ["tables"]),

        // L0: formats and their definitions.
        module("HL7v2", ["CSupport"]),
        module("FHIR", ["CLibXML2", "CSupport"]),
        module("LocatedYAML", ["Yams"]),

        // L1: site files compiled, then run.
        module("FHIRPath", ["CLibPCRE2", "HL7v2", "FHIR", "LocatedYAML"]),
        module("FHIRValidation", ["CSupport", "FHIR", "FHIRPath", "LocatedYAML"]),
        module("Mapping", ["HL7v2", "FHIR", "FHIRPath", "LocatedYAML", crypto]),
        module("Routing", ["HL7v2", "FHIR", "FHIRPath", "FHIRValidation", "LocatedYAML", "Mapping", crypto]),

        // L2: proof that maps and routes do what is meant.
        module("MapTesting", ["HL7v2", "FHIR", "FHIRPath", "LocatedYAML", "Mapping", "Routing"]),
        module("SiteSchemas", ["LocatedYAML", "MapTesting", "Mapping", "Routing"]),

        // L2: durability and wire.
        module("PostgreSQL", ["CLibPQ", "CSupport", log]),
        module("MessageStore", ["PostgreSQL", log]),
        module("MLLP", nio + [log]),
        module("HTTPClient", ["CLibCurl"]),

        // L3: sockets and pages.
        module(
            "MLLPTLS",
            [
                "MLLP", .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "NIOTLS", package: "swift-nio"),
            ] + nio
        ),
        module("Delivery", ["HL7v2", "MLLP", "MessageStore", "HTTPClient", log, crypto]),
        module("Listeners", ["HL7v2", "MLLP", "MessageStore", "Routing", log] + nio),
        module(
            "FHIRListener",
            [
                "CLibZ", "FHIR", "Listeners", "MessageStore", "Routing", log, lifecycle,
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
            ] + nio
        ),
        module(
            "FHIRAccess",
            ["FHIRListener", "HTTPClient", log, .product(name: "JWTKit", package: "jwt-kit")]
        ),
        module(
            "Console",
            [
                log, lifecycle,
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
            ] + nio
        ),

        // What is fuzzed, for the fuzzing program and the tests.
        module("FuzzTargets", ["HL7v2", "FHIR", "FHIRPath", "MLLP"]),

        // The other side, for the demo, the benchmarks and the tests.
        module("Peers", ["CLibZ", "MLLP", .product(name: "NIOHTTP1", package: "swift-nio")] + nio),

        // L4 and L5.
        module(
            "Engine",
            [
                "CSupport", "HL7v2", "FHIR", "FHIRPath", "LocatedYAML", "Mapping", "Routing", "PostgreSQL",
                "MessageStore", "MLLP", "MLLPTLS", "HTTPClient", "Delivery", "Listeners", "FHIRListener", "FHIRAccess",
                "Console", log,
                lifecycle,
            ]
        ),
        .executableTarget(
            name: "corridor",
            dependencies: [
                "Engine", "Console", "HL7v2", "FHIR", "FHIRPath", "FHIRValidation", "LocatedYAML", "MapTesting",
                "Mapping", "Routing", "SiteSchemas", "MLLP",
                "MLLPTLS", "HTTPClient", "MessageStore", "PostgreSQL", "Peers", log, lifecycle,
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict
        ),

        tests("HL7v2"),
        tests("FuzzTargets"),
        tests("FHIR"),
        tests("LocatedYAML"),
        tests("FHIRValidation", ["FHIR", "LocatedYAML"]),
        tests("FHIRPath", ["HL7v2", "FHIR", "LocatedYAML"]),
        tests("Mapping", ["HL7v2", "FHIR", "FHIRPath", "FHIRValidation", "LocatedYAML"]),
        tests("Routing", ["FHIR", "HL7v2", "FHIRPath", "LocatedYAML", "Mapping"]),
        tests("MapTesting", ["FHIR", "HL7v2", "LocatedYAML", "Mapping", "Routing"]),
        tests("SiteSchemas", ["LocatedYAML", "Mapping"]),
        tests("PostgreSQL", ["CSupport"]),
        tests("MessageStore", ["PostgreSQL"]),
        tests("MLLP", nio + [log]),
        tests("HTTPClient", nio),
        .target(name: "TestCertificates", path: "Tests/TestCertificates", swiftSettings: strict),
        tests("MLLPTLS", ["MLLP", "TestCertificates", log] + nio),
        tests("Delivery", ["HL7v2", "MLLP", "MessageStore", "PostgreSQL", "HTTPClient", "Peers", log] + nio),
        tests("Listeners", ["HL7v2", "LocatedYAML", "MLLP", "Mapping", "MessageStore", "Routing", log]),
        tests("FHIRListener", ["FHIR", .product(name: "HTTPTypes", package: "swift-http-types")]),
        tests(
            "FHIRAccess",
            [
                "FHIRListener", .product(name: "JWTKit", package: "jwt-kit"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ]
        ),
        tests("Console", nio + [log, lifecycle]),
        .testTarget(
            name: "EngineTests",
            dependencies: [
                "Engine", "Console", "FHIR", "HL7v2", "HTTPClient", "LocatedYAML", "MLLP", "Mapping", "Peers",
                "PostgreSQL", "Listeners", "MessageStore", "Routing", "TestCertificates", log, lifecycle,
                .product(name: "JWTKit", package: "jwt-kit"),
            ] + nio,
            exclude: ["Support/Python"],
            swiftSettings: strict
        ),
        tests("Peers", ["HL7v2"]),
        .testTarget(name: "TidyTests", swiftSettings: strict),
    ]
)

// Coverage-guided fuzzing needs libFuzzer's own flags, see scripts/fuzz.
if Context.environment["CORRIDOR_FUZZ"] != nil {
    package.targets.append(
        .executableTarget(
            name: "corridor-fuzz",
            dependencies: ["CSupport", "FuzzTargets"],
            path: "Sources/Fuzz",
            swiftSettings: strict
        )
    )
    package.products.append(.executable(name: "corridor-fuzz", targets: ["corridor-fuzz"]))
}
