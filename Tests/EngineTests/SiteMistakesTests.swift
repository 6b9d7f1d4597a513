import Foundation
import Testing

@testable import Engine

/// A site with mistakes: every one is named at its place, and nothing is started.
struct SiteMistakesTests {
    private static let routes = """
        listeners:
          lab:
            type: mllp
            port: 70000
            when_unavailabel: AE
        destinations:
          ehr:
            type: fhir
            url: ftp://ehr.example.org/fhir
            order_by: patiant
        routes:
          results:
            from: labb
            when: MSH-9.1 == 'ORU'
            map: hl7v2-to-fhir/ORU_R1
            to: ehr
        """

    private static let map = """
        map: OWN
        from: hl7v2 ORU_R01
        to: fhir Bundel
        """

    /// Where each mistake stands, and a word of what would be right.
    private static let mistakes = [
        ("corridor.yaml:1:12:", "retention"),
        ("hl7v2-to-fhir/own.yaml:3:5:", "Bundle"),
        ("routes/lab.yaml:4:11:", "65535"),
        ("routes/lab.yaml:5:5:", "when_unavailable"),
        ("routes/lab.yaml:9:10:", "http"),
        ("routes/lab.yaml:10:15:", "patient"),
        ("routes/lab.yaml:13:11:", "lab"),
        ("routes/lab.yaml:14:", "="),
        ("routes/lab.yaml:15:10:", "ORU_R01"),
    ]

    @Test(arguments: ["check", "run"])
    func `every mistake of a site is named with its place, and nothing is started`(command: String)
        async throws
    {
        let folder = TemporaryFolder()
        try folder.write("retention: forever\n", to: "site/corridor.yaml")
        try folder.write(Self.routes, to: "site/routes/lab.yaml")
        try folder.write(Self.map, to: "site/hl7v2-to-fhir/own.yaml")
        let arguments =
            command == "check"
            ? ["check", "\(folder.path)/site"]
            : EngineProcess.arguments(in: folder)
        let ending = try await EngineProcess.corridor(arguments).ending()
        #expect(ending.status == 1)
        #expect(!ending.wasSignal)
        #expect(ending.output.isEmpty)
        let errors = ending.errors.split(separator: "\n").filter { $0.contains(": error: ") }
        for (place, word) in Self.mistakes {
            let found = errors.contains { $0.hasPrefix(place) && $0.contains(word) }
            #expect(found, "\(place) … \(word)\n\(ending.errors)")
        }
        #expect(errors.count == Self.mistakes.count, "\(ending.errors)")
        #expect(ending.errors.contains("\(Self.mistakes.count) errors"))
        #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/state"))
    }
}
