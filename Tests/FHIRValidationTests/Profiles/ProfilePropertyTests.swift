// What must hold whatever the profile and the resource: no value is told, order of checking does not matter, a profile
// says at least what its base says, and nothing costs without bounds.

import FHIR
import FHIRValidation
import Foundation
import Testing

struct ProfilePropertyTests {
    /// Patients made of a few parts, some of them wrong; the values bear a mark.
    private static func patient(_ random: inout some RandomNumberGenerator) -> String {
        let identifiers = [
            #"{"system":"https://acme.example/mrn","value":"SECRET"}"#,
            #"{"system":"https://acme.example/mrn","value":"SECRET-much-too-long"}"#,
            #"{"system":"https://acme.example/insurance","value":"SECRET"}"#,
            #"{"value":"SECRET"}"#,
        ]
        let wards = ["SURG-1", "surg-2", "MED", "SECRET"].map {
            #"{"url":"\#(AcmeSite.base)ward","valueCoding":{"system":"https://acme.example/fhir/CodeSystem/wards","code":"\#($0)"}}"#
        }
        let names = [#"{"family":"SECRET"}"#, #"{"given":["SECRET"]}"#]
        func some(_ parts: [String]) -> String {
            (0..<Int.random(in: 1...3, using: &random)).compactMap { _ in parts.randomElement(using: &random)
            }
            .joined(separator: ",")
        }
        var members = [#""resourceType":"Patient""#]
        if Bool.random(using: &random) { members.append(#""extension":[\#(some(wards))]"#) }
        if Bool.random(using: &random) { members.append(#""identifier":[\#(some(identifiers))]"#) }
        if Bool.random(using: &random) { members.append(#""name":[\#(some(names))]"#) }
        if Bool.random(using: &random) { members.append(#""birthDate":"1840""#) }
        return "{\(members.joined(separator: ","))}"
    }

    private static let plain = AcmeSite.profiles.profiles(named: "AcmePatient")

    @Test func `no issue tells a value, and asking twice says the same`() throws {
        var random = SplitMix(7)
        for _ in 0..<300 {
            let json = Self.patient(&random)
            let issues = try AcmeSite.issues(json, AcmeSite.profiles, Self.plain)
            #expect(!issues.contains { $0.contains("SECRET") }, "\(issues)")
            #expect(try AcmeSite.issues(json, AcmeSite.profiles, Self.plain) == issues)
        }
    }

    @Test func `what a derived profile lets through its base does, too`() throws {
        let base = AcmeSite.profile(
            "Patient",
            #"{"path":"Patient.identifier","min":1},{"path":"Patient.name","max":"1"}"#,
            name: "Base"
        )
        let derived = AcmeSite.profile(
            "Patient",
            #"{"path":"Patient.birthDate","max":"0"},{"path":"Patient.identifier","max":"2"}"#,
            base: AcmeSite.base + "Base"
        )
        let (set, problems) = AcmeSite.compile([base, derived])
        #expect(problems == [])
        var random = SplitMix(11)
        for _ in 0..<300 {
            let json = Self.patient(&random)
            let byBase = try AcmeSite.issues(json, set, set.profiles(named: "Base"))
            let byDerived = try AcmeSite.issues(json, set, set.profiles(named: "Test"))
            for issue in byBase where issue.contains("(profile") {
                #expect(byDerived.contains(issue.replacing("profile Base", with: "profile Test")), "\(json)")
            }
        }
    }

    @Test func `a resource in a Bundle has the issues that it has alone`() throws {
        var random = SplitMix(13)
        for _ in 0..<50 {
            let resources = (0..<5).map { _ in Self.patient(&random) }
            let entries = resources.map { #"{"resource":\#($0)}"# }.joined(separator: ",")
            let bundle = #"{"resourceType":"Bundle","type":"collection","entry":[\#(entries)]}"#
            var expected: [String] = []
            for (number, resource) in resources.enumerated() {
                expected += try AcmeSite.issues(resource, AcmeSite.profiles, Self.plain).map {
                    $0.replacing(": Patient", with: ": Bundle.entry[\(number)].resource", maxReplacements: 1)
                }
            }
            #expect(try AcmeSite.issues(bundle, AcmeSite.profiles, Self.plain) == expected)
        }
    }

    @Test func `issues are bounded, and errors come before warnings are left out`() throws {
        let many = (0..<2000).map { _ in #"{"given":["x"]}"# }.joined(separator: ",")
        let tree = try JSONReader.read(#"{"resourceType":"Patient","name":[\#(many)]}"#)
        let issues = ResourceValidator.issues(
            in: tree,
            now: AcmeSite.now,
            profiles: AcmeSite.profiles,
            demanded: Self.plain
        )
        #expect(issues.count == ResourceValidator.issueLimit)
        #expect(issues.allSatisfy { $0.severity == .error })
    }
}

/// The same numbers in every run.
private struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
