// Resources of nobody, for the benchmarks.

/// Makes resources that differ by a number.
public struct SyntheticResources: Sendable {
    /// Entries of a transaction.
    private static let entries = 10

    /// Makes them.
    public init() {}

    /// A laboratory result of about 2 KB, as JSON.
    public func observation(_ number: Int) -> [UInt8] { Array(observationText(number).utf8) }

    /// A transaction that creates ten results, as JSON.
    public func transaction(_ number: Int) -> [UInt8] {
        let entries = (0..<Self.entries).map { place in
            #"{"resource":\#(observationText(number * Self.entries + place)),"#
                + #""request":{"method":"POST","url":"Observation"}}"#
        }
        let text =
            #"{"resourceType":"Bundle","type":"transaction","entry":[\#(entries.joined(separator: ","))]}"#
        return Array(text.utf8)
    }

    private func observationText(_ number: Int) -> String {
        let components = ["2160-0", "3094-0", "2951-2", "2823-3", "2075-0"].map { code in
            #"{"code":{"coding":[{"system":"http://loinc.org","code":"\#(code)"}]},"#
                + #""valueQuantity":{"value":\#(number % 90).5,"unit":"mmol/l","system":"http://unitsofmeasure.org","#
                + #""code":"mmol/L"},"referenceRange":[{"low":{"value":1.0},"high":{"value":9.0}}]}"#
        }
        let parts = [
            #""resourceType":"Observation""#,
            #""identifier":[{"system":"urn:example:results","value":"R\#(number)"}]"#,
            #""status":"final""#,
            #""category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"laboratory"}]}]"#,
            #""code":{"coding":[{"system":"http://loinc.org","code":"24323-8"}],"text":"Metabolic panel"}"#,
            #""subject":{"reference":"Patient/p\#(number % 800)"}"#,
            #""effectiveDateTime":"2026-11-22T10:30:00+01:00""#,
            #""performer":[{"display":"Laboratory of the tests"}]"#,
            #""note":[{"text":"\#(String(repeating: "A remark. ", count: 40))"}]"#,
            #""component":[\#(components.joined(separator: ","))]"#,
        ]
        return "{" + parts.joined(separator: ",") + "}"
    }
}
