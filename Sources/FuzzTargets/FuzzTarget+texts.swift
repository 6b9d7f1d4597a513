// Small languages: escape sequences, locations, JSON. What is read is written, and read again as the same.

import FHIR
import HL7v2

extension FuzzTarget {
    /// What was escaped comes back, and stands in a field as one value.
    static func escapes(_ bytes: [UInt8]) throws(BrokenPromise) {
        _ = EscapeSequences.decode(bytes[...], delimiters: .standard)
        let encoded = EscapeSequences.encode(bytes, delimiters: .standard)
        let decoded = EscapeSequences.decode(encoded[...], delimiters: .standard)
        try promise(decoded == bytes, "what was escaped does not come back")
        try promise(!encoded.contains { special.contains($0) }, "a delimiter is left")
    }

    private static let special = Array("|^~&\r\n".utf8)

    /// A location that can be read is printed and read again as the same.
    static func location(_ bytes: [UInt8]) throws(BrokenPromise) {
        guard let location = try? Location(String(decoding: bytes, as: UTF8.self)) else { return }
        let again = try? Location(location.description)
        try promise(again == location, "a location is printed otherwise than it was read")
    }

    /// A resource that can be read is written, and read again as the same.
    static func json(_ bytes: [UInt8], of version: FHIRVersion) throws(BrokenPromise) {
        let definitions = version.definitions
        let tree: Tree
        do throws(JSONReader.Failure) {
            tree = try JSONReader.read(bytes, definitions: definitions)
        } catch {
            return try promise(!error.issues.isEmpty, "JSON is refused without a reason")
        }
        let written = JSONWriter.write(tree)
        guard let again = try? JSONReader.read(written, definitions: definitions) else {
            throw BrokenPromise(description: "what was written is refused")
        }
        try promise(JSONWriter.write(again) == written, "JSON is written otherwise the second time")
    }

    /// The same of XML; what was read is also the same after a way through JSON.
    static func xml(_ bytes: [UInt8], of version: FHIRVersion) throws(BrokenPromise) {
        let definitions = version.definitions
        let tree: Tree
        do throws(MalformedResource) {
            tree = try XMLReader.read(bytes, definitions: definitions)
        } catch {
            return try promise(!error.issues.isEmpty, "XML is refused without a reason")
        }
        let written = XMLWriter.write(tree)
        guard let again = try? XMLReader.read(written, definitions: definitions),
            let json = try? JSONReader.read(JSONWriter.write(tree), definitions: definitions)
        else {
            throw BrokenPromise(description: "what was written is refused")
        }
        try promise(XMLWriter.write(again) == written, "XML is written otherwise the second time")
        try promise(XMLWriter.write(json) == written, "XML is written otherwise after JSON")
    }
}
