// A small site whose tests are run: one map from HL7 v2, one listener, two routes.

import HL7v2
import LocatedYAML
import MapTesting
import Mapping
import Routing

enum SampleBench {
    static let map = """
        map: ADT_A01
        from: hl7v2 ADT_A01
        to: fhir Bundle
        bundle: collection
        emit:
          - resource: Patient
            set:
              birthDate: PID-7.toDate()
              gender: PID-8.lookup('gender')
              identifier:
                for: PID-3[*]
                set:
                  value: .1
        """

    static let table = """
        table: gender
        codes:
          F: female
          M: male
        """

    static let routes = """
        listeners:
          pas:
            type: mllp
            port: 2575
        destinations:
          archive:
            type: http
            url: http://archive.example.org/hl7
          ehr:
            type: fhir
            url: http://ehr.example.org/fhir
        routes:
          all-to-archive:
            from: pas
            to: archive
          admissions-to-ehr:
            from: pas
            when: MSH-9.2 = 'A01'
            map: ADT_A01
            to: ehr
        """

    /// An admission, as a test gives it.
    static let admission = """
        MSH|^~\\&|PAS|NORTH|EHR|NORTH|20260301101500||ADT^A01^ADT_A01|1|P|2.5.1
        PID|1||4711^^^NORTH^MR~0815^^^SOUTH^MR||Doe^Jane||19800229|F
        """

    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// Reads the tests of one test file beside the map.
    static func read(_ tests: String, path: String = "hl7v2-to-fhir/ADT_A01.test.yaml") throws -> [MapTest] {
        var diagnostics = Diagnostics()
        let tests = TestFiles.tests(in: files + [SiteFile(path: path, text: tests)], into: &diagnostics)
        guard !diagnostics.hasErrors else { throw Failure(description: problems(diagnostics)) }
        return tests
    }

    /// What is wrong with a test file.
    static func problems(with tests: String, path: String = "hl7v2-to-fhir/ADT_A01.test.yaml") throws
        -> String
    {
        var diagnostics = Diagnostics()
        let tests = TestFiles.tests(in: files + [SiteFile(path: path, text: tests)], into: &diagnostics)
        try bench().check(tests, into: &diagnostics)
        return problems(diagnostics)
    }

    /// The site, with the files that its tests may name.
    static func bench(files named: [String: String] = [:]) throws -> TestBench {
        var diagnostics = Diagnostics()
        guard let site = Site.compile(files, secrets: Secrets { _ in nil }, into: &diagnostics) else {
            throw Failure(description: problems(diagnostics))
        }
        return TestBench(site) { named[$0].map { Array($0.utf8) } }
    }

    /// A file of one test of the admission, with these keys.
    static func file(_ keys: String) -> String {
        "tests:\n  - name: an admission\n    given: |\n" + indented(admission, by: 6) + "\n"
            + indented(keys, by: 4) + "\n"
    }

    static func indented(_ text: String, by count: Int) -> String {
        let lead = String(repeating: " ", count: count)
        return text.split(separator: "\n", omittingEmptySubsequences: false).map {
            $0.isEmpty ? "" : lead + $0
        }
        .joined(separator: "\n")
    }

    private static let files = [
        SiteFile(path: "hl7v2-to-fhir/ADT_A01.yaml", text: map),
        SiteFile(
            path: "hl7v2-to-hl7v2/nameless.yaml",
            text: "map: nameless\nfrom: hl7v2 ADT_A01\nto: hl7v2 ADT_A01\nedit: [{clear: PID-5}]"
        ),
        SiteFile(path: "tables/gender.yaml", text: table),
        SiteFile(path: "routes/pas.yaml", text: routes),
    ]

    private static func problems(_ diagnostics: Diagnostics) -> String {
        diagnostics.sorted.map(\.description).joined(separator: "\n")
    }
}
