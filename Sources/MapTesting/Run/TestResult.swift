// What a test showed: nothing, or what is not as expected, and how its file would say what came out.

/// What one test showed.
public struct TestResult: Sendable {
    /// The test.
    public let test: MapTest
    /// What is not as expected, in the order of the test's keys.
    public internal(set) var differences: [Difference] = []
    /// Why there was nothing to compare, such as what the map reported.
    public internal(set) var failures: [String] = []
    /// What would make the test pass, where its file can say that.
    public internal(set) var updates: [Update] = []

    /// Whether all is as expected.
    public var isPassed: Bool { differences.isEmpty && failures.isEmpty }

    init(_ test: MapTest) { self.test = test }
}
