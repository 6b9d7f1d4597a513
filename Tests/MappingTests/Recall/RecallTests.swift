// What a map wrote for earlier messages never shows in what it writes for this one.
//
// The same messages, and thousands of crosses between them, are mapped with the memory of all that came before and
// without any; both must say the same, byte for byte, and complain of the same.

import FHIR
import FHIRPath
import Foundation
import HL7v2
import Testing

@testable import Mapping

struct RecallTests {
    /// What came of a message: the Bundle as JSON, and the problems in words.
    struct Result: Equatable {
        let json: [UInt8]?
        let problems: [String]

        init(_ message: Message, _ map: MessageMap, zone: TimeZone = .gmt, remembers: Bool) {
            let context = MapContext(acceptedAt: 1_718_452_800_000, zone: zone, remembers: remembers)
            let outcome = map.run(message, in: context)
            json = outcome.bundle.map { JSONWriter.write($0) }
            problems = outcome.problems.map(\.description)
        }
    }

    @Test func `every fixture becomes the same, whatever came before`() throws {
        var random = SeededGenerator(state: 1)
        for round in 0..<3 {
            for fixture in ShippedSite.fixtures.shuffled(using: &random) {
                let (message, map) = try ShippedSite.message(of: fixture)
                let remembered = Result(message, map, remembers: true)
                #expect(remembered == Result(message, map, remembers: false), "\(fixture), round \(round)")
            }
        }
    }

    @Test(arguments: 0..<12 as Range<UInt64>)
    func `crosses between messages become the same, whatever came before`(seed: UInt64) throws {
        var random = SeededGenerator(state: seed)
        let parents = try ShippedSite.fixtures.shuffled(using: &random).prefix(6).map {
            let (message, map) = try ShippedSite.message(of: $0)
            return (fixture: $0, bytes: message.bytes, map: map)
        }
        let pool = Cross.fields(of: parents.map(\.bytes))
        for trial in 0..<40 {
            let parent = parents[Int.random(in: 0..<parents.count, using: &random)]
            let bytes = Cross.cross(parent.bytes, with: pool, &random)
            guard let message = try? Message(bytes) else { continue }
            let remembered = Result(message, parent.map, remembers: true)
            let fresh = Result(message, parent.map, remembers: false)
            #expect(remembered == fresh, "\(parent.fixture), seed \(seed), trial \(trial)")
        }
    }

    @Test func `what came before is remembered`() throws {
        let (message, map) = try ShippedSite.message(of: try #require(ShippedSite.fixtures.first))
        let terms = RecallTerms(
            notation: message.notation,
            zone: LocalZone(listener: try #require(TimeZone(secondsFromGMT: 60)), message: message)
        )
        let zone = terms.zone.zone
        _ = Result(message, map, zone: zone, remembers: true)
        #expect(map.plan.recollections.take(for: terms).entries.count > 10)
    }

    @Test func `times are those of the listener's zone, not of an earlier one's`() throws {
        let visit = "PV1|1|I" + String(repeating: "|", count: 42) + "202603011200\r"
        let text =
            "MSH|^~\\&|A|B|||20260301||ADT^A01^ADT_A01|1|P|2.5.1\rEVN||20260301\r"
            + "PID|1||1^^^B^MR||Doe^Jane\r" + visit
        let message = try Message(Array(text.utf8))
        let (library, _) = try ShippedSite.compiled.get()
        let map = try #require(library.map(named: "ADT_A01"))
        let zones = try [0, 5, -8].map { try #require(TimeZone(secondsFromGMT: $0 * 3600)) }
        for zone in zones + zones {
            let remembered = Result(message, map, zone: zone, remembers: true)
            #expect(remembered == Result(message, map, zone: zone, remembers: false))
        }
        let results = Set(zones.map { Result(message, map, zone: $0, remembers: true).json })
        #expect(results.count == zones.count)
    }

    @Test func `the same bytes between other delimiters are another value`() throws {
        let body = "EVN||20260301\rPID|1||1^^^B^MR||Doe^Jane#Ann\rPV1|1|I\r"
        let (library, _) = try ShippedSite.compiled.get()
        let map = try #require(library.map(named: "ADT_A01"))
        for encoding in ["^~\\&", "^#\\&", "^~\\#", "^~\\&"] {
            let header = "MSH|\(encoding)|A|B|||20260301||ADT^A01^ADT_A01|1|P|2.5.1\r"
            let message = try Message(Array((header + body).utf8))
            let remembered = Result(message, map, remembers: true)
            #expect(remembered == Result(message, map, remembers: false), "\(encoding)")
        }
    }
}

/// Messages made of parts of others.
private enum Cross {
    /// Every field of every segment, by the segment's name.
    static func fields(of messages: [[UInt8]]) -> [String: [[Substring]]] {
        var fields: [String: [[Substring]]] = [:]
        for message in messages {
            for segment in String(decoding: message, as: UTF8.self).split(whereSeparator: \.isNewline) {
                let parts = segment.split(separator: "|", omittingEmptySubsequences: false)
                fields[String(segment.prefix(3)), default: []].append(parts)
            }
        }
        return fields
    }

    /// A message some of whose fields are those of others, cut, emptied or said to be null.
    static func cross(
        _ message: [UInt8],
        with pool: [String: [[Substring]]],
        _ random: inout SeededGenerator
    ) -> [UInt8] {
        var segments = String(decoding: message, as: UTF8.self).split(whereSeparator: \.isNewline).map(
            String.init
        )
        for _ in 0..<Int.random(in: 1...6, using: &random) {
            let index = Int.random(in: 0..<segments.count, using: &random)
            var parts = segments[index].split(separator: "|", omittingEmptySubsequences: false)
            let isHeader = segments[index].hasPrefix("MSH")
            let changeable = Array(parts.indices.dropFirst(isHeader ? 2 : 1))
            guard let field = changeable.randomElement(using: &random), !isHeader || field == 2 || field == 3
            else { continue }
            switch Int.random(in: 0..<6, using: &random) {
            case 0: parts[field] = ""
            case 1: parts[field] = "\"\""
            case 2: parts[field] = parts[field].dropLast(parts[field].count / 2)
            case 3: segments.insert(segments[index], at: index)
            default:
                let others = pool[String(segments[index].prefix(3))] ?? []
                let other = others.randomElement(using: &random) ?? []
                if other.indices.contains(field) { parts[field] = other[field] }
            }
            segments[index] = parts.joined(separator: "|")
        }
        return Array(segments.map { $0 + "\r" }.joined().utf8)
    }
}

/// Random numbers that a seed repeats.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
