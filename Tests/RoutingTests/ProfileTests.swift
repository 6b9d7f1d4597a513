// Profiles as files: what they change, and what is refused in them.

import HL7v2
import LocatedYAML
import Mapping
import Testing

@testable import Routing

struct ProfileTests {
    private static func library(_ texts: [String]) -> (library: ProfileLibrary, problems: [String]) {
        var diagnostics = Diagnostics()
        let files = texts.enumerated().map {
            SiteFile(path: "profiles/p\($0.offset + 1).yaml", text: $0.element)
        }
        let library = ProfileLibrary(files: files, into: &diagnostics)
        return (library, diagnostics.sorted.map(\.description))
    }

    /// The problems of an admission under a profile with the given segments.
    private static func problems(_ segments: String, pid: String, more: String = "") throws -> [String] {
        let (library, problems) = library(["profile: acme\nsegments: {\(segments)}"])
        #expect(problems == [])
        let profile = try #require(library.profile(named: "acme"))
        let text = """
            MSH|^~\\&|PAS|NORTH|EHR|NORTH|20261122103000+0100||ADT^A01^ADT_A01|C1|P|2.5.1\r\
            EVN||20261122103000\r\(pid)\rPV1|1|I\r\(more)
            """
        return ConformanceChecker(profile: profile).check(try Message(Array(text.utf8))).problems.map {
            "\($0.severity.rawValue) \($0.code.rawValue) \($0.location.map { "\($0)" } ?? "-")"
        }
    }

    private static let pid = "PID|1||4711^^^NORTH^MR~0815^^^EAST^PI||Muster^Erika||19700101|F"

    static let cases: [(segments: String, line: String, problems: [String])] = [
        ("PID: {fields: {8: {required: true}}}", pid, []),
        ("PID: {fields: {9: {required: true}}}", pid, ["E 101 PID-9"]),
        ("PID: {fields: {5: {required: false}}}", "PID|1||4711", []),
        ("PID: {fields: {3: {at_most: 1}}}", pid, ["E 102 PID-3[2]"]),
        ("PID: {fields: {3: {at_least: 3}}}", pid, ["E 101 PID-3"]),
        ("PID: {fields: {8: {at_most: 0}}}", pid, ["E 102 PID-8"]),
        ("PID: {fields: {3.4: {codes: [NORTH]}}}", pid, ["E 103 PID-3[2].4"]),
        ("PID: {fields: {3.4: {value: NORTH}}}", pid, ["E 103 PID-3[2].4"]),
        ("PID: {fields: {3.6: {required: true}}}", pid, ["E 101 PID-3.6", "E 101 PID-3[2].6"]),
        ("PID: {fields: {8: {table: '0001'}}}", pid + "X", ["E 103 PID-8", "W 104 PID-8"]),
        ("PID: {fields: {5.1: {max_length: 5}}}", pid, ["E 104 PID-5.1"]),
        ("PID: {fields: {3.1: {pattern: '4[0-9]+'}}}", pid, ["E 102 PID-3[2].1"]),
        ("PID: {fields: {7: {check: false}}}", "PID|1||4711||Muster||never", []),
        (
            "PID: {fields: {41: {type: NM, name: Number}}}", pid + String(repeating: "|", count: 33) + "x",
            ["E 102 PID-41"]
        ),
        ("PV1: {fields: {18: {max_length: 9}}}", pid, []),
        ("OBX: {required: true}", pid, ["E 100 OBX"]),
        ("EVN: {at_most: 0}", pid, ["E 100 EVN"]),
        ("ZPI: {required: true, after: PID}", pid + "\rZPI|1", []),
        ("ZPI: {required: true, after: PID}", pid, ["E 100 ZPI"]),
        ("ZPI: {after: EVN}", pid + "\rZPI|1", ["E 100 ZPI"]),
        ("ZPI: {fields: {1: {type: NM}}}", pid + "\rZPI|x", ["E 102 ZPI-1"]),
        ("NTE: {after: PID}", pid + "\rNTE|1||x", []),
    ]

    @Test(arguments: cases)
    func `a profile tightens, loosens and extends`(segments: String, line: String, problems: [String]) throws
    {
        #expect(Set(try Self.problems(segments, pid: line)) == Set(problems))
    }

    static let mistakes: [(text: String, problem: String)] = [
        ("profile: a\nsegmnts: {}", "p1.yaml:2:1: error: segmnts: unknown key; did you mean `segments`?"),
        (
            "profile: a\nsegments: {OBXX: {}}",
            "error: segments: there is no segment `OBXX`; did you mean `OBX`?"
        ),
        (
            "profile: a\nsegments: {PID: {fields: {77: {required: true}}}}",
            "PID has no field 77; its fields are 1 to 40; a field of your own needs a `type`"
        ),
        (
            "profile: a\nsegments: {PID: {fields: {3-1: {}}}}",
            "write a field as `3`, a component as `3.1`, a subcomponent as `3.1.2`"
        ),
        (
            "profile: a\nsegments: {PID: {fields: {3: {type: SX}}}}",
            "there is no datatype `SX`; write it as `ST`, `CWE` or `DTM`"
        ),
        ("profile: a\nsegments: {PID: {fields: {3: {pattern: '(['}}}}", "`([` is not a regular expression"),
        (
            "profile: a\nsegments: {PID: {fields: {3: {table: '9'}}}}",
            "there is no table `9` with codes; write it as `0001`, or list the `codes`"
        ),
        (
            "profile: a\nsegments: {PID: {fields: {3: {at_most: many}}}}",
            "expected `any` or a whole number from 0 to 100000, found `many`"
        ),
        (
            "profile: a\nfor: ORU^R99\nsegments: {PID: {check: true}}",
            "`ORU^R99` is no message of the standard; write it as `ORU`, `ORU^R01` or `ORU_R01`"
        ),
        (
            "profile: a\nextends: b\nsegments: {PID: {check: true}}",
            "no profile is called `b`; did you mean `a`?"
        ),
        ("profile: a\nextends: a\nsegments: {PID: {check: true}}", "`a` extends itself"),
        ("profile: a", "`segments` is missing"),
    ]

    @Test(arguments: mistakes)
    func `a mistake is named with its place`(text: String, problem: String) {
        let problems = Self.library([text]).problems
        #expect(
            problems.contains { $0.hasSuffix(problem) && $0.hasPrefix("profiles/p1.yaml:") },
            "\(problems)"
        )
    }

    @Test func `a profile has the rules that it extends, and the last word`() throws {
        let base = "profile: base\nsegments: {PID: {fields: {8: {codes: [M]}, 9: {required: true}}}}"
        let (library, problems) = Self.library([
            base, "profile: own\nextends: base\nfor: ADT\nsegments: {PID: {fields: {8: {codes: [F]}}}}",
        ])
        #expect(problems == [])
        let checker = ConformanceChecker(profile: try #require(library.profile(named: "own")))
        let report = checker.check(try Message(SampleMessage.adt(more: "PV1|1|I\r")))
        #expect(report.errors.map { $0.location?.description } == ["PID-9"])
    }
}
