// Reads FHIR JSON into a tree in one pass that checks grammar, UTF-8 and schema together.
//
// Strict: unknown and repeated members, malformed primitives, nulls and empties out of place are issues. What
// can be stepped over is collected, so one reading shows all of it; a broken grammar ends the reading at once.
// Cardinality and bindings are `Validator`'s. Source: FHIR R4, "JSON Representation of Resources"; RFC 8259.

/// Reads FHIR JSON.
public enum JSONReader {
    /// What a reading may cost.
    public typealias Limits = ReadingLimits

    /// The input is not a resource of the definitions.
    public typealias Failure = MalformedResource

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
