// Reads FHIR XML into a tree, through libxml2's streaming interface (SAX2): no document is built beside ours.
//
// Strict as the JSON reader is, and about what only XML has: namespaces, the order of elements, attributes. A document
// type ends the reading before anything of it is read, so there are no entities but XML's own five, and nothing is
// ever fetched. Comments and processing instructions go; a narrative's `div` keeps its bytes. Cardinality and bindings
// are `Validator`'s. Source: FHIR R4, "XML Representation of Resources".

/// Reads FHIR XML.
public enum XMLReader {
    /// Reads one resource.
    ///
    /// The text must be UTF-8, whatever its declaration says.
    ///
    /// - Throws: ``MalformedResource`` with line, column and path of everything that is wrong.
    public static func read(
        _ bytes: [UInt8],
        definitions: Definitions = .r4,
        limits: ReadingLimits = .standard
    ) throws(MalformedResource) -> Tree {
        let parser = XMLParser(bytes, definitions: definitions, limits: limits)
        return try parser.tree()
    }

    /// Reads one resource from a text.
    ///
    /// - Throws: ``MalformedResource`` with line, column and path of everything that is wrong.
    public static func read(
        _ text: String,
        definitions: Definitions = .r4,
        limits: ReadingLimits = .standard
    ) throws(MalformedResource) -> Tree {
        try read(Array(text.utf8), definitions: definitions, limits: limits)
    }
}
