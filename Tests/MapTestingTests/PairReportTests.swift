import MapTesting
import Testing

struct `The report of pairs` {
    private func report() throws -> PairReport {
        let bench = try SampleBench.bench()
        var report = PairReport()
        let given = try Output(Array(SampleBench.admission.utf8))
        for (stem, gender) in [("a", "female"), ("b", "male"), ("c", "other")] {
            let theirs = try Output(
                Array(
                    #"""
                    {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": {"resourceType": "Patient",
                    "gender": "\#(gender)", "birthDate": "1980-02-29",
                    "identifier": [{"value": "4711"}, {"value": "0815"}]}}]}
                    """#.utf8
                )
            )
            report.add(
                try bench.differences(
                    given: given,
                    theirs: theirs,
                    asking: TestBench.Question(),
                    options: ComparisonOptions(ignoresIdentity: true)
                ),
                of: stem
            )
        }
        return report
    }

    @Test func `gathers differences by place`() throws {
        #expect(
            try report().lines(showsValues: false) == [
                "      2  Patient.gender  differs, in 2 pairs, as b",
                "3 pairs compared: 1 equal, 2 with 2 differences",
            ]
        )
    }

    @Test func `shows values only where that is asked for`() throws {
        let lines = try report().lines(showsValues: true)
        #expect(lines.contains("             theirs  male"))
        #expect(lines.contains("             ours    female"))
        #expect(try !report().json.contains { $0.contains("female") })
    }

    @Test func `runs a route in place of a map`() throws {
        let bench = try SampleBench.bench()
        var question = TestBench.Question()
        (question.listener, question.route) = ("pas", "all-to-archive")
        let given = try Output(Array(SampleBench.admission.utf8))
        #expect(
            try bench.differences(given: given, theirs: given, asking: question, options: ComparisonOptions())
                == []
        )
    }
}
