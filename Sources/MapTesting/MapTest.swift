// A test beside a map: a message, and what must become of it.
//
// Tests are read from `tests:` of a map file or from `NAME.test.yaml`; nothing here runs them (see `TestBench`).

public import Foundation
public import LocatedYAML

/// One test of a site.
public struct MapTest: Sendable {
    /// What a test holds as text, or names as a file.
    public enum Content: Sendable {
        /// Text in the test file.
        case inline(Located<String>)
        /// A file; its path is relative to the test file.
        case file(Located<String>)

        /// Where it is said.
        var location: SourceLocation {
            switch self {
            case .inline(let text), .file(let text): text.location
            }
        }
    }

    /// What must come out.
    public enum Expectation: Sendable {
        /// This, and nothing else.
        case whole(Content)
        /// These values among others.
        case values([Value])
    }

    /// An expression over the output, and the texts that it must yield.
    public struct Value: Sendable {
        /// FHIRPath over a Bundle, or a location of HL7 v2.
        public let expression: Located<String>
        /// The texts, in order; none where it must yield nothing.
        public let texts: [String]
        /// Where the texts stand, and whether as a list.
        let node: Node
    }

    /// Texts that stand as a list.
    public struct Texts: Sendable {
        /// The texts, in order.
        public let texts: [String]
        /// The list as written.
        let node: Node
    }

    /// What it is called.
    public let name: String
    /// Where it begins.
    public let location: SourceLocation
    /// The message or resource that comes in.
    public let given: Content
    /// The map that is run; without it the one beside the test, or the one that takes what is given.
    public let map: Located<String>?
    /// The map in the test's file or beside it; it may be none that is run by itself.
    let ownMap: String?
    /// The listener where it comes in.
    public let listener: Located<String>?
    /// The route whose delivery is looked at.
    public let route: Located<String>?
    /// Which part of a message that is split is looked at, from 1.
    public let part: Int
    /// The zone of timestamps without an offset; without it the listener's or UTC.
    public let zone: TimeZone?
    /// When it comes in, in milliseconds since 1970 UTC.
    public let acceptedAt: Int64
    /// Places that are not compared.
    public let ignored: [String]
    /// What must come out; `nil` where nobody asks.
    public let expectation: Expectation?
    /// The routes that must take it, and no others; `nil` where nobody asks.
    public let routes: Texts?
    /// The errors that the map must report, and no others.
    public let errors: Texts?
    /// The warnings that the map must report, and no others; `nil` where nobody asks.
    public let warnings: Texts?

    /// When tests take place that do not say so: the beginning of 2026.
    public static let usualMoment: Int64 = 1_767_225_600_000
}
