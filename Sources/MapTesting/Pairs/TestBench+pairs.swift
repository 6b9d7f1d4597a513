// One pair: what another engine was given and made, against what this site makes of the same.

public import LocatedYAML

extension TestBench {
    /// How this site is asked.
    public struct Question: Sendable {
        /// The map; without it the one that takes what is given.
        public var map: String?
        /// The listener and the route whose delivery counts, in place of a map.
        public var listener: String?
        /// The route, where several of the listener's deliver.
        public var route: String?

        /// Asks the map that takes what is given.
        public init() {}
    }

    /// Why a pair cannot be compared.
    public struct NotComparable: Error, CustomStringConvertible {
        /// What this site says in place of an output; places and rules, never values.
        public let description: String
    }

    /// Compares what this site makes of a message or resource with what another engine made of it.
    ///
    /// - Parameters:
    ///   - given: what came in.
    ///   - theirs: what the other engine made of it.
    ///   - question: which map or route is run.
    ///   - acceptedAt: when it came in, in milliseconds since 1970 UTC.
    ///   - options: what is passed over.
    /// - Returns: the differences, theirs as what is expected.
    /// - Throws: ``NotComparable`` where nothing comes out.
    public func differences(
        given: Output,
        theirs: Output,
        asking question: Question,
        acceptedAt: Int64 = MapTest.usualMoment,
        options: ComparisonOptions
    ) throws(NotComparable) -> [Difference] {
        let test = MapTest(question, acceptedAt: acceptedAt)
        let run = TestRun(bench: self, test: test, given: given)
        let outcome = test.listener == nil ? run.mapped() : run.delivered()
        guard let output = outcome.output else {
            throw NotComparable(description: outcome.errors.first ?? "nothing came out")
        }
        return output.differences(from: theirs, options: options)
    }

    /// Reports names that nothing of the site bears.
    public func check(_ question: Question, into diagnostics: inout Diagnostics) {
        check([MapTest(question, acceptedAt: 0)], into: &diagnostics)
    }
}

extension MapTest {
    /// A test that expects nothing and gives nothing.
    fileprivate init(_ question: TestBench.Question, acceptedAt: Int64) {
        let nowhere = SourceLocation(file: "corridor", line: 1, column: 1)
        func located(_ text: String?) -> Located<String>? { text.map { Located($0, at: nowhere) } }
        name = ""
        location = nowhere
        given = .inline(Located("MSH|^~\\&|", at: nowhere))
        map = located(question.map)
        ownMap = nil
        listener = located(question.listener)
        route = located(question.route)
        part = 1
        zone = nil
        self.acceptedAt = acceptedAt
        ignored = []
        expectation = nil
        routes = nil
        errors = nil
        warnings = nil
    }
}
