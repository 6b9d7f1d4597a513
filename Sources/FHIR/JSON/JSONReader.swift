// Reads FHIR JSON into a tree in one pass that checks grammar, UTF-8 and schema together.
//
// Strict: unknown and repeated members, malformed primitives, nulls and empties out of place are issues. What
// can be stepped over is collected, so one reading shows all of it; a broken grammar ends the reading at once.
// Cardinality and bindings are `Validator`'s. Source: FHIR R4, "JSON Representation of Resources"; RFC 8259.

/// Reads FHIR JSON.
public enum JSONReader {
    /// What a reading may cost.
    public struct Limits: Sendable {
        /// The limits used unless others are given.
        public static let standard = Limits()

        /// Deepest nesting of objects and arrays.
        public var depth = 128
        /// Most bytes of input.
        public var byteCount = 256 << 20
        /// Issues after which the reading ends.
        public var issueCount = 50

        /// Creates the standard limits.
        public init() {}
    }

    /// The input is not a resource of the definitions.
    public struct Failure: Error, Hashable, Sendable, CustomStringConvertible {
        /// What is wrong, in the order of the text; never empty.
        public let issues: [OutcomeIssue]

        /// The issues, one a line, safe to log.
        public var description: String {
            issues.map(\.description).joined(separator: "\n")
        }
    }

    /// Reads one resource.
    ///
    /// - Throws: ``Failure`` with line, column and path of everything that is wrong.
    public static func read(
        _ bytes: [UInt8],
        definitions: Definitions = .r4,
        limits: Limits = .standard
    ) throws(Failure) -> Tree {
        var parser = JSONParser(bytes, definitions: definitions, limits: limits)
        return try parser.tree()
    }

    /// Reads one resource from a text.
    ///
    /// - Throws: ``Failure`` with line, column and path of everything that is wrong.
    public static func read(
        _ text: String,
        definitions: Definitions = .r4,
        limits: Limits = .standard
    ) throws(Failure) -> Tree {
        try read(Array(text.utf8), definitions: definitions, limits: limits)
    }
}
