import FHIR
import Testing

@testable import Routing

/// The searches of conditions, and what they find.
struct ResourceSearchTests {
    private static func known(_ json: String, _ address: String) throws -> KnownResources {
        var known = KnownResources()
        for key in ResourceKey.all(of: try JSONReader.read(Array(json.utf8)).root, address: address) {
            known.add(KnownResources.Known(address: address, version: "7"), foundBy: key)
        }
        return known
    }

    private static let patient = #"""
        {"resourceType":"Patient","identifier":[{"system":"urn:mrn","value":"a,b"},{"value":"x|y"},
        {"system":"urn:ahv","value":"756"}]}
        """#

    @Test(arguments: [
        #"identifier=urn:mrn|a\,b"#, #"identifier=a\,b"#, #"identifier=%7Cx%5C%7Cy"#, "_id=1",
        #"identifier=urn:mrn|a\,b&identifier=urn:ahv%7C756"#, "identifier=1,756",
        "identifier=756&_id=1&_format=json",
        "?identifier=756", "Patient?identifier=756",
    ])
    func `a search finds by identifier and id`(query: String) throws {
        let search = try ResourceSearch(type: "Patient", condition: query)
        let match = try Self.known(Self.patient, "Patient/1").match(search)
        #expect(match == .one(KnownResources.Known(address: "Patient/1", version: "7")))
    }

    @Test(arguments: [
        "identifier=urn:mrn|756", "identifier=|756", "identifier=a", "_id=2", "identifier=756&_id=2",
        "identifier=756&identifier=1",
    ])
    func `a search finds nothing else`(query: String) throws {
        let search = try ResourceSearch(type: "Patient", condition: query)
        #expect(try Self.known(Self.patient, "Patient/1").match(search) == .none)
        let other = try ResourceSearch(type: "Practitioner", condition: "identifier=756")
        #expect(try Self.known(Self.patient, "Patient/1").match(other) == .none)
    }

    @Test(arguments: [
        ("", ResourceSearch.Flaw.empty), ("&&", .empty), ("_format=json", .empty), ("identifier", .malformed),
        ("identifier=", .malformed), ("identifier=urn:mrn|", .malformed), ("identifier=%GG", .malformed),
        ("birthdate=1970-01-01", .notOffered), ("identifier:of-type=a", .notOffered),
        ("_id=a/b", .malformed),
        ("identifier=" + String(repeating: "1", count: 5_000), .tooLong),
        ("identifier=" + Array(repeating: "1", count: 51).joined(separator: ","), .tooLong),
    ])
    func `what cannot be looked up is no search`(query: String, flaw: ResourceSearch.Flaw) {
        #expect(throws: flaw) { try ResourceSearch(type: "Patient", condition: query) }
    }

    @Test func `several are several, also when they are more than are looked at`() throws {
        var known = try Self.known(Self.patient, "Patient/1")
        let search = try ResourceSearch(type: "Patient", condition: "identifier=756")
        let key = try #require(search.keys.first)
        known.add(KnownResources.Known(address: "Patient/2", version: "8"), foundBy: key)
        #expect(known.match(search) == .several)
        for number in 3...KnownResources.limit {
            known.add(KnownResources.Known(address: "Patient/\(number)", version: "9"), foundBy: key)
        }
        let narrow = try ResourceSearch(type: "Patient", condition: "identifier=756&_id=1")
        #expect(known.match(narrow) == .several)
    }

    @Test func `what was known can be kept and read again`() throws {
        let known = try Self.known(Self.patient, "Patient/1")
        #expect(KnownResources(encoded: try #require(known.encoded)) == known)
        #expect(KnownResources().encoded == nil)
        #expect(KnownResources(encoded: [0x7B]) == nil)
    }

    @Test(arguments: [
        (#"W/"3""#, true), (#""3""#, true), (#"W/"2", W/"3""#, true), ("*", true), ("3", true),
        (#"W/"2""#, false),
        ("", false), (#"""#, false),
    ])
    func `a version is met by its tag`(condition: String, holds: Bool) {
        #expect(VersionCondition.holds(condition, for: "3") == holds)
        #expect(!VersionCondition.holds(condition, for: nil))
    }
}
