import Testing

@testable import FHIRPath

/// Dates and times of all precisions: compared, and taken apart.
struct TreeMomentTests {
    @Test(arguments: [
        "@2024 = @2024-01", "@2024 > @2024-01", "@2024-01-01 = @2024-01-01T00:00:00", "@T10:00 = @T10:00:00",
        "@2024-01-01T10:00 = @2024-01-01T10", "@2024-01-01T10:00:00Z = @2024-01-01T10:00:00",
        "@2012.monthOf()", "@2012-01.dayOf()", "@2012-01-01.hourOf()", "@T10:30.secondOf()",
        "@T10:30:00.millisecondOf()",
        "@2012-01-01T10:00.timezoneOffsetOf()", "@T10:00.yearOf()", "@T10:00.dateOf()",
        "@2012-01-01.timeOf()",
        "@T10:00.timeOf()", "'2012'.yearOf()", "{}.yearOf()",
    ])
    func `what the precision does not tell is empty`(expression: String) throws {
        #expect(try treeTexts(expression, on: nil) == [])
    }

    @Test(arguments: [
        ("@2024 > @2023-12", "true"), ("@T10:00 < @T11:30:00", "true"),
        ("@2024-01-01T10:00:00 = @2024-01-01T10:00:00.000", "true"),
        ("@2024-01-01T10:00:00Z = @2024-01-01T11:00:00+01:00", "true"), ("@2024 !~ @2024-01", "true"),
        ("@2024-01-31 + 25 hours", "2024-02-01"), ("@2024 + 5 months", "2024"), ("@2024 + 12 months", "2025"),
        ("now() = now()", "true"), ("today() = now().toDate()", "true"),
        ("timeOfDay() = now().timeOf()", "true"),
        ("@2012-01-05T12:30:40.002-07:00.yearOf()", "2012"),
        ("@2012-01-05T12:30:40.002-07:00.monthOf()", "1"),
        ("@2012-01-05T12:30:40.002-07:00.dayOf()", "5"), ("@2012-01-05T12:30:40.002-07:00.hourOf()", "12"),
        ("@2012-01-05T12:30:40.002-07:00.minuteOf()", "30"),
        ("@2012-01-05T12:30:40.002-07:00.secondOf()", "40"),
        ("@2012-01-05T12:30:40.002-07:00.millisecondOf()", "2"),
        ("@2012-01-05T12:30:40.002-07:00.timezoneOffsetOf()", "-7.0"),
        ("@2012-01-05T12:30:40.002+08:45.timezoneOffsetOf()", "8.75"),
        ("@2012-01-05T12:30:40.002Z.timezoneOffsetOf()", "0.0"),
        ("@2012-01-05T12:30:40.002-07:00.dateOf()", "2012-01-05"), ("@2012-01.dateOf()", "2012-01"),
        ("@2012-01-05T12:30:40.002-07:00.timeOf()", "12:30:40.002"),
        ("@2012-01-05T12:30.timeOf() = @T12:30", "true"),
    ])
    func `dates and times are compared and taken apart`(expression: String, expected: String) throws {
        #expect(try treeTexts(expression, on: nil) == [expected])
    }
}
